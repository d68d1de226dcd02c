"""Which pages the demo shows, and in which order."""

from math import inf

from app.wires.pages import SitePages
from indexing.model import Page


def create_pages(*pages: tuple[str, float] | tuple[str, float, str]) -> SitePages:
    """Pages at these paths and positions, perhaps of a version."""
    shown = SitePages(lambda _: None)
    for path, position, *version in pages:
        url = f"http://127.0.0.1:8000{path}"
        shown.add(Page(url, path, path.upper(), "".join(version), "", "", (), (), position))
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
    assert create_pages(("/site/api", 1), ("/site/more", 1)).first == "/site/api"
    assert create_pages().first == ""


def test_a_page_declares_its_own_language_and_version() -> None:
    shown = create_pages(("/site/new", inf, "2.x"), ("/site/1.x/old", inf, "1.x"))
    assert shown.find_edition("/site/1.x/old") == ("", "1.x")
    assert shown.find_edition("/") == ("", "2.x")
    assert create_pages().find_edition("/") == ("en", "")
