"""The manifest of our Docusaurus theme, where a built site has one."""

import json
from pathlib import Path
from typing import Any

import pytest

from indexing import Page, Site, SiteOptions, open_site
from tests.support.built_site import SITE, E, build
from tests.support.site_files import WriteSite

NAME = "askdocs-manifest.json"


def list_page(route: str, source: str, title: str = "T", **values: Any) -> dict[str, Any]:
    defaults = {"version": "2.0", "locale": "en", "tag": "docs-default-2.0", "heading_ids": []}
    return {"route": route, "source": source, "title": title} | defaults | values


def write_manifest(*pages: dict[str, Any], **values: Any) -> str:
    manifest = {
        "version": 1,
        "site_url": E,
        "base_url": "/",
        "locale": "en",
        "default_locale": "en",
        "trailing_slash": None,
        "default_version": "2.0",
        "pages": list(pages),
    }
    return json.dumps(manifest | values)


PAGES = (
    list_page("/docs/a", "versioned_docs/version-2.0/a.md", "Alpha"),
    list_page("/docs/1.0/a", "versioned_docs/version-1.0/a.md", "Old Alpha", version="1.0"),
    list_page("/docs/next/a", "docs/a.md", version="current"),
    list_page("/", "src/pages/index.md", version="", tag="default"),
)
FRENCH = write_manifest(
    list_page("/fr/docs/a", "i18n/fr/docusaurus-plugin-content-docs/version-2.0/a.md", "Alpha (fr)"),
    base_url="/fr/",
    locale="fr",
)


def read(folder: Path, options: SiteOptions | None = None) -> tuple[Site, dict[str, Page]]:
    site = open_site(folder, options or SiteOptions())
    return site, {page.url.removeprefix(E): page for page in site.read_pages()}


def test_sources_titles_and_defaults_are_those_of_the_manifest(write_site: WriteSite) -> None:
    site, pages = read(write_site({**SITE, NAME: write_manifest(*PAGES), f"fr/{NAME}": FRENCH}))
    assert {url: (page.source, page.title) for url, page in pages.items()} == {
        "/docs/1.0/a": ("versioned_docs/version-1.0/a.md", "Old Alpha"),
        "/docs/a": ("versioned_docs/version-2.0/a.md", "Alpha"),
        "/docs/next/a": ("docs/a.md", "T"),
        "/fr/docs/a": ("i18n/fr/docusaurus-plugin-content-docs/version-2.0/a.md", "Alpha (fr)"),
    }
    assert (site.default_version, site.default_locale, site.problems) == ("2.0", "en", [])
    assert pages["/docs/a"].chunks[1].place.section == "Alpha > X"


def test_files_can_be_chosen_by_their_sources(write_site: WriteSite) -> None:
    folder = write_site({**SITE, NAME: write_manifest(*PAGES)})
    _site, pages = read(folder, SiteOptions(include=("versioned_docs/**",), exclude=("**/version-1.0/**",)))
    assert list(pages) == ["/docs/a"]


def test_a_page_that_is_listed_but_not_there_is_a_problem(write_site: WriteSite) -> None:
    missing = list_page("/docs/gone", "docs/gone.md")
    outside = list_page("/../secret", "docs/secret.md")
    site, pages = read(write_site({**SITE, NAME: write_manifest(*PAGES, missing, outside)}))
    assert len(pages) == 4
    assert [(problem.source, problem.message.partition(",")[0]) for problem in site.problems] == [
        (NAME, "lists /docs/gone"),
        (NAME, "lists /../secret"),
    ]


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "has version None where 1 is known"),
        (write_manifest(*PAGES, version=2), "has version 2 where 1 is known"),
        (write_manifest(*PAGES, pages="all"), "lacks base_url or pages"),
        (write_manifest(list_page("docs/a", "docs/a.md")), "wrong route"),
        (write_manifest(list_page("/docs/a", "")), "wrong route or source"),
        (write_manifest(*PAGES)[:200], "is not JSON"),
    ],
)
def test_a_manifest_that_cannot_be_used_is_a_problem_and_the_pages_are_read_without_it(
    manifest: str, message: str, write_site: WriteSite
) -> None:
    site, pages = read(write_site({**SITE, NAME: manifest}))
    assert len(pages) == 4
    assert pages["/docs/a"].source == "docs/a/index.html"
    assert [problem.source for problem in site.problems] == [NAME]
    assert message in site.problems[0].message
    assert "build the site again" in site.problems[0].message or "install the theme" in site.problems[0].message


def test_routes_are_found_whatever_their_slash(write_site: WriteSite) -> None:
    files = {
        "docs/x.html": build(f"{E}/docs/x", "<h1>X</h1>", doc="x"),
        "docs/größe/index.html": build(f"{E}/docs/größe/", "<h1>G</h1>", doc="g"),
        NAME: write_manifest(list_page("/docs/x", "x.md"), list_page("/docs/gr%C3%B6%C3%9Fe/", "g.md")),
    }
    site, pages = read(write_site(files))
    assert sorted(page.source for page in pages.values()) == ["g.md", "x.md"]
    assert site.problems == []
