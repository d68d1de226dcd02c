"""Each page of a site belongs to its own version and language, however the site lays its versions out."""

import random
from collections.abc import Iterable
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.index.areas import MAX_AREAS, Area, AreaCollector, find_area


class Located(NamedTuple):
    url: str
    version: str
    locale: str = "en"


def collect(pages: Iterable[Located]) -> tuple[Area, ...]:
    collector = AreaCollector()
    for page in pages:
        collector.add(*page)
    return collector.create_areas()


def locate(areas: tuple[Area, ...], url: str) -> tuple[str, str] | None:
    area = find_area(areas, url)
    return (area.version, area.locale) if area else None


ROOTED = [
    Located("https://d.example/docs/", "2.x"),
    Located("https://d.example/docs/install", "2.x"),
    Located("https://d.example/docs/guide/ports", "2.x"),
    Located("https://d.example/docs/1.x/", "1.x"),
    Located("https://d.example/docs/1.x/install", "1.x"),
    Located("https://d.example/docs/1.x/guide/ports", "1.x"),
    Located("https://d.example/docs/next/", "next"),
    Located("https://d.example/fr/docs/", "2.x", "fr"),
    Located("https://d.example/fr/docs/install", "2.x", "fr"),
    Located("https://d.example/fr/docs/1.x/", "1.x", "fr"),
    Located("https://d.example/blog/hello", ""),
    Located("https://d.example/fr/blog/hello", "", "fr"),
]


@pytest.mark.parametrize("page", ROOTED, ids=lambda page: page.url.partition("example")[2])
@pytest.mark.parametrize("form", ["{url}", "{path}", "{path}index.html", "https://preview-7.example.net:3000{path}"])
def test_a_version_whose_first_page_is_its_folder_keeps_its_pages(form: str, page: Located) -> None:
    path = page.url.removeprefix("https://d.example").rstrip("/") + "/"
    assert locate(collect(ROOTED), form.format(url=page.url, path=path)) == (page.version, page.locale)


def test_a_page_that_came_after_the_run_belongs_where_its_neighbours_do() -> None:
    areas = collect(ROOTED)
    assert locate(areas, "https://d.example/docs/new/page?q=1#z") == ("2.x", "en")
    assert locate(areas, "https://d.example/docs/1.x/new") == ("1.x", "en")
    assert locate(areas, "https://d.example/fr/docs/new") == ("2.x", "fr")
    assert locate(areas, "https://d.example/blog/new") == ("", "en")
    assert locate(areas, "https://d.example/") is None
    assert locate(areas, "https://d.example/pricing") is None


def test_where_nothing_prevails_pages_speak_for_themselves() -> None:
    areas = collect([Located("https://d/docs/a", "1.x"), Located("https://d/docs/b", "2.x")])
    assert [locate(areas, f"/docs/{name}") for name in "abc"] == [("1.x", "en"), ("2.x", "en"), None]


def test_a_page_of_two_versions_says_nothing() -> None:
    pages = [
        Located("https://d/docs/a", "1.x"),
        Located("https://d/docs/a#x", "2.x"),
        Located("https://d/docs/b", "2.x"),
    ]
    assert locate(collect(pages), "/docs/a") == ("2.x", "en")
    assert collect(pages[:2]) == ()


def test_versions_on_hosts_of_their_own_are_told_by_the_host() -> None:
    pages = [Located(f"https://v{n}.d.example/{name}", f"{n}.x") for n in (1, 2) for name in ("a", "b")]
    pages.append(Located("https://v2.d.example/only", "2.x"))
    areas = collect(pages)
    assert locate(areas, "http://v1.d.example:80/a/") == ("1.x", "en")
    assert locate(areas, "https://v2.d.example/a") == ("2.x", "en")
    assert locate(areas, "/a") is None
    assert locate(areas, "https://elsewhere.example/a") is None


