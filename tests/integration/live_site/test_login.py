"""A site behind a login: its header goes to its own host, and nowhere else."""

import logging
from pathlib import Path

import pytest

from app.observability.log import configure_logging
from app.settings import load_settings
from app.sources import LoginHeader, open_sources
from app.sources.web.opening import open_live_site
from chains.errors import SettingsError, UsageError
from indexing import ReadingError, SiteOptions
from tests.support.live_site import FAST, list_paths, list_problems, read_site
from tests.support.web_site import Answer, WebSite, serving_site

SECRET = "Bearer s3cr3t-of-the-docs"


def open_site(web: WebSite, folder: Path, header: LoginHeader | None) -> list[str]:
    site = open_live_site(web.origin, SiteOptions(), cache_folder=folder, live=FAST, header=header)
    return list_paths(web, site)


@pytest.fixture
def closed(web: WebSite) -> WebSite:
    web.add_page("/a", "<h1>A</h1>x")
    web.add_sitemap("/a")
    web.wants = {"Authorization": SECRET}
    return web


def test_every_request_has_the_header(closed: WebSite, folder: Path) -> None:
    assert open_site(closed, folder, LoginHeader("Authorization", SECRET)) == ["/a"]
    assert {"/robots.txt", "/sitemap.xml", "/a"} <= closed.opened
    assert closed.asked["/"] == 2
    """Without the header first: over http, it may be that only a redirect to https is there."""


def test_a_site_that_wants_a_login_says_how_to_give_it_one(closed: WebSite, folder: Path) -> None:
    for header in (None, LoginHeader("Authorization", "Bearer wrong")):
        with pytest.raises(ReadingError, match=r"401.*INDEX_HEADER") as caught:
            open_site(closed, folder, header)
        assert "wrong" not in str(caught.value)


def test_the_header_of_another_host_is_not_sent(closed: WebSite, folder: Path) -> None:
    with pytest.raises(ReadingError):
        open_site(closed, folder, LoginHeader("Authorization", SECRET, host="docs.example.org"))
    assert not closed.opened
    host = closed.origin.removeprefix("http://")
    assert open_site(closed, folder, LoginHeader("Authorization", SECRET, host=host)) == ["/a"]


def test_what_to_do_about_a_refusal_fits_the_header(closed: WebSite, folder: Path) -> None:
    host = closed.origin.removeprefix("http://")
    for header, advice in (
        (None, "set INDEX_HEADER to the header that opens it"),
        (LoginHeader("Cookie", "old"), "INDEX_HEADER was sent and does not open the site"),
        (LoginHeader("Cookie", "a", host="d.example"), f"INDEX_HEADER is for d.example and was not sent to {host}"),
    ):
        with pytest.raises(ReadingError, match="401") as caught:
            open_site(closed, folder, header)
        assert advice in str(caught.value)


def test_pages_that_redirect_to_a_login_are_not_replaced_by_it(web: WebSite, folder: Path) -> None:
    web.add_page("/account/sign-in.html", "<h1>Sign in</h1>Who are you?")
    web.add_page("/a", "<h1>A</h1>x")
    for path in ("/", "/b"):
        web.redirect(path, "/account/sign-in.html?next=b")
    web.add_sitemap("/", "/b", "/a")
    site = read_site(web, folder)
    assert list_paths(web, site) == ["/a"]
    seen = f"redirects to a login ({web.origin}/account/sign-in.html)"
    assert list_problems(web, site) == {"/": seen, "/b": seen}
    assert f"{web.origin}/b" in site.unreadable_urls
    web.redirect("/a", "/account/sign-in.html")
    with pytest.raises(ReadingError, match=r"redirects to a login.*set INDEX_HEADER"):
        read_site(web, folder)
    web.redirect("/sitemap.xml", "/account/sign-in.html")
    with pytest.raises(ReadingError, match=r"redirects to a login.*set INDEX_HEADER"):
        read_site(web, folder)


def test_a_site_that_redirects_to_a_login_elsewhere_says_how_to_give_it_one(web: WebSite, folder: Path) -> None:
    web.redirect("/", "https://sso.example/authorize?state=5a5b")
    with pytest.raises(ReadingError, match=r"\(https://sso.example/authorize\).*pass its address.*set INDEX_HEADER"):
        read_site(web, folder)


def test_a_page_behind_a_session_that_ends_may_be_there(closed: WebSite, folder: Path) -> None:
    closed.redirect("/b", "https://sso.example/authorize")
    closed.answers["/w?id=c"] = Answer(status=403)
    closed.add_sitemap("/a", "/b", "/w?id=c")
    with_login = open_live_site(
        closed.origin, SiteOptions(), cache_folder=folder, live=FAST, header=LoginHeader("Authorization", SECRET)
    )
    assert {f"{closed.origin}/b", f"{closed.origin}/w?id=c"} <= with_login.unreadable_urls
    closed.wants.clear()
    assert f"{closed.origin}/b" not in read_site(closed, folder).unreadable_urls


def test_a_login_page_of_the_documentation_is_read(web: WebSite, folder: Path) -> None:
    web.add_page("/guide/login/", "<h1>Login</h1>How to log in.")
    web.redirect("/guide/login", "/guide/login/")
    web.add_sitemap("/guide/login")
    assert list_paths(web, read_site(web, folder)) == ["/guide/login/"]


def test_the_header_does_not_follow_a_redirect_to_another_host(closed: WebSite, folder: Path) -> None:
    with serving_site() as other:
        other.add_page("/b", "<h1>B</h1>x")
        closed.redirect("/b", f"{other.origin}/b")
        closed.add_sitemap("/a", "/b")
        assert open_site(closed, folder, LoginHeader("Authorization", SECRET)) == ["/a"]
        assert not other.asked


def test_of_several_hosts_one_must_be_named() -> None:
    sources = ["https://a.example/docs", "https://b.example"]
    with pytest.raises(UsageError, match=r"a\.example, b\.example.*INDEX_HEADER=a\.example Name: value") as caught:
        open_sources(sources, SiteOptions(), header=LoginHeader("Cookie", SECRET))
    assert SECRET not in str(caught.value)


def test_the_header_is_in_no_log_and_in_no_text_of_the_settings(
    closed: WebSite, folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("INDEX_HEADER", f"Authorization: {SECRET}")
    settings = load_settings()
    header = LoginHeader(**settings.index.login)
    configure_logging("debug")
    with caplog.at_level(logging.DEBUG):
        assert open_site(closed, folder, header) == ["/a"]
    configure_logging("warning")
    assert SECRET not in caplog.text + repr(settings) + repr(header)


@pytest.mark.parametrize(
    "value", ["Authorization", "Authorization:", "a b c: d", "X: d\x7f", "https://d.example/a X: k", "X: straße"]
)
def test_a_header_that_is_none_is_refused_and_not_shown(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDEX_HEADER", value)
    with pytest.raises(SettingsError, match="INDEX_HEADER: must be `Name: value`") as caught:
        load_settings()
    assert value not in str(caught.value)


@pytest.mark.parametrize(
    ("value", "login"),
    [
        ("Cookie: a=b; c=d", {"host": "", "name": "Cookie", "value": "a=b; c=d"}),
        ("https://docs.example.org/ X-Key: k", {"host": "docs.example.org", "name": "X-Key", "value": "k"}),
        ("docs.example.org:8443 X-Key: k", {"host": "docs.example.org:8443", "name": "X-Key", "value": "k"}),
    ],
)
def test_a_header_may_name_its_host(value: str, login: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDEX_HEADER", value)
    assert load_settings().index.login == login
