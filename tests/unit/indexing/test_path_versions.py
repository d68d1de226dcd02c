"""Versions and languages of sites that no Docusaurus made."""

import json

import pytest

from indexing import ReadingError, SiteOptions, open_site
from indexing.path_versions import choose_default
from tests.support.site_files import WriteSite

E = "https://e.example"


def _read(
    write_site: WriteSite,
    names: list[str],
    files: dict[str, str] | None = None,
    *,
    version: str = "",
    version_from: str = "",
) -> dict[str, str]:
    page = "<html lang=en><head><title>T</title></head><main><h1>T</h1><p>Text.</main></html>"
    folder = write_site({**dict.fromkeys(names, page), **(files or {})})
    site = open_site(folder, SiteOptions(site_url=E, version=version, version_from=version_from))
    found = {page.url.removeprefix(E): page.version for page in site.read_pages()}
    return found | {"default": site.default_version}


def test_mike_lists_its_versions_and_their_other_names(write_site: WriteSite) -> None:
    listed = json.dumps([{"version": "2.0", "title": "2", "aliases": ["latest"]}, {"version": "1.0", "aliases": []}])
    names = [f"{version}/{page}index.html" for version in ("1.0", "2.0", "latest") for page in ("", "use/")]
    redirect = "<meta http-equiv=refresh content='1; url=latest/'>"
    assert _read(write_site, names, {"versions.json": listed, "index.html": redirect}) == {
        "/1.0/": "1.0", "/1.0/use/": "1.0", "/2.0/": "2.0", "/2.0/use/": "2.0", "default": "2.0",
    }  # fmt: skip


@pytest.mark.parametrize("names", ["{", '[{"title": "2"}]', "[1, 2]", "[[]]"])
def test_a_list_of_versions_that_is_none_is_reported(names: str, write_site: WriteSite) -> None:
    folder = write_site({"versions.json": names, "index.html": "<main><h1>T</h1><p>Text.</main>"})
    site = open_site(folder, SiteOptions(site_url=E))
    assert [page.version for page in site.read_pages()] == [""]
    assert [problem.source for problem in site.problems] == ["versions.json"]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (  # Read the Docs
            ["en/latest/index.html", "en/latest/use.html", "en/stable/use.html", "en/v1.2/use.html"],
            {"/en/latest/": "latest", "/en/latest/use.html": "latest", "/en/stable/use.html": "stable",
             "/en/v1.2/use.html": "v1.2", "default": "stable"},
        ),
        (["en/latest/a.html", "en/latest/b.html"],
         {"/en/latest/a.html": "latest", "/en/latest/b.html": "latest", "default": "latest"}),
        (  # VitePress, old versions below paths of their own
            ["guide.html", "v1/guide.html", "about.html"],
            {"/guide.html": "current", "/v1/guide.html": "v1", "/about.html": "current", "default": "current"},
        ),
        (
            ["docs/v1/a/index.html", "docs/v2/a/index.html", "docs/v10/a/index.html"],
            {"/docs/v1/a/": "v1", "/docs/v2/a/": "v2", "/docs/v10/a/": "v10", "default": "v10"},
        ),
        (
            ["1.0/a.html", "2.0/a.html", "2.0rc1/a.html"],
            {"/1.0/a.html": "1.0", "/2.0/a.html": "2.0", "/2.0rc1/a.html": "2.0rc1", "default": "2.0"},
        ),
        (["dev/a.html", "1.0/a.html"], {"/dev/a.html": "dev", "/1.0/a.html": "1.0", "default": "1.0"}),
    ],
)  # fmt: skip
def test_paths_tell_the_version(names: list[str], expected: dict[str, str], write_site: WriteSite) -> None:
    assert _read(write_site, names) == expected


@pytest.mark.parametrize(
    "names",
    [
        ["releases/v1.0/index.html", "releases/v1.1/index.html", "guide.html"],
        ["blog/2023/index.html", "blog/2024/index.html", "blog/2024/news.html"],
        ["v1/only.html", "guide.html"],
        ["api/latest/index.html", "guide.html"],
        ["python/3/a.html", "python/guide.html"],
    ],
)
def test_what_only_looks_like_a_version_is_none(names: list[str], write_site: WriteSite) -> None:
    assert set(_read(write_site, names).values()) == {""}


