"""Sitemaps that are not as they should be."""

from pathlib import Path

import pytest

from app.sources.web.addresses import normalize
from app.sources.web.opening import open_live_site
from indexing.errors import ReadingError
from indexing.model import SiteOptions
from tests.support.web_site import Answer, serving_site


def test_locations_that_are_relative_are_those_below_the_sitemap(tmp_path: Path) -> None:
    with serving_site() as web:
        for path in ("/a", "/guide/b", "/c"):
            web.add_page(path, f"<h1>Page {path}</h1>It is about {path}.")
        entries = "".join(f"<url><loc>{loc}</loc></url>" for loc in ("/a", "guide/b", " c\n"))
        web.answers["/sitemap.xml"] = Answer(f"<urlset>{entries}</urlset>".encode())
        site = open_live_site(web.origin, SiteOptions(), cache_folder=tmp_path)
        assert sorted(page.url.removeprefix(web.origin) for page in site.read_pages()) == ["/a", "/c", "/guide/b"]


@pytest.mark.parametrize("location", ["http://[::1", "//[", "http://[x]/", "javascript:alert(1)", "http://a:b/"])
def test_locations_that_are_no_addresses_are_none(location: str) -> None:
    assert normalize(location) == normalize(location, "https://docs.example/sitemap.xml") == ""


@pytest.mark.parametrize(
    ("location", "address"),
    [
        ("https://d.example/docs/../private/a", "https://d.example/private/a"),
        ("https://d.example/docs/%2e%2e/private/a", "https://d.example/private/a"),
        ("https://d.example/../../a", "https://d.example/a"),
        ("https://d.example/docs/./a/..", "https://d.example/docs/"),
        ("https://d.example/a..b/.c/d.", "https://d.example/a..b/.c/d."),
        ("/docs/../x", "https://d.example/x"),
    ],
)
def test_what_a_location_leads_to_is_what_is_judged(location: str, address: str) -> None:
    assert normalize(location, "https://d.example/sitemap.xml") == address


def test_a_page_that_robots_txt_closes_is_not_reached_by_a_detour(tmp_path: Path) -> None:
    with serving_site() as web:
        web.add_page("/a", "<h1>A</h1>x")
        web.add_page("/private/b", "<h1>B</h1>x")
        web.add_sitemap("/a", "/docs/../private/b", "/docs/%2e%2e/private/b")
        web.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private/\n")
        site = open_live_site(web.origin, SiteOptions(), cache_folder=tmp_path)
        assert [page.url.removeprefix(web.origin) for page in site.read_pages()] == ["/a"]
        assert web.asked["/private/b"] == 0


def test_sitemaps_in_text_form_are_read_in_an_index_too(tmp_path: Path) -> None:
    with serving_site() as web:
        for path in ("/a", "/b", "/c"):
            web.add_page(path, f"<h1>Page {path}</h1>It is about {path}.")
        web.answers["/one.txt"] = Answer(f"\ufeff{web.origin}/a\r\n\r\n{web.origin}/b\r\nnot an address\r\n".encode())
        web.add_sitemap("/c", at="/two.xml")
        web.answers["/three.txt"] = Answer(b"<html>https://d.example/x</html>")
        names = ("one.txt", "two.xml", "three.txt")
        listed = "".join(f"<sitemap><loc>{web.origin}/{name}</loc></sitemap>" for name in names)
        web.answers["/sitemap.xml"] = Answer(f"<sitemapindex>{listed}</sitemapindex>".encode())
        site = open_live_site(web.origin, SiteOptions(), cache_folder=tmp_path)
        assert [page.url.removeprefix(web.origin) for page in site.read_pages()] == ["/a", "/b", "/c"]


