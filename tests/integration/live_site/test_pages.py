"""Which pages of a site over HTTP are read, and under which addresses."""

import gzip
from pathlib import Path

import pytest

from app.sources.web.opening import open_live_site
from indexing import ReadingError, SiteOptions
from tests.support.live_site import FAST, list_paths, list_problems, read_site
from tests.support.web_site import Answer, WebSite

METAS = '<meta name=docusaurus_version content="{0}"><meta name=docusaurus_tag content="docs-default-{0}">'


def test_the_pages_of_the_sitemap_are_read_with_their_places(web: WebSite, folder: Path) -> None:
    web.add_page("/a", "<h1>A</h1><p>Text.<h2 id=x>X</h2><p>More.")
    web.add_page("/b/", "<h1>B</h1><p>Text.")
    web.add_sitemap("/a", "/b/")
    site = read_site(web, folder)
    first, second = site.read_pages()
    assert (first.url, first.source, first.title) == (f"{web.origin}/a", f"{web.origin}/a", "A")
    assert [chunk.place.url for chunk in first.chunks] == [f"{web.origin}/a", f"{web.origin}/a#x"]
    assert second.url == f"{web.origin}/b/"
    assert (site.count_pages(), site.problems, site.unreadable_urls) == (2, [], set())


def test_versions_and_defaults_are_those_of_the_pages(web: WebSite, folder: Path) -> None:
    for path, version in (("/docs/a", "2.0"), ("/docs/1.0/a", "1.0")):
        web.add_page(path, "<h1>A</h1><p>Text.", head=METAS.format(version))
        answer = web.answers[path]
        assert isinstance(answer, Answer)
        answer.body = answer.body.replace(b"<html", b"<html class='docs-doc-page docs-doc-id-a'", 1)
    web.add_page("/blog", "<h1>Blog</h1>")
    web.add_sitemap("/docs/a", "/docs/1.0/a", "/blog")
    site = read_site(web, folder)
    assert [(page.version, page.docusaurus_tag) for page in site.read_pages()] == [
        ("1.0", "docs-default-1.0"),
        ("2.0", "docs-default-2.0"),
    ]
    assert (site.default_version, site.default_tags) == ("2.0", ("docs-default-2.0",))
    assert list_paths(web, read_site(web, folder, SiteOptions(version="1.0"))) == ["/docs/1.0/a"]
    assert list_paths(web, read_site(web, folder, SiteOptions(include=("blog",)))) == ["/blog"]


def test_sitemaps_of_sitemaps_and_packed_ones_are_followed(web: WebSite, folder: Path) -> None:
    web.add_page("/a", "<h1>A</h1>x")
    web.add_page("/b", "<h1>B</h1>x")
    web.add_sitemap("/a", at="/one.xml")
    web.add_sitemap("/b", at="/two.xml")
    packed = web.answers["/two.xml"]
    assert isinstance(packed, Answer)
    web.answers["/two.xml.gz"] = Answer(gzip.compress(packed.body), headers={"Content-Type": "application/gzip"})
    listed = "".join(
        f"<sitemap><loc>{web.origin}/{name}</loc></sitemap>" for name in ("one.xml", "two.xml.gz", "no.xml")
    )
    web.answers["/sitemap.xml"] = Answer(f"<sitemapindex>{listed}</sitemapindex>".encode())
    assert list_paths(web, read_site(web, folder)) == ["/a", "/b"]


def test_the_sitemap_that_robots_txt_names_is_found_and_what_it_closes_is_not_asked_for(
    web: WebSite, folder: Path
) -> None:
    web.add_page("/a", "<h1>A</h1>x")
    web.add_sitemap("/a", "/private/b", at="/elsewhere.xml")
    web.answers["/robots.txt"] = Answer(
        f"User-agent: *\nDisallow: /private/\nSitemap: {web.origin}/elsewhere.xml\n".encode()
    )
    site = read_site(web, folder)
    assert list_paths(web, site) == ["/a"]
    assert web.asked["/private/b"] == 0
    assert "robots.txt" in site.assumptions[0]