def test_the_areas_of_an_older_index_are_understood() -> None:
    areas = tuple(
        Area.model_validate({"prefix": f"d.example/docs/{folder}", "version": version, "locale": "en"})
        for folder, version in (("", "2.x"), ("1.x/", "1.x"))
    )
    assert locate(areas, "https://d.example/docs") == ("2.x", "en")
    assert locate(areas, "https://d.example/docs/1.x") == ("1.x", "en")
    assert locate(areas, "https://d.example/docs/1.x.html#a") == ("1.x", "en")
    assert locate(areas, "https://d.example/docsify") is None


NAMES = st.sampled_from(["a", "b", "guide", "install", "ports", "1.x", "next", "fr", "café", "a b", "v2.html.d"])
PATHS = st.lists(NAMES, max_size=3).map(tuple)


class Plugin(NamedTuple):
    base: str
    versions: tuple[tuple[str, str], ...]
    """Name and folder; the last one's is often empty."""


PLUGINS = st.builds(
    Plugin,
    base=st.sampled_from(["", "docs", "api", "handbook/cloud"]),
    versions=st.sampled_from(
        [
            (("", ""),),
            (("2.x", ""),),
            (("2.x", ""), ("1.x", "1.x")),
            (("2.x", ""), ("1.x", "1.x"), ("current", "next")),
            (("2.x", "2.x"), ("1.x", "1.x"), ("current", "")),
            (("2.x", "stable"), ("1.x", "v1/final")),
        ]
    ),
)


@st.composite
def create_sites(draw: st.DrawFn) -> dict[str, tuple[str, str]]:
    """Scope by path of each page. Where two are built to one path, the first is there."""
    site: dict[str, tuple[str, str]] = {}
    for plugin in draw(st.lists(PLUGINS, min_size=1, max_size=3, unique_by=lambda plugin: plugin.base)):
        for locale, prefix in draw(st.sampled_from([(("en", ""),), (("en", ""), ("fr", "fr"), ("zh", "zh"))])):
            for version, folder in plugin.versions:
                for path in draw(st.lists(PATHS, max_size=5, unique=True)):
                    whole = "/".join(part for part in (prefix, plugin.base, folder, *path) if part)
                    site.setdefault(whole, (version, locale))
    return site


FORMS = (
    "https://d.example/{}",
    "https://d.example/{}/",
    "http://d.example:80/{}#x",
    "https://D.example:443/{}?a=b",
    "https://d.example/{}/index.html",
    "https://preview--7.example.net/{}",
    "http://localhost:3000/{}/",
    "/{}",
    "/{}/",
)


@given(create_sites(), st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_each_page_belongs_to_its_own_version_and_language(
    site: dict[str, tuple[str, str]], shuffler: random.Random
) -> None:
    pages = [Located(f"https://d.example/{path}", *scope) for path, scope in site.items()]
    areas = collect(pages)
    for path, scope in site.items():
        forms = FORMS if path else [form for form in FORMS if not form.startswith("/")] + ["/", "/index.html"]
        assert {locate(areas, form.format(path)) for form in forms} == {scope}
    shuffler.shuffle(pages)
    assert collect(pages) == areas
    assert len(areas) <= len(pages)


def test_a_large_site_needs_few_areas() -> None:
    versions = [("2.x", ""), ("current", "next/"), *((f"1.{n}", f"1.{n}/") for n in range(5))]
    pages = [
        Located(f"https://d.example{prefix}/docs/{folder}part{page % 97}/page{page}", version, locale)
        for locale, prefix in (("en", ""), ("zh", "/zh"))
        for version, folder in versions
        for page in range(1_000)
    ]
    pages += [
        Located(f"https://d.example{prefix}/docs/", "2.x", locale) for locale, prefix in (("en", ""), ("zh", "/zh"))
    ]
    areas = collect(pages)
    assert len(areas) == 14
    assert all(locate(areas, page.url) == (page.version, page.locale) for page in pages[::197])


def test_a_site_without_any_order_stays_within_bounds() -> None:
    shuffler = random.Random(7)
    pages = [Located(f"https://d.example/docs/{page}", f"{shuffler.randrange(7)}.x") for page in range(MAX_AREAS * 2)]
    areas = collect(pages)
    assert len(areas) == MAX_AREAS
    assert all(len(area.prefix) < 40 for area in areas)
    assert find_area(areas, pages[-1].url) is not None
