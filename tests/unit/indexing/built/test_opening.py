"""A built site is read as it is published."""

import pytest

from indexing import ReadingError, SiteOptions, open_site
from tests.support.built_site import SITE, E, build
from tests.support.site_files import WriteSite


def test_docs_pages_come_with_their_metas(write_site: WriteSite) -> None:
    site = open_site(write_site(SITE), SiteOptions())
    pages = list(site.read_pages())
    assert [(page.url, page.version, page.locale) for page in pages] == [
        (f"{E}/docs/1.0/a", "1.0", "en"),
        (f"{E}/docs/a", "2.0", "en"),
        (f"{E}/docs/next/a", "current", "en"),
        (f"{E}/fr/docs/a", "2.0", "fr"),
    ]
    assert pages[1].docusaurus_tag == "docs-default-2.0"
    assert [chunk.place.url for chunk in pages[1].chunks] == [f"{E}/docs/a", f"{E}/docs/a#x"]
    assert pages[1].heading_ids == ("x",)
    assert (site.default_version, site.default_locale, site.count_pages()) == ("2.0", "en", 4)
    assert "--include" in site.assumptions[0]


def test_a_version_and_a_locale_can_be_chosen(write_site: WriteSite) -> None:
    site = open_site(write_site(SITE), SiteOptions(version="2.0", locale="fr"))
    assert [page.url for page in site.read_pages()] == [f"{E}/fr/docs/a"]
    with pytest.raises(ReadingError, match="no version '3'"):
        open_site(write_site(SITE), SiteOptions(version="3"))


def test_pages_that_are_no_docs_can_be_included(write_site: WriteSite) -> None:
    site = open_site(write_site(SITE), SiteOptions(include=("index.html",)))
    assert [page.title for page in site.read_pages()] == ["Front"]


def test_another_address_replaces_that_of_the_canonical_links(write_site: WriteSite) -> None:
    site = open_site(write_site(SITE), SiteOptions(site_url="https://preview.example.org"))
    assert next(site.read_pages()).url == "https://preview.example.org/docs/1.0/a"


def test_a_canonical_link_to_another_page_is_not_believed(write_site: WriteSite) -> None:
    site = open_site(
        write_site(
            {
                "p/index.html": build(f"{E}/base/p", "<p>x", doc="p"),
                "q/index.html": build(f"{E}/base/p", "<p>y", doc="q"),
                "r/index.html": build(f"{E}/base/r/", "<p>z", doc="r"),
            }
        ),
        SiteOptions(),
    )
    assert [page.url for page in site.read_pages()] == [f"{E}/base/p", f"{E}/base/q/", f"{E}/base/r/"]


def test_plain_html_takes_its_address_from_the_sitemap_or_asks_for_it(write_site: WriteSite) -> None:
    page = "<title>Use it - Thing documentation</title><body><div role=main><h1 id=use>Use</h1><p>Text.</div>"
    folder = write_site({"index.html": page, "use.html": page, "search.html": page, "genindex.html": page})
    with pytest.raises(ReadingError, match="--site-url"):
        open_site(folder, SiteOptions())
    (folder / "sitemap.xml").write_text(
        f"<urlset><url><loc>{E}/m/</loc></url><url><loc>{E}/m/use.html</loc></url></urlset>"
    )
    site = open_site(folder, SiteOptions(version="4"))
    assert [(page.url, page.version) for page in site.read_pages()] == [(f"{E}/m/", "4"), (f"{E}/m/use.html", "4")]
    assert "sitemap.xml" in site.assumptions[0]


def test_one_bad_page_does_not_stop_the_others(write_site: WriteSite) -> None:
    folder = write_site(
        {**SITE, "docs/z/index.html": build(f"{E}/docs/z", "<p>x", doc="z").encode() + b"\x00" * 11_000_000}
    )
    site = open_site(folder, SiteOptions(locale="en"))
    assert len(list(site.read_pages())) == 3
    assert [problem.source for problem in site.problems] == ["docs/z/index.html"]
    assert "larger than 10 MB" in site.problems[0].message


def test_generated_category_pages_are_no_docs(write_site: WriteSite) -> None:
    category = build(f"{E}/docs/category", "<h1>Category</h1>", doc="x").replace("docs-doc-id-x", "")
    site = open_site(write_site({**SITE, "docs/category/index.html": category}), SiteOptions())
    assert all("category" not in page.url for page in site.read_pages())


def test_only_the_page_for_missing_addresses_is_left_out_not_one_whose_name_ends_like_it(write_site: WriteSite) -> None:
    site = open_site(
        write_site({"404.html": "<h1>No</h1>", "error-404.html": "<h1>Error</h1>"}), SiteOptions(site_url=E)
    )
    assert [page.title for page in site.read_pages()] == ["Error"]


@pytest.mark.parametrize(
    ("named", "heading", "title"),
    [
        ("Named | Site", "Heading", "Named"),
        ("doc | Site", "Heading", "Heading"),
        ("A - Site", "A", "A"),
        ("**Bold** words | Site", "Bold words", "Bold words"),
        ("", "Heading", "Heading"),
        (
            "Use [it](https://y.example/a?b), `now` :tada: | Site",
            "Use <a href=/a>it</a>, <code>now</code> 🎉",
            "Use it, now 🎉",
        ),
        ("Use [it] (now) | Site", "Use", "Use [it] (now)"),
    ],
)
def test_a_doc_is_called_what_its_head_says(named: str, heading: str, title: str, write_site: WriteSite) -> None:
    html = build(f"{E}/d", f"<h1>{heading}</h1>", doc="guide/doc").replace("T | S", named)
    (page,) = open_site(write_site({"d/index.html": html}), SiteOptions()).read_pages()
    assert page.title == title
