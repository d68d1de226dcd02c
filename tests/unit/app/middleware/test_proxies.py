"""Who a request comes from when proxies stand between."""

from typing import Any

import pytest

from app.middleware.proxies import TrustedProxies

PROXIES = ("10.0.0.0/8", "fd00::/8", "127.0.0.1")


async def find_client(*forwarded: str, peer: Any = ("10.0.0.1", 5), proto: str = "") -> tuple[str, str]:
    seen: list[tuple[str, str]] = []

    async def app(scope: Any, _: Any, __: Any) -> None:
        seen.append((scope["client"][0] if scope["client"] else "", scope["scheme"]))

    headers = [(b"x-forwarded-for", value.encode("latin-1")) for value in forwarded]
    headers += [(b"x-forwarded-proto", proto.encode())] if proto else []
    scope = {"type": "http", "client": peer, "scheme": "http", "headers": headers}
    await TrustedProxies(app, proxies=PROXIES)(scope, None, None)  # type: ignore[arg-type]
    return seen[0]


@pytest.mark.parametrize(
    ("forwarded", "client"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("192.0.2.1:4711", "192.0.2.1"),
        ("203.0.113.9, 192.0.2.1", "192.0.2.1"),
        ("203.0.113.9,192.0.2.1,10.2.3.4 , fd00::7", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::1"),
        ("[2001:db8::1]:4711", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ('"[2001:db8::1]:80"', "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("[fe80::1%eth0]:80", "fe80::1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("10.1.1.1, 10.2.2.2", "10.1.1.1"),
        (", ,192.0.2.1, ,", "192.0.2.1"),
    ],
)
async def test_the_nearest_address_that_is_no_proxys_is_the_client(forwarded: str, client: str) -> None:
    assert (await find_client(forwarded))[0] == client


MADE_UP = ["unknown1", "_hidden", "unknown", "localhost", "192.0.2", "192.0.2.256", "1.2.3.4 5.6.7.8", "[::1", "[]:80"]
MADE_UP += ["[::1]evil", "[::1]:port", "192.0.2.1:port", "fe80::1%", "2001:db8::g", "192.0.2.1;x", "for=192.0.2.1"]
MADE_UP += ["a" * 5000, "\xff", "1e3", "-1", "0x7f.1", "%eth0", "\0"]


@pytest.mark.parametrize("made_up", MADE_UP)
async def test_what_is_no_address_is_no_client(made_up: str) -> None:
    assert (await find_client(made_up))[0] == "10.0.0.1"
    assert (await find_client(f"192.0.2.1, {made_up}, 10.9.9.9"))[0] == "10.9.9.9"


@pytest.mark.parametrize("empty", ["", " , "])
async def test_a_header_that_says_nothing_changes_nothing(empty: str) -> None:
    assert (await find_client(empty))[0] == "10.0.0.1"


async def test_several_headers_are_one_list() -> None:
    assert (await find_client("203.0.113.9", "192.0.2.1", "10.2.2.2"))[0] == "192.0.2.1"


async def test_the_scheme_is_that_which_the_proxy_was_asked_with() -> None:
    assert (await find_client(proto="https"))[1] == "https"
    for proto in ("ftp", "javascript", "https, http", ""):
        assert (await find_client(proto=proto))[1] == "http"


@pytest.mark.parametrize("peer", [("192.0.2.7", 5), ("testclient", 5), ("2001:db8::1", 5)])
async def test_nobody_else_is_believed(peer: Any) -> None:
    assert await find_client("203.0.113.9", peer=peer, proto="https") == (peer[0], "http")


async def test_a_proxy_may_come_as_an_ipv4_address_inside_of_an_ipv6_one() -> None:
    assert (await find_client("203.0.113.9", peer=("::ffff:10.0.0.1", 5)))[0] == "203.0.113.9"


async def test_a_request_without_a_peer_is_left_as_it_is() -> None:
    assert (await find_client("203.0.113.9", peer=None))[0] == ""
