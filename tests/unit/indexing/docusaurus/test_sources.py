"""Markdown sources become the pages that Docusaurus would build from them."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from indexing import Page, ReadingError, SiteOptions, open_site
from indexing.docusaurus.sources import SourceSite
from tests.support.site_files import WriteSite

CONFIG = """
module.exports = {
  title: 'T', url: 'https://example.org', baseUrl: '/',
  i18n: { defaultLocale: 'en', locales: ['en', 'fr'] },
  presets: [['classic', { docs: {} }]],
  plugins: [['@docusaurus/plugin-content-docs', { id: 'api', path: 'api', routeBasePath: 'api' }]],
}
"""
SITE = {
    "docusaurus.config.js": CONFIG,
    "versions.json": '["2.0", "1.0"]',
    "docs/intro.md": "# Intro\n\nNew.\n",
    "docs/_part.mdx": "Shared words.\n\n## Shared\n",
    "versioned_docs/version-2.0/intro.md": "# Intro\n\nCurrent.\n",
    "versioned_docs/version-1.0/intro.md": "# Intro\n\nOld.\n",
    "api/index.md": "---\ntitle: API\n---\n\nReference.\n",
    "i18n/fr/docusaurus-plugin-content-docs/version-2.0/intro.md": "# Début\n\nActuel.\n",
    "i18n/fr/docusaurus-plugin-content-docs/version-2.0/only-french.md": "# Seul\n",
}


def read(folder: Path, options: SiteOptions | None = None) -> list[Page]:
    return list(open_site(folder, options or SiteOptions()).read_pages())


def test_a_site_says_how_its_versions_are_called(write_site: WriteSite) -> None:
    config = CONFIG.replace("{ docs: {} }", "{ docs: { versions: { '2.0': { label: '2.0 (LTS)', path: 'two' } } } }")
    labels = open_site(write_site(SITE | {"docusaurus.config.js": config}), SiteOptions()).version_labels
    assert labels == {"current": "Next", "2.0": "2.0 (LTS)"}


def test_versions_locales_and_plugins_each_have_their_url(write_site: WriteSite) -> None:
    folder = write_site(SITE)
    pages = {page.url.removeprefix("https://example.org"): page for page in read(folder)}
    assert list(pages) == [
        "/docs/next/intro",
        "/docs/intro",
        "/docs/1.0/intro",
        "/api/",
        "/fr/docs/next/intro",
        "/fr/docs/intro",
        "/fr/docs/1.0/intro",
        "/fr/api/",
    ]
    assert [page.docusaurus_tag for page in pages.values()][:4] == [
        "docs-default-current",
        "docs-default-2.0",
        "docs-default-1.0",
        "docs-api-current",
    ]
    assert pages["/fr/docs/intro"].title == "Début"
    assert pages["/fr/docs/1.0/intro"].chunks[0].text == "Old."
    assert pages["/fr/docs/intro"].source == "i18n/fr/docusaurus-plugin-content-docs/version-2.0/intro.md"
    assert pages["/api/"].title == "API"


def test_the_site_says_its_defaults(write_site: WriteSite) -> None:
    site = open_site(write_site(SITE), SiteOptions())
    assert (site.default_version, site.default_locale) == ("2.0", "en")
    assert site.count_pages() == 8


def test_one_version_and_one_locale_can_be_chosen(write_site: WriteSite) -> None:
    folder = write_site(SITE)
    assert [page.url for page in read(folder, SiteOptions(version="1.0", locale="fr"))] == [
        "https://example.org/fr/docs/1.0/intro"
    ]
    with pytest.raises(ReadingError, match=r"no version '9'. It has: current, 2.0, 1.0"):
        open_site(folder, SiteOptions(version="9"))
    with pytest.raises(ReadingError, match=r"no locale 'de'. It has: en, fr"):
        open_site(folder, SiteOptions(locale="de"))


def test_options_override_what_the_configuration_says(write_site: WriteSite) -> None:
    options = SiteOptions(
        site_url="https://preview.example.org/",
        base_url="/p/",
        route_base_path="/",
        trailing_slash=True,
        version="2.0",
        locale="en",
    )
    assert [page.url for page in read(write_site(SITE), options)] == ["https://preview.example.org/p/intro/"]


def test_pages_can_be_included_and_excluded(write_site: WriteSite) -> None:
    folder = write_site(SITE)
    only = read(folder, SiteOptions(include=("versioned_docs/**",), exclude=("**/version-1.0/**",), locale="en"))
    assert [page.source for page in only] == ["versioned_docs/version-2.0/intro.md"]
    with pytest.raises(ReadingError, match="--include"):
        open_site(folder, SiteOptions(include=("nothing/**",)))


def test_drafts_and_unlisted_pages_are_left_out(write_site: WriteSite) -> None:
    folder = write_site(
        {
            "docusaurus.config.js": "module.exports = { url: 'https://e.org', baseUrl: '/', presets: ['classic'] }",
            "docs/a.md": "Text.",
            "docs/b.md": "---\ndraft: true\n---\nText.",
            "docs/c.md": "---\nunlisted: true\n---\nText.",
            "docs/_d.md": "Text.",
            "docs/__tests__/e.md": "Text.",
        }
    )
    assert [page.source for page in read(folder)] == ["docs/a.md"]


def test_partials_are_read_where_they_are_used_with_ids_of_their_own(write_site: WriteSite) -> None:
    folder = write_site(
        {
            **SITE,
            "docs/use.mdx": (
                "import Part from './_part.mdx'\nimport Away from '../../out.md'\n\n## Shared\n\n<Part />\n<Away />\n"
            ),
        }
    )
    page = next(page for page in read(folder) if page.source == "docs/use.mdx")
    assert page.heading_ids == ("shared", "shared")
    assert "Shared words." in page.chunks[0].text


def test_two_files_with_one_url_are_a_problem(write_site: WriteSite) -> None:
    folder = write_site({"index.md": "One.", "README.md": "Two."})
    site = open_site(folder, SiteOptions(site_url="https://example.org"))
    assert len(list(site.read_pages())) == 1
    assert "same URL as README.md" in site.problems[0].message


def test_a_plain_folder_follows_the_same_rules(write_site: WriteSite) -> None:
    folder = write_site(
        {"README.md": "# Home\n\nx\n", "guide/01-start.md": "import this\n\n    code\n", ".git/x.md": "no"}
    )
    options = SiteOptions(
        site_url="https://example.org", base_url="/p", route_base_path="docs", version="3", locale="de"
    )
    pages = read(folder, options)
    assert [(page.url, page.version, page.locale) for page in pages] == [
        ("https://example.org/p/docs/", "3", "de"),
        ("https://example.org/p/docs/guide/start", "3", "de"),
    ]
    assert pages[1].title == "start"
    assert pages[1].chunks[0].text == "import this\n\n```\n    code\n```".replace("    code", "code")


def test_the_same_folder_is_always_read_alike(write_site: WriteSite) -> None:
    folder = write_site(SITE)
    assert read(folder) == read(folder)


def test_a_broken_list_of_versions_is_named(write_site: WriteSite) -> None:
    folder = write_site({**SITE, "versions.json": '{"a": 1}'})
    with pytest.raises(ReadingError, match=r"versions\.json must be a list"):
        open_site(folder, SiteOptions())


def test_the_article_of_a_page_is_found_by_its_address(write_site: WriteSite) -> None:
    files = {"guide.md": "# Guide\n\nWords.\n\n## One {#first}\n", "draft.md": "---\ndraft: true\n---\nText.\n"}
    site = open_site(write_site(files), SiteOptions(site_url="https://example.org"))
    assert isinstance(site, SourceSite)
    article = site.load_article("/guide")
    assert article is not None
    assert (article.title, article.heading_ids) == ("Guide", ("first",))
    assert site.load_article("https://example.org/guide/#first") == article
    assert site.load_article("/draft") is None
    assert site.load_article("/nowhere") is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: Named\nsidebar_label: Label\n---\n\n# Heading\n", "Named"),
        ("---\nsidebar_label: Label\n---\n\n# A `heading`\n", "A heading"),
        ("Words.\n\n# Late\n", "page"),
        ("<!-- licence -->\n\n# Heading\n", "Heading"),
        ("import x from 'x'\n\n# Heading\n", "Heading"),
        ("---\nid: chosen\n---\n\nWords.\n", "chosen"),
        ("---\ntitle: page\n---\n\n# Heading\n", "Heading"),
        ("---\ntitle: 2024\n---\n\nWords.\n", "2024"),
    ],
)
def test_a_page_is_called_what_docusaurus_calls_it(text: str, title: str, write_site: WriteSite) -> None:
    config = "module.exports = { url: 'https://e.org', baseUrl: '/', presets: ['classic'] }"
    (page,) = read(write_site({"docusaurus.config.js": config, "docs/01-page.md": text}))
    assert page.title == title


def test_locales_can_have_a_folder_an_address_and_a_path_of_their_own(write_site: WriteSite) -> None:
    config = """module.exports = {
      url: 'https://e.org', baseUrl: '/p/', presets: ['classic'],
      i18n: {defaultLocale: 'en', locales: ['en', 'fr', 'de'], localeConfigs: {
        fr: {path: 'french'}, de: {url: 'https://e.de', baseUrl: '/de/'},
      }},
    }"""
    french = "i18n/french/docusaurus-plugin-content-docs/current/a.md"
    pages = read(write_site({"docusaurus.config.js": config, "docs/a.md": "English.", french: "Français."}))
    assert [(page.url, page.chunks[0].text) for page in pages] == [
        ("https://e.org/p/docs/a", "English."),
        ("https://e.org/p/fr/docs/a", "Français."),
        ("https://e.de/de/docs/a", "English."),
    ]


def test_a_file_name_that_is_not_utf_8_is_named_in_a_clear_line(write_site: WriteSite) -> None:
    folder = write_site({"b.md": "# B\n\nText.\n", os.fsdecode(b"caf\xe9.md"): "# A\n\nText.\n"})
    site = open_site(folder, SiteOptions(site_url="https://x.example"))
    assert [page.url for page in site.read_pages()] == ["https://x.example/b"]
    (problem,) = site.problems
    assert problem.message == "has a name that is not UTF-8, of which no URL can be made; rename it"


def test_the_paths_of_a_plain_folder_name_versions_by_the_owners_pattern(write_site: WriteSite) -> None:
    folder = write_site({"v1/a.md": "One.", "v2/a.md": "Two.", "about.md": "All."})
    options = SiteOptions(site_url="https://x.example", version_from=r"/(v[0-9]+)/")
    site = open_site(folder, options)
    assert {page.url.removeprefix("https://x.example/"): page.version for page in site.read_pages()} == {
        "v1/a": "v1",
        "v2/a": "v2",
        "about": "",
    }
    assert site.default_version == "v2"
    one = open_site(folder, replace(options, version="v1"))
    assert [page.source for page in one.read_pages()] == ["about.md", "v1/a.md"]
    with pytest.raises(ReadingError, match=r"no version 'v3'\. It has: v1, v2"):
        open_site(folder, replace(options, version="v3"))
    with pytest.raises(ReadingError, match="is no regular expression"):
        open_site(folder, replace(options, version_from="("))
