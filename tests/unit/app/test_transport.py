"""The HTTP transport: answers of every framing, and what is none."""

import asyncio
import socket
import ssl
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
import trustme

from app.transport import Transport
from tests.support.raw_server import HELLO, Step, listening, serving, using, wait_until


@asynccontextmanager
async def sending() -> AsyncIterator[Transport]:
    transport = Transport()
    yield transport
    await transport.aclose()


@pytest.mark.parametrize(
    "steps",
    [
        [HELLO],
        [bytes([byte]) for byte in HELLO],
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n", 0.01, b"3\r\nllo\r\n0\r\n\r\n"],
        [b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n", HELLO],
        [b"HTTP/1.1 200 OK\r\n\r\nhel", 0.01, b"lo", None],
        [b"HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello", None],
    ],
)
async def test_an_answer_is_read_however_it_is_framed(steps: list[Step]) -> None:
    async with serving(*steps) as server, using() as client:
        for _ in range(2):
            response = await client.post(f"{server.url}/a%20b?c=d", content=b"body")
            assert (response.status_code, response.reason_phrase, response.text) == (200, "OK", "hello")
            assert "link" not in response.headers
    assert server.requests[0].startswith(b"POST /a%20b?c=d HTTP/1.1\r\nhost: 127.0.0.1:")
    assert server.requests[0].endswith(b"\r\n\r\nbody")


@pytest.mark.parametrize("status", [b"204 No Content", b"304 Not Modified"])
async def test_an_answer_without_a_body_ends_with_its_head(status: bytes) -> None:
    async with serving(b"HTTP/1.1 %b\r\n\r\n" % status) as server, using() as client:
        for _ in range(2):
            assert not (await client.get(server.url)).content
        assert server.connections == 1


async def test_where_nobody_listens_is_a_connect_error() -> None:
    async with using() as client:
        for url in ("http://127.0.0.1:9", "http://no-such-host.invalid"):
            with pytest.raises(httpx.ConnectError):
                await client.get(url)


async def test_a_server_that_never_greets_is_a_connect_timeout() -> None:
    async with serving(HELLO) as server, using(connect=0.2) as client:
        with pytest.raises(httpx.ConnectTimeout):
            await client.get(server.url.replace("http:", "https:"))
        await wait_until(lambda: server.closed == 1)


async def test_tls_is_spoken_and_certificates_are_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(tls)
    async with serving(HELLO, tls=tls) as server:
        async with using() as client:
            with pytest.raises(httpx.ConnectError, match="certificate"):
                await client.post(f"https://localhost:{server.port}")
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
        async with using() as client:
            connections = server.connections
            for _ in range(2):
                assert (await client.post(f"https://localhost:{server.port}")).text == "hello"
            assert server.connections == connections + 1
            with pytest.raises(httpx.ConnectError, match="IP address mismatch"):
                await client.post(f"https://127.0.0.1:{server.port}")


async def test_what_arrives_within_a_time_comes_together_but_the_first_piece_and_the_end_never_wait() -> None:
    first_has_come = asyncio.Event()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.readuntil(b"\r\n\r\n"):
            writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            for number in range(20):
                writer.write(b"1\r\n%x\r\n" % (number % 10))
                await asyncio.sleep(0.01)
                await first_has_come.wait()
            writer.write(b"0\r\n\r\n")

    async with listening(handle) as port, sending() as transport:
        url = f"http://127.0.0.1:{port}"
        started, pieces = time.monotonic(), list[bytes]()
        async with transport.stream(url, b"", {}, lambda: 10.0) as answer:
            async for piece in answer.pieces:
                first_has_come.set()
                pieces.append(piece)
        assert len(pieces) == 2
        assert b"".join(pieces) == b"0123456789" * 2
        assert time.monotonic() - started < 2, "neither the first piece nor the end waits for the gathering"
        async with transport.stream(url, b"", {}, lambda: 0.05) as answer:
            pieces = [piece async for piece in answer.pieces]
        assert 2 <= len(pieces) <= 12


async def test_no_piece_waits_for_others_until_it_may() -> None:
    has_come = asyncio.Event()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for number in range(5):
            writer.write(b"1\r\n%d\r\n" % number)
            await has_come.wait()
            has_come.clear()

    pieces = list[bytes]()
    async with listening(handle) as port, sending() as transport:
        request = transport.stream(f"http://127.0.0.1:{port}", b"", {}, lambda: 0.0)
        async with request as answer, asyncio.timeout(10):
            async for piece in answer.pieces:
                pieces.append(piece)
                has_come.set()
                if len(pieces) == 5:
                    break
    assert pieces == [b"0", b"1", b"2", b"3", b"4"]


@pytest.mark.skipif(not hasattr(socket, "TCP_QUICKACK"), reason="only Linux can be told to acknowledge at once")
async def test_a_server_that_holds_the_body_back_until_its_head_is_acknowledged_is_not_kept_waiting() -> None:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 0)  # as Qdrant leaves it
        while await reader.readuntil(b"\r\n\r\n"):
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")
            writer.write(b"hello")

    async with listening(handle) as port, using() as client:
        started = time.perf_counter()
        for _ in range(100):
            assert (await client.get(f"http://127.0.0.1:{port}")).text == "hello"
    assert time.perf_counter() - started < 2, "a held acknowledgement costs 40 ms"


async def test_cookies_are_not_kept() -> None:
    async with serving(HELLO.replace(b"\r\n", b"\r\nSet-Cookie: a=b\r\n", 1)) as server, using() as client:
        for _ in range(2):
            client.cookies.clear()  # httpx's own
            await client.post(server.url)
    assert not any(b"a=b" in request for request in server.requests)