def test_the_owner_may_say_where_the_version_stands(write_site: WriteSite) -> None:
    names = ["docs-v1/a.html", "docs-v2/a.html", "about.html"]
    assert _read(write_site, names, version_from=r"/docs-(v\d+)/") == {
        "/docs-v1/a.html": "v1", "/docs-v2/a.html": "v2", "/about.html": "", "default": "v2",
    }  # fmt: skip


def test_the_owners_pattern_is_checked(write_site: WriteSite) -> None:
    with pytest.raises(ReadingError, match="--version-from"):
        _read(write_site, ["a.html"], version_from="/(v")


def test_one_version_of_them_can_be_chosen(write_site: WriteSite) -> None:
    names = ["v1/a.html", "v2/a.html"]
    assert _read(write_site, names, version="v1") == {"/v1/a.html": "v1", "default": "v2"}
    with pytest.raises(ReadingError, match="no version 'v3'"):
        _read(write_site, names, version="v3")


@pytest.mark.parametrize(
    ("names", "default"),
    [
        (["1.9", "1.10", "1.2"], "1.10"),
        (["2.0", "2.0rc1", "1.0"], "2.0"),
        (["main", "v1.0", "nightly"], "v1.0"),
        (["latest", "stable", "3.0"], "stable"),
        (["dev"], "dev"),
        ([f"v{'9' * 5_000}", "v2"], f"v{'9' * 5_000}"),
        ([], ""),
    ],
)
def test_the_default_is_what_a_reader_expects(names: list[str], default: str) -> None:
    assert choose_default(names) == default


@pytest.mark.parametrize(
    ("head", "html", "expected"),
    [
        ("", "lang=de", ("", "de")),
        ("", "lang=pt-BR", ("", "pt-BR")),
        ("<meta name=docsearch:language content=ja>", "lang=en", ("", "ja")),
        ("<meta name=docsearch:version content='1.2,latest'>", "lang=en", ("1.2", "en")),
        (f"<link rel=canonical href={E}/a.html><link rel=alternate hreflang=fr href={E}/a.html>", "", ("", "fr")),
        ("<meta name=docusaurus_locale content=it>", "lang=en", ("", "it")),
    ],
)  # fmt: skip
def test_heads_tell_version_and_language(
    head: str, html: str, expected: tuple[str, str], write_site: WriteSite
) -> None:
    page = f"<html {html}><head><title>T</title>{head}</head><main><h1>T</h1><p>Text.</main></html>"
    (read,) = open_site(write_site({"a.html": page}), SiteOptions(site_url=E)).read_pages()
    assert (read.version, read.locale) == expected


@pytest.mark.parametrize(
    "pattern", [r"/(?P<language>en|de)/(?P<version>[0-9.]+)/", r"/(?P<version>[0-9.]+)/", "/([0-9.]+)/"]
)
def test_a_group_called_version_is_the_version(pattern: str, write_site: WriteSite) -> None:
    names = ["en/1.0/a.html", "en/2.0/a.html"]
    assert _read(write_site, names, version_from=pattern) == {
        "/en/1.0/a.html": "1.0", "/en/2.0/a.html": "2.0", "default": "2.0",
    }  # fmt: skip


def test_pages_that_a_pattern_finds_without_a_version_are_the_current_ones(write_site: WriteSite) -> None:
    names = ["docs/a.html", "docs/v1/a.html"]
    assert _read(write_site, names, version_from=r"/docs(?:/(v\d+))?/") == {
        "/docs/a.html": "current", "/docs/v1/a.html": "v1", "default": "current",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["docs/v1/a.html", "docs/v1/a.md"])
def test_a_pattern_that_finds_nothing_is_said(name: str, write_site: WriteSite) -> None:
    options = SiteOptions(site_url=E, version_from=r"/release-(\d+)/")
    site = open_site(write_site({name: "# T\n\nText."}), options)
    assert any(rf"'/release-(\d+)/' finds no version in any path, such as /{name}" in one for one in site.assumptions)
