"""The client that Gemini's SDK sends with: whole answers past httpx, streams without what nobody asks for."""

import gzip

import httpx
import pytest

from app.gemini.events import MergedEvents
from app.gemini.sending import Client
from app.transport import Transport
from tests.support.raw_server import serving

BODY = {"content": b"{}", "headers": {"x-goog-api-key": "key"}, "timeout": 1.0}


def answering(body: bytes, *headers: bytes, status: bytes = b"200 OK") -> bytes:
    head = b"\r\n".join([b"HTTP/1.1 " + status, b"Content-Length: %d" % len(body), *headers])
    return head + b"\r\n\r\n" + body


async def test_a_whole_answer_is_read_compressed_or_not() -> None:
    packed = answering(gzip.compress(b'{"a": 1}'), b"Content-Encoding: gzip", b"Retry-After: 3")
    for answer in (answering(b'{"a": 1}', b"Retry-After: 3"), packed):
        async with serving(answer) as server, Client(Transport(), 1.0) as client:
            response = await client.request("POST", server.url, **BODY)
        assert (response.status_code, response.json(), response.headers["retry-after"]) == (200, {"a": 1}, "3")
    assert b"x-goog-api-key: key" in server.requests[0].lower()


async def test_a_redirect_is_not_followed() -> None:
    moved = answering(b"", b"Location: http://127.0.0.1:9/", status=b"302 Found")
    async with serving(moved) as server, Client(Transport(), 1.0) as client:
        assert (await client.request("POST", server.url, **BODY)).status_code == 302


async def test_a_connection_that_is_cut_is_an_error_of_httpx() -> None:
    async with (
        serving(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{", None) as server,
        Client(Transport(), 1) as client,
    ):
        with pytest.raises(httpx.TransportError):
            await client.request("POST", server.url, **BODY)


async def test_streams_of_events_are_asked_for_uncompressed_and_arrive_merged() -> None:
    answer = answering(b"data: {}\r\n\r\n", b"Content-Type: text/event-stream")
    async with serving(answer) as server, Client(Transport(), 1.0) as client:
        request = client.build_request("POST", f"{server.url}/m:streamGenerateContent?alt=sse", **BODY)
        response = await client.send(request, stream=True)
        assert isinstance(response.stream, MergedEvents)
        assert [piece async for piece in response.aiter_bytes()] == [b"data: {}\r\n\r\n"]
    assert b"accept-encoding: identity" in server.requests[0].lower()


async def test_what_else_is_asked_goes_through_httpx() -> None:
    async with serving(answering(b"hello")) as server, Client(Transport(), 1.0) as client:
        assert (await client.get(server.url)).text == "hello"
        assert (await client.request("POST", server.url, json={})).text == "hello"