def test_an_unchanged_site_costs_only_questions_whether_it_changed(web: WebSite, folder: Path) -> None:
    paths = [f"/p{number}" for number in range(10)]
    for path in paths:
        web.add_page(path, f"<h1>{path}</h1>x", ETag=f'"{path}"')
    web.add_sitemap(*paths)
    first = list(read_site(web, folder).read_pages())
    web.answered.clear()
    web.add_page("/p3", "<h1>Changed</h1>x", ETag='"new"')
    second = list(read_site(web, folder).read_pages())
    assert web.answered[304] == 9
    assert [page.title for page in second] == [page.title if page.title != "/p3" else "Changed" for page in first]


def test_a_copy_that_was_cut_off_is_fetched_again(web: WebSite, folder: Path) -> None:
    web.add_page("/a", "<h1>A</h1>x", ETag='"1"')
    web.add_sitemap("/a")
    read_site(web, folder)
    for copy in folder.glob("*.html"):
        copy.write_bytes(copy.read_bytes()[:20])
    (folder / "0.json").write_text("{")
    assert [page.title for page in read_site(web, folder).read_pages()] == ["A"]
    assert not (folder / "0.json").exists()


def test_redirects_inside_the_site_lead_to_one_page_under_its_own_address(web: WebSite, folder: Path) -> None:
    web.add_page("/new/", "<h1>New</h1>x")
    web.answers["/old"] = Answer(status=301, headers={"Location": "/new"})
    web.answers["/new"] = Answer(status=308, headers={"Location": f"{web.origin}/new/"})
    web.answers["/loop"] = Answer(status=302, headers={"Location": "/loop"})
    web.add_sitemap("/old", "/new/", "/loop")
    site = read_site(web, folder)
    assert list_paths(web, site) == ["/new/"]
    assert "more than 5 times" in list_problems(web, site)["/loop"]


def test_a_preview_that_lists_the_addresses_of_the_original_is_read_here_and_linked_there(
    web: WebSite, folder: Path
) -> None:
    web.add_page("/a", "<h1>A</h1>x", head="<link rel=canonical href=https://docs.example.org/a>")
    web.add_sitemap("https://docs.example.org/a")
    site = read_site(web, folder)
    assert [page.url for page in site.read_pages()] == ["https://docs.example.org/a"]
    assert "https://docs.example.org" in site.assumptions[0]
    elsewhere = read_site(web, folder, SiteOptions(site_url="https://other.example"))
    assert [page.url for page in elsewhere.read_pages()] == ["https://other.example/a"]


def test_what_only_looks_like_a_page_is_left_out(web: WebSite, folder: Path) -> None:
    not_found = "<h1>Nothing here</h1>Try the search."
    web.fallback = Answer(f"<html><body><main>{not_found}</main>".encode(), headers={"Content-Type": "text/html"})
    web.answers["/robots.txt"] = Answer(status=404)
    web.add_page("/a", "<h1>A</h1>x", head=f"<link rel=canonical href={web.origin}/a>")
    web.add_page("/hidden", "<h1>H</h1>x", head="<meta name=robots content='noindex, follow'>")
    web.add_page("/copy", "<h1>A</h1>x", head=f"<link rel=canonical href={web.origin}/a>")
    web.add_page("/titled", "<h1>Oops</h1>x", head="<title>Page Not Found | Site</title>")
    answer = web.answers["/titled"]
    assert isinstance(answer, Answer)
    answer.body = answer.body.replace(b"<title>T</title>", b"")
    web.answers["/paper.pdf"] = Answer(b"%PDF", headers={"Content-Type": "application/pdf"})
    web.add_sitemap("/a", "/gone", "/hidden", "/copy", "/titled", "/paper.pdf")
    site = read_site(web, folder)
    assert list_paths(web, site) == ["/a"]
    problems = list_problems(web, site)
    assert "page for missing addresses" in problems["/gone"]
    assert "page for missing addresses" in problems["/titled"]
    assert "copy of" in problems["/copy"]
    assert "application/pdf" in problems["/paper.pdf"]
    assert "/hidden" not in problems
    assert any("noindex" in assumption for assumption in site.assumptions)


