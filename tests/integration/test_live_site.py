"""A site over HTTP: what is asked of it, what is refused, and what one bad page does to the others."""

import gzip
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.sources.web import LiveOptions, open_live_site
from indexing import ReadingError, SiteOptions
from indexing.html.site import HtmlSite
from tests.support.web_site import Answer, WebSite, serving_site

FAST = LiveOptions(attempts=2, wait_seconds=0.01, answer_seconds=5)
METAS = '<meta name=docusaurus_version content="{0}"><meta name=docusaurus_tag content="docs-default-{0}">'


@pytest.fixture
def web() -> Iterator[WebSite]:
    with serving_site() as site:
        site.add_page("/", "<h1>Home</h1><p>Welcome.")
        yield site


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "copies"


def read(web: WebSite, folder: Path, options: SiteOptions | None = None, *, live: LiveOptions = FAST) -> HtmlSite:
    return open_live_site(web.origin, options or SiteOptions(), cache_folder=folder, live=live)


def list_paths(web: WebSite, site: HtmlSite) -> list[str]:
    return [page.url.removeprefix(web.origin) for page in site.read_pages()]


def list_problems(web: WebSite, site: HtmlSite) -> dict[str, str]:
    return {problem.source.removeprefix(web.origin): problem.message for problem in site.problems}


def test_the_pages_of_the_sitemap_are_read_with_their_places(web: WebSite, folder: Path) -> None:
    web.add_page("/a", "<h1>A</h1><p>Text.<h2 id=x>X</h2><p>More.")
    web.add_page("/b/", "<h1>B</h1><p>Text.")
    web.add_sitemap("/a", "/b/")
    site = read(web, folder)
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
    site = read(web, folder)
    assert [(page.version, page.docusaurus_tag) for page in site.read_pages()] == [
        ("1.0", "docs-default-1.0"),
        ("2.0", "docs-default-2.0"),
    ]
    assert (site.default_version, site.default_tags) == ("2.0", ("docs-default-2.0",))
    assert list_paths(web, read(web, folder, SiteOptions(version="1.0"))) == ["/docs/1.0/a"]
    assert list_paths(web, read(web, folder, SiteOptions(include=("blog",)))) == ["/blog"]


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
    assert list_paths(web, read(web, folder)) == ["/a", "/b"]


def test_the_sitemap_that_robots_txt_names_is_found_and_what_it_closes_is_not_asked_for(
    web: WebSite, folder: Path
) -> None:
    web.add_page("/a", "<h1>A</h1>x")
    web.add_sitemap("/a", "/private/b", at="/elsewhere.xml")
    web.answers["/robots.txt"] = Answer(
        f"User-agent: *\nDisallow: /private/\nSitemap: {web.origin}/elsewhere.xml\n".encode()
    )
    site = read(web, folder)
    assert list_paths(web, site) == ["/a"]
    assert web.asked["/private/b"] == 0
    assert "robots.txt" in site.assumptions[0]


def test_an_unchanged_site_costs_only_questions_whether_it_changed(web: WebSite, folder: Path) -> None:
    paths = [f"/p{number}" for number in range(10)]
    for path in paths:
        web.add_page(path, f"<h1>{path}</h1>x", ETag=f'"{path}"')
    web.add_sitemap(*paths)
    first = list(read(web, folder).read_pages())
    web.answered.clear()
    web.add_page("/p3", "<h1>Changed</h1>x", ETag='"new"')
    second = list(read(web, folder).read_pages())
    assert web.answered[304] == 9
    assert [page.title for page in second] == [page.title if page.title != "/p3" else "Changed" for page in first]


def test_a_copy_that_was_cut_off_is_fetched_again(web: WebSite, folder: Path) -> None:
    web.add_page("/a", "<h1>A</h1>x", ETag='"1"')
    web.add_sitemap("/a")
    read(web, folder)
    for copy in folder.glob("*.html"):
        copy.write_bytes(copy.read_bytes()[:20])
    (folder / "0.json").write_text("{")
    assert [page.title for page in read(web, folder).read_pages()] == ["A"]
    assert not (folder / "0.json").exists()


def test_redirects_inside_the_site_lead_to_one_page_under_its_own_address(web: WebSite, folder: Path) -> None:
    web.add_page("/new/", "<h1>New</h1>x")
    web.answers["/old"] = Answer(status=301, headers={"Location": "/new"})
    web.answers["/new"] = Answer(status=308, headers={"Location": f"{web.origin}/new/"})
    web.answers["/loop"] = Answer(status=302, headers={"Location": "/loop"})
    web.add_sitemap("/old", "/new/", "/loop")
    site = read(web, folder)
    assert list_paths(web, site) == ["/new/"]
    assert "more than 5 times" in list_problems(web, site)["/loop"]


