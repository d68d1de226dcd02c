"""A generator's own pages are left out by who made them; a docs page of the same name never is."""

import pytest

from indexing import SiteOptions, open_site
from tests.support.site_files import WriteSite

_MADE_BY = {
    "sphinx": "<script data-url_root='{root}' src='{root}_static/documentation_options.js'></script>",
    "new sphinx": "<meta name=generator content='Docutils 0.21'><script src='{root}_static/doctools.js'></script>",
    "docusaurus": "<meta name=generator content='Docusaurus v3.10'>",
    "mkdocs": "<meta name=generator content='mkdocs-1.6.1, mkdocs-material-9.6'>",
    "vitepress": "<meta name=generator content='VitePress v1.6.3'>",
    "starlight": "<meta name=generator content='Astro v5.1'><meta name=generator content='Starlight v0.30'>",
    "doxygen": "<meta name=generator content='Doxygen 1.9.4'>",
    "mdbook": "<!-- Book generated using mdBook -->",
    "hugo": "<meta name=generator content='Hugo 0.111.3'>",
    "unknown": "",
}


def _build(maker: str, names: list[str]) -> dict[str, str]:
    return {
        name: f"<html lang=en><head><meta charset=utf-8>{_MADE_BY[maker].format(root='../' * name.count('/') or './')}"
        f"<title>T</title></head><body><main><h1>{name}</h1><p>Text.</main></html>"
        for name in names
    }


@pytest.mark.parametrize(
    ("maker", "own", "docs"),
    [
        (
            "sphinx",
            ["genindex.html", "genindex-A.html", "search.html", "py-modindex.html", "_modules/index.html", "404.html"],
            ["cli/search.html", "cli/genindex.html", "errors/404.html", "modules/index.html", "searching.html"],
        ),
        ("new sphinx", ["en/latest/search.html", "en/latest/_modules/a/b.html"], ["en/latest/cli/search.html"]),
        ("docusaurus", ["search/index.html", "404.html"], ["cli/search/index.html", "http/404/index.html"]),
        ("mkdocs", ["search.html", "404.html"], ["search/index.html", "cli/search.html", "genindex/index.html"]),
        ("vitepress", ["404.html"], ["search.html", "cli/404.html", "genindex.html"]),
        ("starlight", ["404.html", "en/404/index.html"], ["search/index.html", "api/404/index.html"]),
        (
            "doxygen",
            ["a_8h_source.html", "functions.html", "functions_func.html", "globals_a.html", "search/all_0.html"],
            ["index.html", "structbox.html", "search.html"],
        ),
        ("mdbook", ["print.html", "404.html", "toc.html"], ["cli/print.html", "search.html"]),
        ("hugo", ["docs/_print/index.html", "404.html"], ["docs/print/index.html", "search/index.html"]),
        ("unknown", ["404.html", "404/index.html"], ["search.html", "genindex.html", "guide/404.html"]),
    ],
)  # fmt: skip
def test_only_the_own_pages_of_a_generator_are_left_out(
    maker: str, own: list[str], docs: list[str], write_site: WriteSite
) -> None:
    site = open_site(write_site(_build(maker, [*own, *docs])), SiteOptions(site_url="https://e.example"))
    assert sorted(page.source for page in site.read_pages()) == sorted(docs)
    assert any(f"{len(own)} page" in sentence and "--include" in sentence for sentence in site.assumptions)
    assert site.problems == []


def test_the_own_pages_can_be_included(write_site: WriteSite) -> None:
    folder = write_site(_build("sphinx", ["index.html", "genindex.html"]))
    site = open_site(folder, SiteOptions(site_url="https://e.example", include=("genindex.html",)))
    assert [page.source for page in site.read_pages()] == ["genindex.html"]


@pytest.mark.parametrize("path", ["search", "404", "cli/search", "genindex", "docs/search", "de/404"])
def test_what_docusaurus_calls_a_doc_is_one(path: str, write_site: WriteSite) -> None:
    head = "<meta name=generator content='Docusaurus v3.10'><meta name=docusaurus_locale content=de>"
    page = f"<html lang=de class='docs-doc-id-{path}'><head>{head}</head><main><h1>T</h1><p>Text.</main></html>"
    site = open_site(write_site({f"{path}/index.html": page}), SiteOptions(site_url="https://e.example"))
    assert [page.url for page in site.read_pages()] == [f"https://e.example/{path}/"]
