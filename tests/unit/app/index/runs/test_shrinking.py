"""What a run may take away without being asked, and what not."""

from collections.abc import Iterable

import pytest

from app.index.runs.shrinking import Extent, explain_loss

SITE = "https://d.example/docs"
VERSIONS = ("next", "3.x", "2.x", "1.x")


def create_extent(places: Iterable[tuple[str, str, str]]) -> Extent:
    extent = Extent()
    for url, version, locale in places:
        extent.add(url, version, locale)
    return extent


def create(
    site: str = SITE, *, pages: int = 10, versions: tuple[str, ...] = VERSIONS, locales: tuple[str, ...] = ("en", "de")
) -> Extent:
    return create_extent(
        (f"{site}/{locale}/{version}/page-{number}#part-{part}", version, locale)
        for locale in locales
        for version in versions
        for number in range(pages)
        for part in range(3)
    )


@pytest.mark.parametrize(
    "after",
    [
        create(),
        create(pages=6),
        create(pages=20),
        create(versions=("next", "4.x", "3.x", "2.x")),
        create(versions=("next", "3.x", "2.x")),
        create(locales=("en", "de", "fr")),
    ],
)
def test_what_happens_to_a_site_every_day_is_allowed(after: Extent) -> None:
    assert explain_loss(create(), after) == ""


@pytest.mark.parametrize(
    ("after", "loss"),
    [
        (create(pages=4), "remove 48 of 80 pages from"),
        (create(locales=("en",), pages=20), "remove 1 of 2 languages (de) from"),
        (create(versions=("next", "3.x"), pages=20), "remove 2 of 4 versions (1.x, 2.x) from"),
        (create("https://other.example/docs"), f"below {SITE}/, and now below https://other.example/docs/."),
        (create("https://d.example/p/docs"), f"below {SITE}/, and now below https://d.example/p/docs/."),
    ],
)
def test_what_nobody_means_is_explained(after: Extent, loss: str) -> None:
    assert loss in explain_loss(create(), after)


def test_anchors_that_are_all_gone_are_noticed_though_the_pages_stay() -> None:
    bare = create_extent((url, "", "") for url in ("https://d/a", "https://d/b", "https://d/c#x"))
    named = create_extent((f"https://d/{page}#{part}", "", "") for page in "abc" for part in range(5))
    assert "remove 15 of 15 places that answers link to" in explain_loss(named, bare)


@pytest.mark.parametrize("form", ["https://d.example/{}", "https://d.example/{}/", "https://d.example/{}.html"])
def test_another_form_of_the_same_address_is_the_same_page(form: str) -> None:
    before = create_extent((f"https://d.example/p{number}", "", "") for number in range(5))
    after = create_extent((form.format(f"p{number}"), "", "") for number in range(5))
    assert explain_loss(before, after) == ""


def test_a_site_of_one_version_may_rename_it() -> None:
    before = create_extent([(f"{SITE}/a", "1.0", "")])
    assert explain_loss(before, create_extent([(f"{SITE}/a", "1.1", "")])) == ""
    assert explain_loss(Extent(), before) == ""