def test_redirects_to_another_host_or_a_private_address_are_not_followed(web: WebSite, folder: Path) -> None:
    with serving_site() as other:
        other.add_page("/secret", "<h1>Secret</h1>")
        web.add_page("/a", "<h1>A</h1>x")
        web.answers["/port"] = Answer(status=302, headers={"Location": f"{other.origin}/secret"})
        web.answers["/meta"] = Answer(status=302, headers={"Location": "http://169.254.169.254/latest"})
        web.answers["/host"] = Answer(status=302, headers={"Location": "https://example.org/"})
        web.answers["/file"] = Answer(status=302, headers={"Location": "file:///etc/passwd"})
        web.add_sitemap("/a", "/port", "/meta", "/host", "/file", f"{other.origin}/secret")
        site = read(web, folder)
        assert list_paths(web, site) == ["/a"]
        assert not other.asked
    problems = list_problems(web, site)
    assert "private address (http://169.254.169.254/latest)" in problems["/meta"]
    assert "another host (https://example.org/)" in problems["/host"]
    assert {"/port", "/file"} < problems.keys()
    assert len(problems) == 5
    assert site.unreadable_urls == set()


def test_an_address_that_is_elsewhere_now_says_where(web: WebSite, folder: Path) -> None:
    web.answers["/"] = Answer(status=301, headers={"Location": "https://docs.example.org/"})
    with pytest.raises(ReadingError, match=r"another host \(https://docs\.example\.org/\).*pass its address"):
        read(web, folder)


def test_a_preview_that_lists_the_addresses_of_the_original_is_read_here_and_linked_there(
    web: WebSite, folder: Path
) -> None:
    web.add_page("/a", "<h1>A</h1>x", head="<link rel=canonical href=https://docs.example.org/a>")
    web.add_sitemap("https://docs.example.org/a")
    site = read(web, folder)
    assert [page.url for page in site.read_pages()] == ["https://docs.example.org/a"]
    assert "https://docs.example.org" in site.assumptions[0]
    elsewhere = read(web, folder, SiteOptions(site_url="https://other.example"))
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
    site = read(web, folder)
    assert list_paths(web, site) == ["/a"]
    problems = list_problems(web, site)
    assert "page for missing addresses" in problems["/gone"]
    assert "page for missing addresses" in problems["/titled"]
    assert "copy of" in problems["/copy"]
    assert "application/pdf" in problems["/paper.pdf"]
    assert "/hidden" not in problems
    assert any("noindex" in assumption for assumption in site.assumptions)


def test_pages_that_fail_for_a_moment_are_problems_but_not_gone(web: WebSite, folder: Path) -> None:
    paths = [f"/p{number}" for number in range(30)]
    for number, path in enumerate(paths):
        web.add_page(path, f"<h1>{path}</h1>x")
        if number % 10 == 0:
            web.answers[path] = Answer(b"<h1>Oops</h1>", 500)
    web.add_page("/gone", "x")
    web.answers["/gone"] = Answer(status=410)
    web.add_sitemap(*paths, "/gone")
    site = read(web, folder)
    assert len(list_paths(web, site)) == 27
    problems = list_problems(web, site)
    assert problems.keys() == {"/p0", "/p10", "/p20", "/gone"}
    assert problems["/p10"] == "answers 500 Internal Server Error"
    assert {f"{web.origin}/p10", f"{web.origin}/p10/"} < site.unreadable_urls
    assert not any("gone" in url for url in site.unreadable_urls)
    assert web.asked["/p10"] == FAST.attempts


def test_an_object_store_that_refuses_what_it_does_not_have_is_read(web: WebSite, folder: Path) -> None:
    web.fallback = Answer(b"<Error><Code>AccessDenied</Code></Error>", 403)
    web.answers.pop("/")
    web.add_page("/docs/a", "<h1>A</h1>x")
    web.add_sitemap("/docs/a")
    site = open_live_site(f"{web.origin}/docs/", SiteOptions(), cache_folder=folder, live=FAST)
    assert list_paths(web, site) == ["/docs/a"]
    assert site.problems == []


def test_a_page_that_answers_at_the_second_attempt_is_read(web: WebSite, folder: Path) -> None:
    web.add_page("/a", "<h1>A</h1>x")
    good = web.answers["/a"]
    assert isinstance(good, Answer)
    busy = Answer(status=429, headers={"Retry-After": "0"})
    web.answers["/a"] = lambda times: busy if times == 1 else good
    web.add_sitemap("/a")
    site = read(web, folder)
    assert list_paths(web, site) == ["/a"]
    assert site.problems == []


def test_a_server_that_fails_for_everything_stops_the_run(web: WebSite, folder: Path) -> None:
    paths = [f"/p{number}" for number in range(100)]
    web.add_sitemap(*paths)
    web.fallback = Answer(status=503)
    web.answers["/robots.txt"] = Answer(status=404)
    with pytest.raises(ReadingError, match=r"\d\d pages in a row.*503.*Nothing was changed"):
        read(web, folder, live=LiveOptions(attempts=1, wait_seconds=0.01))
    assert sum(web.asked[path] for path in paths) < 60


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/robots.txt", "whether the site may be read"),
        ("/sitemap.xml", "Nothing was changed"),
        ("/", "Check the address"),
    ],
)
def test_what_must_be_known_before_pages_are_read_stops_the_run(
    path: str, message: str, web: WebSite, folder: Path
) -> None:
    web.add_page("/a", "<h1>A</h1>x")
    web.add_sitemap("/a")
    web.answers[path] = Answer(status=500)
    with pytest.raises(ReadingError, match=message):
        read(web, folder)


