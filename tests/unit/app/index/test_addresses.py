"""Any string may come as the URL of a page."""

from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.index.addresses import PageAddress, parse_address
from app.index.areas import Area, AreaCollector, find_area
from app.index.payload import PlaceFilter, choose_place

AREAS = (Area(prefix="site.example/docs/", version="2.x", locale="en"),)
PLACE = {
    "url": "https://site.example/docs/guide/#install",
    "version": "2.x",
    "locale": "en",
    "docusaurus_tag": "",
    "section": "Guide",
}

HOSTILE = [
    "",
    " ",
    "#",
    "?",
    "//",
    "//[",
    "///",
    "http://",
    "http:///docs",
    "http://[::1",
    "http://[x]/",
    "http://[fe80::1%eth0]/docs",
    "http://℀.com/",
    "http://a:port/docs",
    "http://a:99999999999999999999/docs",
    "http://a:-1/docs",
    "http://user:word@[::1]:x@host/",
    "https://site.example\\@evil.example/docs",
    "javascript:alert(1)",
    "data:text/html,x",
    "mailto:a@b",
    "file:///docs/guide",
    "no url",
    "\0",
    "http://a\0b/\0",
    "/docs/\ud800",
    "http://\udfff/",
    "/%",
    "/%zz/%ff%fe/%00",
    "/docs/%2f%2e%2e/%5c",
    "/../../docs",
    "/" * 2000,
    "/a" * 1000,
    "http://" + "a." * 990,
    "/" + "%25" * 600,
    "\u202e/docs",
    "HTTPS://SITE.EXAMPLE/docs",
]


def ask(url: str) -> None:
    """Everything that a question does with the URL of its page, and a run with that of a page of the site."""
    address = parse_address(url)
    find_area(AREAS, url)
    assert choose_place([PLACE], PlaceFilter(), address) == PLACE
    areas = AreaCollector()
    areas.add(url, "2.x", "en")
    areas.add("https://site.example/docs/a", "1.x", "en")
    assert all(isinstance(find_area(areas.create_areas(), each), Area | None) for each in (url, "/docs/a"))


@pytest.mark.parametrize("url", HOSTILE)
def test_no_url_is_an_error(url: str) -> None:
    ask(url)


@given(
    st.one_of(
        st.text(max_size=200),
        st.text(alphabet="[]:/@?#%.\\ahtps0℀\0\ud800", max_size=40),
        st.builds("http://{}".format, st.text(alphabet="[]:/@?#%.\\a0℀\ud800", max_size=30)),
    )
)
@example("http://[::1]]/")
def test_no_string_at_all_is_an_error(url: str) -> None:
    ask(url)


@pytest.mark.parametrize(
    "url", ["", "#", "?a=b", "guide", "docs/guide", "mailto:a@b", "file:///docs", "http:///x", "//["]
)
def test_what_names_no_page_has_no_address(url: str) -> None:
    assert parse_address(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://docs.example/café/guide",
        "http://docs.example:80/café/guide/",
        "HTTPS://Docs.Example:443/café//guide/index.html",
        "//docs.example/café/guide.html?a=/b#c",
        "https://me:secret@docs.example/caf%C3%A9/guide#x",
        "https://docs.example:/caf%c3%a9/guide/?x",
    ],
)
def test_one_page_has_one_address(url: str) -> None:
    assert parse_address(url) == PageAddress("docs.example", "café/guide")


def test_pages_that_differ_have_different_addresses() -> None:
    urls = ["https://d.example/a", "https://d.example/A", "https://d.example:8000/a", "/a", "https://d.example/a/b"]
    urls += ["https://d.example/a%2Fb", "https://d.example/", "https://d.example/.html", "https://d.example/a.htm"]
    assert len({parse_address(url) for url in urls}) == len(urls)


@given(st.lists(st.text(min_size=1, max_size=8), max_size=5))
def test_an_address_is_found_again_in_what_a_browser_makes_of_it(names: list[str]) -> None:
    names = [name.encode("utf-8", "replace").decode() for name in names]
    path = "/".join(quote(name, safe="") for name in names)
    address = parse_address(f"https://docs.example/{path}/")
    assert address is not None
    assert address.is_page_of(f"https://docs.example/{path}#x")
    assert not address.is_page_of(f"https://docs.example/{path}/another")