def test_sitemaps_of_an_index_that_cannot_be_had_are_named(tmp_path: Path) -> None:
    with serving_site() as web:
        web.add_page("/a", "<h1>A</h1>x")
        web.add_sitemap("/a", at="/docs.xml")
        web.answers["/app.txt"] = Answer(b"<!doctype html><title>App</title>", headers={"Content-Type": "text/html"})
        children = (f"{web.origin}/docs.xml", f"{web.origin}/gone.xml", "https://cdn.example/s.xml", "/app.txt")
        entries = "".join(f"<sitemap><loc>{child}</loc></sitemap>" for child in children)
        web.answers["/sitemap.xml"] = Answer(f"<sitemapindex>{entries}</sitemapindex>".encode())
        site = open_live_site(web.origin, SiteOptions(), cache_folder=tmp_path)
        (line,) = (line for line in site.assumptions if "sitemaps" in line)
        assert line.endswith(f": {web.origin}/gone.xml, https://cdn.example/s.xml, {web.origin}/app.txt.")


def test_pages_of_a_hash_router_are_counted_and_not_lost_in_silence(tmp_path: Path) -> None:
    with serving_site() as web:
        web.add_page("/", "<h1>Home</h1>Welcome.")
        web.add_sitemap("/", "/#/", "/#/guide", "/#!/setup", "/#intro", "/#/api", "/#/faq")
        site = open_live_site(web.origin, SiteOptions(), cache_folder=tmp_path)
        (line,) = (line for line in site.assumptions if "#" in line)
        named = ", ".join(f"{web.origin}/{route}" for route in ("#/guide", "#!/setup", "#/api"))
        assert line.startswith(f"Addresses with a # in the sitemap ({named} and 1 more) are one page to a server")
        assert len(list(site.read_pages())) == 1


def test_a_sitemap_without_either_says_nothing_of_them(tmp_path: Path) -> None:
    with serving_site() as web:
        web.add_page("/a", "<h1>A</h1>x")
        web.answers["/robots.txt"] = Answer(b"Sitemap: /gone.xml\n")
        web.add_sitemap("/a")
        assert open_live_site(web.origin, SiteOptions(), cache_folder=tmp_path).assumptions == ()


def test_pages_that_differ_in_their_query_are_all_read(tmp_path: Path) -> None:
    with serving_site() as web:
        names = ("/doku.php?id=start", "/doku.php?id=brew", "/doku.php?id=clean")
        for name in names:
            canonical = f"<link rel=canonical href='{web.origin}{name}'>" if "brew" not in name else ""
            web.add_page(name, f"<h1>{name[-5:]}</h1>Text of {name}.", head=canonical)
        for name, original in (("/b?print=1", "/b"), ("/b", "/b"), ("/doku.php?id=old", names[1])):
            web.add_page(name, f"<h1>{name}</h1>B.", head=f"<link rel=canonical href='{web.origin}{original}'>")
        web.add_sitemap(*names, "/b?print=1", "/b", "/doku.php?id=old")
        pages = list(open_live_site(web.origin, SiteOptions(), cache_folder=tmp_path).read_pages())
        assert {page.url for page in pages} == {web.origin + name for name in (*names, "/b")}
        assert len({chunk.text for page in pages for chunk in page.chunks}) == len(names) + 1


def test_an_address_below_which_nothing_is_listed_says_so(tmp_path: Path) -> None:
    with serving_site() as web:
        web.add_page("/a", "<h1>A</h1>x")
        web.add_sitemap("/a", "https://cdn.example/b")
        with pytest.raises(ReadingError, match=r"Only pages below \S+/manual/ are read, and none of them is one\."):
            open_live_site(f"{web.origin}/manual", SiteOptions(), cache_folder=tmp_path)


@pytest.mark.parametrize(("more", "message"), [((), "is on another host, and"), (("/c", "/d"), "like 2 more listed")])
def test_listed_pages_of_another_host_are_counted(more: tuple[str, ...], message: str, tmp_path: Path) -> None:
    with serving_site() as web:
        web.add_page("/a", "<h1>A</h1>x")
        web.add_sitemap("/a", "https://cdn.example/b", *(f"https://cdn.example{path}" for path in more))
        (problem,) = open_live_site(web.origin, SiteOptions(), cache_folder=tmp_path).problems
        assert problem.source == "https://cdn.example/b"
        assert message in problem.message