@pytest.mark.parametrize("sitemap", [None, b"<html><body>Welcome</body></html>", b"", b"<urlset></urlset>"])
def test_a_site_without_a_sitemap_says_what_to_do(sitemap: bytes | None, web: WebSite, folder: Path) -> None:
    if sitemap is not None:
        web.answers["/sitemap.xml"] = Answer(sitemap)
    with pytest.raises(ReadingError, match=r"no sitemap\.xml.*plugin-sitemap"):
        read(web, folder)


def test_bombs_are_noticed_before_they_go_off(web: WebSite, folder: Path) -> None:
    bomb = gzip.compress(b"\0" * 300_000_000)
    web.add_page("/a", "<h1>A</h1>x")
    web.answers["/bomb"] = Answer(bomb, headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})
    web.answers["/large"] = Answer(b"<p>" * 4_000_000, headers={"Content-Type": "text/html"})
    web.answers["/broken"] = Answer(b"no gzip", headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})
    web.add_sitemap("/a", "/bomb", "/large", "/broken")
    site = read(web, folder)
    assert list_paths(web, site) == ["/a"]
    problems = list_problems(web, site)
    assert "larger than 10 MB" in problems["/bomb"]
    assert "larger than 10 MB" in problems["/large"]
    assert "cannot be unpacked" in problems["/broken"]

    web.answers["/sitemap.xml"] = Answer(bomb)
    with pytest.raises(ReadingError, match="larger than 50 MB once unpacked"):
        read(web, folder)
    web.answers["/sitemap.xml"] = Answer(b"<urlset>" + b"<loc>http://a/b</loc>" * 50_001)
    with pytest.raises(ReadingError, match="more than 50000 pages"):
        read(web, folder)


def test_entities_in_a_sitemap_are_not_blown_up(web: WebSite, folder: Path) -> None:
    web.add_page("/a?x=1&y=2", "<h1>A</h1>x")
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    web.answers["/sitemap.xml"] = Answer(
        f'<!DOCTYPE u [<!ENTITY l0 "lol">{entities}]><urlset><loc>&l9;</loc>'
        f"<loc>{web.origin}/a?x=1&amp;y=2</loc></urlset>".encode()
    )
    assert list_paths(web, read(web, folder)) == ["/a?x=1&y=2"]


def test_pages_that_trickle_or_are_cut_off_are_tried_another_time(web: WebSite, folder: Path) -> None:
    def trickle() -> Iterator[bytes]:
        for _ in range(100):
            yield b"<p>"
            time.sleep(0.05)

    web.add_page("/a", "<h1>A</h1>x")
    web.answers["/slow"] = Answer(headers={"Content-Type": "text/html"}, parts=trickle)
    web.answers["/cut"] = Answer(b"<h1>Cut", headers={"Content-Type": "text/html"}, length=1000)
    web.add_sitemap("/a", "/slow", "/cut")
    site = read(web, folder, live=LiveOptions(attempts=1, answer_seconds=0.5))
    assert list_paths(web, site) == ["/a"]
    assert "did not arrive in time" in list_problems(web, site)["/slow"]
    assert {f"{web.origin}/slow", f"{web.origin}/cut"} < site.unreadable_urls


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
    assert list_paths(web, read(web, folder)) == ["/docs/a", "/fr/docs/a", "/fr/docs/b"]


def test_only_what_lies_below_the_address_is_read(web: WebSite, folder: Path) -> None:
    for path in ("/docs/a", "/docs/b/c", "/blog/d"):
        web.add_page(path, f"<h1>{path}</h1>x")
    web.add_sitemap("/docs/a", "/docs/b/c", "/blog/d")
    options = SiteOptions(exclude=("b/**",))
    site = open_live_site(f"{web.origin}/docs", options, cache_folder=folder, live=FAST)
    assert list_paths(web, site) == ["/docs/a"]
    with pytest.raises(ReadingError, match="None of the 3 pages"):
        read(web, folder, SiteOptions(include=("nothing/**",)))


@pytest.mark.parametrize("address", ["https://", "http://[::1", "https://name:word@example.org", "http://a:99999/"])
def test_an_address_that_is_none_is_refused(address: str, folder: Path) -> None:
    with pytest.raises(ReadingError, match="no address that can be read") as refused:
        open_live_site(address, SiteOptions(), cache_folder=folder)
    assert "word" not in str(refused.value)


def test_a_server_that_is_away_is_said_plainly(folder: Path) -> None:
    with pytest.raises(ReadingError, match=r"http://127\.0\.0\.1:9/ could not be fetched.*Check the address"):
        open_live_site("http://127.0.0.1:9", SiteOptions(), cache_folder=folder, live=FAST)
