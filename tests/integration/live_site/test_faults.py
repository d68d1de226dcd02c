"""What is refused of a site over HTTP, and what one bad page does to the others."""

import gzip
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.sources.web.client import LiveOptions
from app.sources.web.opening import open_live_site
from indexing import ReadingError, SiteOptions
from tests.support.live_site import FAST, list_paths, list_problems, read_site
from tests.support.web_site import Answer, WebSite, serving_site


def test_redirects_to_another_host_or_a_private_address_are_not_followed(web: WebSite, folder: Path) -> None:
    with serving_site() as other:
        other.add_page("/secret", "<h1>Secret</h1>")
        web.add_page("/a", "<h1>A</h1>x")
        web.answers["/port"] = Answer(status=302, headers={"Location": f"{other.origin}/secret"})
        web.answers["/meta"] = Answer(status=302, headers={"Location": "http://169.254.169.254/latest"})
        web.answers["/host"] = Answer(status=302, headers={"Location": "https://example.org/"})
        web.answers["/file"] = Answer(status=302, headers={"Location": "file:///etc/passwd"})
        web.add_sitemap("/a", "/port", "/meta", "/host", "/file", f"{other.origin}/secret")
        site = read_site(web, folder)
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
        read_site(web, folder)


def test_pages_that_fail_for_a_moment_are_problems_but_not_gone(web: WebSite, folder: Path) -> None:
    paths = [f"/p{number}" for number in range(30)]
    for number, path in enumerate(paths):
        web.add_page(path, f"<h1>{path}</h1>x")
        if number % 10 == 0:
            web.answers[path] = Answer(b"<h1>Oops</h1>", 500)
    web.add_page("/gone", "x")
    web.answers["/gone"] = Answer(status=410)
    web.add_sitemap(*paths, "/gone")
    site = read_site(web, folder)
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
    site = read_site(web, folder)
    assert list_paths(web, site) == ["/a"]
    assert site.problems == []


def test_a_server_that_fails_for_everything_stops_the_run(web: WebSite, folder: Path) -> None:
    paths = [f"/p{number}" for number in range(100)]
    web.add_sitemap(*paths)
    web.fallback = Answer(status=503)
    web.answers["/robots.txt"] = Answer(status=404)
    with pytest.raises(ReadingError, match=r"\d\d pages in a row.*503.*Nothing was changed"):
        read_site(web, folder, live=LiveOptions(attempts=1, wait_seconds=0.01))
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
        read_site(web, folder)


@pytest.mark.parametrize("sitemap", [None, b"<html><body>Welcome</body></html>", b"", b"<urlset></urlset>"])
def test_a_site_without_a_sitemap_says_what_to_do(sitemap: bytes | None, web: WebSite, folder: Path) -> None:
    if sitemap is not None:
        web.answers["/sitemap.xml"] = Answer(sitemap)
    with pytest.raises(ReadingError, match=r"no sitemap\.xml.*plugin-sitemap"):
        read_site(web, folder)


def test_bombs_are_noticed_before_they_go_off(web: WebSite, folder: Path) -> None:
    bomb = gzip.compress(b"\0" * 100_000_000)
    web.add_page("/a", "<h1>A</h1>x")
    web.answers["/bomb"] = Answer(bomb, headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})
    web.answers["/large"] = Answer(b"<p>" * 4_000_000, headers={"Content-Type": "text/html"})
    web.answers["/broken"] = Answer(b"no gzip", headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})
    web.add_sitemap("/a", "/bomb", "/large", "/broken")
    site = read_site(web, folder)
    assert list_paths(web, site) == ["/a"]
    problems = list_problems(web, site)
    assert "larger than 10 MB" in problems["/bomb"]
    assert "larger than 10 MB" in problems["/large"]
    assert "cannot be unpacked" in problems["/broken"]

    web.answers["/sitemap.xml"] = Answer(bomb)
    with pytest.raises(ReadingError, match="larger than 50 MB once unpacked"):
        read_site(web, folder)
    web.answers["/sitemap.xml"] = Answer(b"<urlset>" + b"<loc>http://a/b</loc>" * 50_001)
    with pytest.raises(ReadingError, match="more than 50000 pages"):
        read_site(web, folder)


def test_entities_in_a_sitemap_are_not_blown_up(web: WebSite, folder: Path) -> None:
    web.add_page("/a?x=1&y=2", "<h1>A</h1>x")
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    web.answers["/sitemap.xml"] = Answer(
        f'<!DOCTYPE u [<!ENTITY l0 "lol">{entities}]><urlset><loc>&l9;</loc>'
        f"<loc>{web.origin}/a?x=1&amp;y=2</loc></urlset>".encode()
    )
    assert list_paths(web, read_site(web, folder)) == ["/a?x=1&y=2"]


def test_pages_that_trickle_or_are_cut_off_are_tried_another_time(web: WebSite, folder: Path) -> None:
    def trickle() -> Iterator[bytes]:
        for _ in range(100):
            yield b"<p>"
            time.sleep(0.05)

    web.add_page("/a", "<h1>A</h1>x")
    web.answers["/slow"] = Answer(headers={"Content-Type": "text/html"}, parts=trickle)
    web.answers["/cut"] = Answer(b"<h1>Cut", headers={"Content-Type": "text/html"}, length=1000)
    web.add_sitemap("/a", "/slow", "/cut")
    site = read_site(web, folder, live=LiveOptions(attempts=1, answer_seconds=0.5))
    assert list_paths(web, site) == ["/a"]
    assert "did not arrive in time" in list_problems(web, site)["/slow"]
    assert {f"{web.origin}/slow", f"{web.origin}/cut"} < site.unreadable_urls


@pytest.mark.parametrize("address", ["https://", "http://[::1", "https://name:word@example.org", "http://a:99999/"])
def test_an_address_that_is_none_is_refused(address: str, folder: Path) -> None:
    with pytest.raises(ReadingError, match="no address that can be read") as refused:
        open_live_site(address, SiteOptions(), cache_folder=folder)
    assert "word" not in str(refused.value)


def test_a_server_that_is_away_is_said_plainly(folder: Path) -> None:
    with pytest.raises(ReadingError, match=r"http://127\.0\.0\.1:9/ could not be fetched.*Check the address"):
        open_live_site("http://127.0.0.1:9", SiteOptions(), cache_folder=folder, live=FAST)
