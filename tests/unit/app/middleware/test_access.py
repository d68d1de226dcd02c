"""Who may see prompts and passages."""

from base64 import b64encode

import pytest
from fastapi import HTTPException, Request
from pydantic import SecretStr

from app.middleware.access import create_developer_gate
from app.settings import ServerSettings


async def status(
    *,
    token: str = "",
    dev: bool = False,
    peer: str = "127.0.0.1",
    host: str = "localhost:8000",
    second_host: str = "",
    **headers: str,
) -> int:
    gate = create_developer_gate(ServerSettings(developer_token=SecretStr(token)), dev=dev)
    raw = [("host", each) for each in (host, *second_host.split())]
    raw += [(name.replace("_", "-"), value) for name, value in headers.items()]
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/chat/playground/",
        "query_string": b"",
        "scheme": "http",
        "server": ("127.0.0.1", 8000),
        "client": (peer, 50000) if peer else None,
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in raw],
    }
    try:
        await gate(Request(scope))
    except HTTPException as error:
        return error.status_code
    return 200


def basic(text: str) -> str:
    return "Basic " + b64encode(text.encode()).decode()


async def test_without_a_token_developer_endpoints_do_not_exist() -> None:
    assert await status() == 404
    assert await status(authorization="Bearer ") == 404


@pytest.mark.parametrize("authorization", ["Bearer sesame", "bearer sesame", basic("anyone:sesame"), basic(":sesame")])
async def test_the_token_opens_them(authorization: str) -> None:
    assert await status(token="sesame", peer="203.0.113.9", authorization=authorization) == 200


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer wrong",
        "Bearer sesame2",
        basic("sesame"),
        basic("sesame:wrong"),
        "Basic %%%",
        "Basic \xe4",
        "Digest x",
    ],
)
async def test_anything_else_does_not(authorization: str) -> None:
    assert await status(token="sesame", authorization=authorization) == 401


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "127.9.9.9:80", "[::1]:8000"])
@pytest.mark.parametrize("peer", ["127.0.0.1", "::1"])
async def test_in_development_this_machine_needs_no_token(host: str, peer: str) -> None:
    assert await status(dev=True, host=host, peer=peer) == 200


async def test_a_proxy_on_this_machine_does_not_open_them_to_the_world() -> None:
    assert await status(dev=True, host="docs.example.org") == 404
    assert await status(dev=True, x_forwarded_for="203.0.113.9") == 404
    assert await status(dev=True, forwarded="for=203.0.113.9") == 404
    assert await status(dev=True, peer="203.0.113.9") == 404
    assert await status(dev=True, peer="") == 404
    assert await status(dev=True, token="sesame", x_forwarded_for="203.0.113.9") == 401


@pytest.mark.parametrize(
    "host",
    [
        "localhost/.evil.example",
        "localhost?.evil.example",
        "localhost#.evil.example",
        "evil.example@localhost",
        "localhost\\.evil.example",
        "localhost:80:80",
        "localhost:port",
        "localhost.",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.1/@evil.example",
        "[::1]evil.example",
        "[::1",
        "::1",
        "[::1%25eth0]",
        "[127.0.0.1]:a",
        "0x7f000001",
        "2130706433",
        "",
        " localhost",
        "localhost, evil.example",
    ],
)
async def test_a_host_that_only_contains_this_machine_is_another(host: str) -> None:
    assert await status(dev=True, host=host) == 404


async def test_a_request_with_two_hosts_is_not_from_this_machine() -> None:
    assert await status(dev=True, second_host="localhost") == 404


ADDED = [
    "cf-connecting-ip",
    "true-client-ip",
    "x-client-ip",
    "x-real-ip",
    "x-forwarded-proto",
    "x-forwarded-port",
    "via",
]
ADDED += ["x-forwarded-host", "x-forwarded-server", "x-cluster-client-ip", "fastly-client-ip", "x-original-host"]


@pytest.mark.parametrize("header", ADDED)
@pytest.mark.parametrize("value", ["127.0.0.1", ""])
async def test_whatever_a_proxy_adds_tells_it(header: str, value: str) -> None:
    assert await status(dev=True, **{header: value}) == 404
    assert await status(dev=True, accept="text/html", x_request_id="1") == 200