def test_other_languages_have_sitemaps_of_their_own(web: WebSite, folder: Path) -> None:
    links = "".join(
        f"<link rel=alternate hreflang={name} href={web.origin}{path}>"
        for name, path in (("en", "/docs/a"), ("fr", "/fr/docs/a"), ("x-default", "/docs/a"))
    )
    web.add_page("/docs/a", "<h1>A</h1>x", head=links)
    web.add_page("/fr/docs/a", "<h1>A (fr)</h1>x", head=links)
    web.add_page("/fr/docs/b", "<h1>B (fr)</h1>x", head=links)
    web.add_sitemap("/docs/a")
    web.add_sitemap("/fr/docs/a", "/fr/docs/b", at="/fr/sitemap.xml")
    assert list_paths(web, read_site(web, folder)) == ["/docs/a", "/fr/docs/a", "/fr/docs/b"]


def test_only_what_lies_below_the_address_is_read(web: WebSite, folder: Path) -> None:
    for path in ("/docs/a", "/docs/b/c", "/blog/d"):
        web.add_page(path, f"<h1>{path}</h1>x")
    web.add_sitemap("/docs/a", "/docs/b/c", "/blog/d")
    options = SiteOptions(exclude=("b/**",))
    site = open_live_site(f"{web.origin}/docs", options, cache_folder=folder, live=FAST)
    assert list_paths(web, site) == ["/docs/a"]
    with pytest.raises(ReadingError, match="None of the 3 pages"):
        read_site(web, folder, SiteOptions(include=("nothing/**",)))


def test_the_encoding_that_the_server_names_is_used(web: WebSite, folder: Path) -> None:
    web.add_page("/a", "<h1>x</h1>")
    answer = web.answers["/a"]
    assert isinstance(answer, Answer)
    answer.body = "<meta charset=utf-8><main><h1>設定</h1></main>".encode("cp932")
    answer.headers["Content-Type"] = "text/html; charset=Shift_JIS"
    web.add_sitemap("/a")
    site = read_site(web, folder)
    assert [page.title for page in site.read_pages()] == ["設定"]
    assert site.problems == []


def test_paths_tell_versions_and_pages_of_a_generator_are_left_out(web: WebSite, folder: Path) -> None:
    paths = ["/v1/a", "/v2/a", "/v2/search.html", "/v2/cli/search.html"]
    for path in paths:
        web.add_page(path, "<h1>A</h1><p>Text.", head="<script src=_static/doctools.js></script>")
    web.add_sitemap(*paths)
    site = read_site(web, folder)
    assert {page.url.removeprefix(web.origin): page.version for page in site.read_pages()} == {
        "/v1/a": "v1",
        "/v2/a": "v2",
        "/v2/cli/search.html": "v2",
    }
    assert site.default_version == "v2"
    assert any("Sphinx" in sentence for sentence in site.assumptions)


def test_a_drawn_page_is_read_from_its_markdown_or_said_to_be_drawn(web: WebSite, folder: Path) -> None:
    shell = b"<html><title>T</title><body><div id=root></div><script src=/a.js></script></body></html>"
    for path in ("/tea", "/coffee"):
        web.add_page(path, "")
        answer = web.answers[path]
        assert isinstance(answer, Answer)
        answer.body = shell
    web.add_page("/tea.md", "")
    twin = web.answers["/tea.md"]
    assert isinstance(twin, Answer)
    twin.body = b"# Tea\n\nBrew it."
    twin.headers["Content-Type"] = "text/markdown"
    web.add_sitemap("/tea", "/coffee")
    site = read_site(web, folder)
    assert [(page.title, [chunk.text for chunk in page.chunks]) for page in site.read_pages()] == [
        ("Tea", ["Brew it."])
    ]
    assert "drawn by JavaScript" in list_problems(web, site)["/coffee"]
