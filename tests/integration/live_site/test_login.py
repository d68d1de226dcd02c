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
from tests.support.live_site import FAST, list_paths
from tests.support.web_site import WebSite, serving_site

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


@pytest.mark.parametrize("value", ["Authorization", "Authorization:", "a b c: d", "X: d\x7f", "X: straße"])
def test_a_header_that_is_none_is_refused_and_not_shown(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDEX_HEADER", value)
    with pytest.raises(SettingsError, match="INDEX_HEADER: must be `Name: value`") as caught:
        load_settings()
    assert value not in str(caught.value)


@pytest.mark.parametrize(
    ("value", "login"),
    [
        ("Cookie: a=b; c=d", {"host": "", "name": "Cookie", "value": "a=b; c=d"}),
        ("docs.example.org:8443 X-Key: k", {"host": "docs.example.org:8443", "name": "X-Key", "value": "k"}),
    ],
)
def test_a_header_may_name_its_host(value: str, login: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDEX_HEADER", value)
    assert load_settings().index.login == login
