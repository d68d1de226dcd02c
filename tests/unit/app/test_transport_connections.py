"""The HTTP transport: when connections are kept, used again and closed."""

import asyncio

import httpx
import pytest

from tests.support.raw_server import HELLO, Step, listening, serving, using, wait_until


async def test_a_connection_is_used_again_until_the_server_says_no() -> None:
    async with serving(HELLO) as server, using() as client:
        for _ in range(3):
            await client.post(server.url)
        assert server.connections == 1
        await asyncio.gather(*(client.post(server.url) for _ in range(20)))
        assert server.connections == 20
    async with serving(HELLO.replace(b"\r\n", b"\r\nConnection: close\r\n", 1)) as server, using() as client:
        for _ in range(3):
            await client.post(server.url)
        assert server.connections == 3


@pytest.mark.parametrize(
    ("steps", "kind"),
    [
        ([None], httpx.RemoteProtocolError),
        ([b"HTTP/1.1 200 OK\r\nContent-", None], httpx.RemoteProtocolError),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello", None], httpx.RemoteProtocolError),
        ([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", None], httpx.RemoteProtocolError),
        ([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"], httpx.RemoteProtocolError),
        ([b"SSH-2.0-OpenSSH\r\n"], httpx.RemoteProtocolError),
        ([1.0], httpx.ReadTimeout),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello", 1.0], httpx.ReadTimeout),
    ],
)
async def test_what_is_no_whole_answer_is_an_error_and_its_connection_is_not_used_again(
    steps: list[Step], kind: type[Exception]
) -> None:
    async with serving(*steps) as server, using(read=0.2) as client:
        for _ in range(2):
            with pytest.raises(kind):
                await client.post(server.url)
        assert server.connections == 2
        await wait_until(lambda: server.closed == 2)


async def test_a_connection_that_the_server_closes_while_it_waits_is_forgotten() -> None:
    async with serving(HELLO, None) as server, using() as client:
        for number in range(3):
            assert (await client.post(server.url)).text == "hello"
            await asyncio.sleep(0.05)
            assert server.closed == number + 1
        assert server.connections == 3


async def test_a_second_answer_to_one_request_is_not_taken_for_the_next_ones() -> None:
    async with serving(HELLO + HELLO.replace(b"hello", b"wrong")) as server, using() as client:
        for _ in range(3):
            assert (await client.post(server.url)).text == "hello"
        assert server.connections == 3


async def test_giving_up_before_the_answer_closes_the_connection() -> None:
    async with serving(0.1, HELLO) as server, using() as client:
        asking = asyncio.create_task(client.post(server.url))
        await wait_until(lambda: bool(server.requests))
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        assert asking.cancelled()
        await wait_until(lambda: server.closed == 1)


async def test_giving_up_within_the_answer_closes_the_connection_and_leaving_it_unread_too() -> None:
    closed = asyncio.Event()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhello")
        await reader.read()
        closed.set()

    async with listening(handle) as port, using() as client:
        url = f"http://127.0.0.1:{port}"
        async with client.stream("POST", url) as response:
            assert await anext(response.aiter_raw()) == b"hello"
        await asyncio.wait_for(closed.wait(), 1)
        closed.clear()
        async with client.stream("POST", url):
            pass
        await asyncio.wait_for(closed.wait(), 1)


async def test_closing_the_client_closes_all_connections() -> None:
    async with serving(HELLO) as server:
        async with using() as client:
            await asyncio.gather(*(client.post(server.url) for _ in range(5)))
            assert server.closed == 0
        await wait_until(lambda: server.closed == server.connections)


async def test_closing_the_client_ends_what_is_under_way() -> None:
    async with serving(2.0, HELLO) as server:
        async with using() as client:
            asking = asyncio.create_task(client.post(server.url))
            await wait_until(lambda: bool(server.requests))
        with pytest.raises(httpx.TransportError):
            await asking


async def test_a_proxy_that_the_environment_names_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(HELLO) as proxy, using() as client:
        monkeypatch.setenv("http_proxy", proxy.url)
        assert (await client.get("http://docs.example/page")).text == "hello"
    assert proxy.requests[0].startswith(b"GET http://docs.example/page HTTP/1.1")
