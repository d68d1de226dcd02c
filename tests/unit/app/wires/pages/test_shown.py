"""Which pages the demo shows, and in which order."""

from math import inf

from app.wires.pages import SitePages
from indexing.model import Chunk, Page, Place


def create_page(path: str, position: float = inf, version: str = "", locale: str = "", *headings: str) -> Page:
    url = f"http://127.0.0.1:8000{path}"
    chunks = tuple(Chunk("Page", "", Place(url, version, locale, "", f"Page > {heading}")) for heading in headings)
    return Page(url, path, path.upper(), version, locale, "", (), chunks, position)


def create_pages(*pages: tuple[str, float] | tuple[str, float, str], default: str = "") -> SitePages:
    """Pages at these paths and positions, perhaps of a version."""
    shown = SitePages(lambda _: None, ("", default))
    for path, position, *version in pages:
        shown.add(create_page(path, position, "".join(version)))
    return shown


def test_pages_stand_as_the_sidebar_has_them_and_each_folder_by_itself() -> None:
    shown = create_pages(
        ("/site/a", inf),
        ("/site/deep/b", 2),
        ("/site/deep/c", 1),
        ("/site/quick", 2),
        ("/site/", 9),
        ("/site/deep/", inf),
    )
    assert shown.list_neighbours("/site/a") == {
        "": [(path, path.upper()) for path in ("/site/", "/site/quick", "/site/a")],
        "deep": [(path, path.upper()) for path in ("/site/deep/", "/site/deep/c", "/site/deep/b")],
    }


def test_the_folder_of_the_page_to_begin_with_comes_first() -> None:
    shown = create_pages(("/site/api/store/", inf), ("/site/guide/intro/", inf), ("/site/guide/", inf))
    assert list(shown.list_neighbours("/site/api/store/")) == ["guide", "api"]


def test_a_page_lists_those_of_its_own_version() -> None:
    shown = create_pages(("/site/new", inf, "2.x"), ("/site/1.x/old", inf, "1.x"), ("/site/1.x/older", inf, "1.x"))
    assert list(shown.list_neighbours("/site/new")) == [""]
    assert shown.list_neighbours("/site/1.x/old")["1.x"] == [
        ("/site/1.x/old", "/SITE/1.X/OLD"),
        ("/site/1.x/older", "/SITE/1.X/OLDER"),
    ]
    assert shown.list_neighbours("/site/nowhere") == shown.list_neighbours("/site/new")


def test_readers_begin_at_the_root_or_with_the_page_that_is_called_so() -> None:
    assert create_pages(("/site/api", 1), ("/site/", inf)).first == "/site/"
    assert create_pages(("/site/api", 1), ("/site/start/overview", 1), ("/site/start/Intro", 1)).first == (
        "/site/start/overview"
    )
    assert create_pages(("/site/api", 1), ("/site/intro/getting-started/", 1)).first == "/site/intro/getting-started/"
    assert create_pages(("/site/docs/api", 1), ("/site/docs/intro", 1), ("/site/docs/", 1)).first == "/site/docs/"
    assert create_pages(("/site/api", 1), ("/site/more", 1)).first == "/site/api"
    assert create_pages().first == ""


def test_a_page_declares_its_own_language_and_version() -> None:
    shown = create_pages(("/site/new", inf, "2.x"), ("/site/1.x/old", inf, "1.x"))
    assert shown.find_edition("/site/1.x/old") == ("", "1.x")
    assert shown.find_edition("/") == ("", "2.x")
    assert create_pages().find_edition("/") == ("", "")


def test_readers_begin_with_the_default_version_and_language() -> None:
    shown = SitePages(lambda _: None, ("en", "2.0"))
    for path, version, locale in (
        ("/site/next/intro", "current", "en"),
        ("/site/zh/intro", "2.0", "zh"),
        ("/site/1.0/intro", "1.0", "en"),
        ("/site/intro", "2.0", "en"),
    ):
        shown.add(create_page(path, version=version, locale=locale))
    assert shown.first == "/site/intro"
    assert shown.find_edition("/") == ("en", "2.0")


def test_readers_do_not_begin_with_a_page_without_text() -> None:
    shown = create_pages(("/site/intro", 1))
    shown.add(create_page("/site/overview", inf, "", "", "Heading"))
    assert shown.first == "/site/overview"


def test_pages_without_a_version_are_listed_with_the_default_one() -> None:
    shown = create_pages(("/site/intro", 1, "2.0"), ("/site/1.0/intro", 1, "1.0"), ("/site/about", 2), default="2.0")
    names = ["/site/intro", "/site/about"]
    assert [path for path, _ in shown.list_neighbours("/site/about")[""]] == names
    assert [path for path, _ in shown.list_neighbours("/site/intro")[""]] == names
    assert shown.find_edition("/site/about") == ("", "")


def test_questions_to_begin_with_are_those_of_the_pages_edition() -> None:
    shown = SitePages(lambda _: None, ("en", "2.0"))
    for path, version, heading in (
        ("/site/next/a", "current", "Install from the main branch"),
        ("/site/a", "2.0", "Install the kettle"),
        ("/site/about", "", "Why is it loud?"),
    ):
        page = create_page(path, inf, version, "en", heading)
        shown.add(page)
        shown.add_starters(page)
    assert shown.choose_starters("/site/a") == ["Why is it loud?", "How do I install the kettle?"]
    assert shown.choose_starters("/site/next/a") == ["How do I install from the main branch?"]


def test_questions_come_from_pages_that_are_shown_elsewhere_too() -> None:
    shown = SitePages(lambda _: None, ("en", "2.0"))
    shown.add_starters(create_page("/elsewhere/a", inf, "2.0", "en", "Why is it loud?"))
    assert shown.choose_starters(shown.first) == ["Why is it loud?"]
