import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from pydantic import SecretStr

from app.index import IndexFactory, create_index
from app.index.server.client import create_server_client, parse_host
from app.settings import QdrantSettings
from chains.errors import AskdocsError, IndexMissingError, IndexUnavailableError, SettingsError
from tests.support.sites import SIGNATURE, WordEmbeddings, open_retriever

KEY = "very-secret-key"


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("qdrant", "http://qdrant:6333"),
        (" localhost:7000 ", "http://localhost:7000"),
        ("127.0.0.1", "http://127.0.0.1:6333"),
        ("[::1]:7000", "http://[::1]:7000"),
        ("http://qdrant.example", "http://qdrant.example:6333"),
        ("https://qdrant.example:443/path/", "https://qdrant.example:443/path"),
        ("xyz.eu-central.aws.cloud.qdrant.io", "https://xyz.eu-central.aws.cloud.qdrant.io:6333"),
        ("xyz.cloud.qdrant.io:6333", "https://xyz.cloud.qdrant.io:6333"),
    ],
)
def test_a_host_is_a_name_an_address_or_a_url(host: str, url: str) -> None:
    assert parse_host(host) == url


@pytest.mark.parametrize(
    "host", ["http://", "two words", "host:port", "ftp://x", "https://user:pass@x", "http://x?key=1", "[::1", "a/b c"]
)
def test_anything_else_is_refused_without_showing_it(host: str) -> None:
    with pytest.raises(SettingsError, match="QDRANT_HOST must be") as caught:
        parse_host(host)
    assert "pass" not in str(caught.value).replace("QDRANT_API_KEY", "")


Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], object]


@asynccontextmanager
async def serving(answer: Answer, heads: list[bytes] | None = None) -> AsyncIterator[str]:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            if heads is not None:
                heads.append(head.lower())
            result = answer(reader, writer)
            if asyncio.iscoroutine(result):
                await result
        finally:
            writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    try:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


def answering(status: str, body: object, headers: str = "", kind: str = "application/json") -> Answer:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()

    def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\n{headers}\r\n"
        writer.write(head.encode() + content)

    return answer


async def ask(host: str) -> AskdocsError:
    settings = QdrantSettings(host=host, api_key=SecretStr(KEY), timeout_seconds=1)
    with pytest.warns(UserWarning, match="insecure connection"):
        index = create_index(settings, SIGNATURE)
    with pytest.raises(AskdocsError) as caught:
        await open_retriever(index, WordEmbeddings(), 3).ainvoke("kettle")
    await index.aclose()
    assert KEY not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (answering("401 Unauthorized", {"status": {"error": "no key"}}), "refuses the key. Check QDRANT_API_KEY"),
        (answering("403 Forbidden", {"status": {"error": "read only"}}), "refuses the key. Check QDRANT_API_KEY"),
        (answering("500 Oops", {"status": {"error": "disk is full."}}), "answered 500: disk is full. Its log"),
        (
            answering("500 Oops", {"status": {"error": "No space left on device: WAL"}}),
            "answered 500: No space left on device: WAL. Free space on its disk.",
        ),
        (answering("503 Busy", []), "answered 503: Busy"),
        (answering("408 Request Timeout", b"", kind="text/plain"), "this one came too slowly"),
        (answering("400 Bad", {"status": {"error": "x" * 5000}}), "x" * 300),
        (answering("200 OK", b"<html>Welcome</html>", kind="text/html"), "does not answer like Qdrant"),
        (answering("404 Not Found", b"<html>", kind="text/html"), "does not answer like Qdrant"),
        (lambda _, writer: writer.write(b"\x00\x00 gRPC"), "6334 is gRPC"),
        (lambda _, writer: writer.close(), "cut the connection"),
        (lambda *_: asyncio.sleep(5), "did not answer within 1 s"),
    ],
)
async def test_a_server_that_fails_is_an_error_that_says_what_to_do(answer: Answer, message: str) -> None:
    async with serving(answer) as host:
        error = await ask(host)
    assert isinstance(error, IndexUnavailableError)
    assert message in str(error)
    assert len(str(error)) < 600


async def test_a_server_that_asks_to_wait_is_quoted() -> None:
    async with serving(answering("429 Too Many Requests", {}, "Retry-After: 7\r\n")) as host:
        assert (await ask(host)).retry_after == 7


async def test_a_server_that_is_not_there_is_reported() -> None:
    async with serving(lambda *_: None) as host:
        pass
    error = await ask(host)
    assert isinstance(error, IndexUnavailableError)
    assert "cannot be reached" in str(error)
    assert "QDRANT_HOST" in str(error)


async def test_a_missing_collection_means_that_nothing_is_indexed() -> None:
    missing = answering("404 Not Found", {"status": {"error": "Not found: Collection `x` doesn't exist!"}})
    async with serving(missing) as host:
        client = create_server_client(QdrantSettings(host=host))
        with pytest.raises(IndexMissingError, match="Collection `x` doesn't exist"):
            await client.retrieve("x", [1])
        await client.close()


async def test_a_request_that_came_too_slowly_is_sent_once_more() -> None:
    late = answering("408 Request Timeout", b"", "Connection: close\r\n", kind="text/plain")
    points = answering("200 OK", {"result": {"points": [{"id": 1, "payload": {}}], "next_page_offset": 2}})
    exists = answering("200 OK", {"result": {"exists": True}})
    answers = iter([late, points, late, exists, late, late])

    def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> object:
        return next(answers)(reader, writer)

    async with serving(answer) as host:
        client = create_server_client(QdrantSettings(host=host, timeout_seconds=1))
        records, following = await client.scroll("docs")
        assert ([record.id for record in records], following) == ([1], 2)
        assert await client.collection_exists("docs")
        with pytest.raises(IndexUnavailableError, match="this one came too slowly"):
            await client.collection_exists("docs")
        await client.close()


async def test_no_answer_is_packed() -> None:
    heads: list[bytes] = []
    exists = answering("200 OK", {"result": {"exists": True, "points": []}}, "Connection: close\r\n")
    async with serving(exists, heads) as host:
        client = create_server_client(QdrantSettings(host=host))
        assert await client.collection_exists("docs")
        await client.scroll("docs")
        await client.close()
    assert [b"accept-encoding: identity\r\n" in head for head in heads] == [True, True]


async def test_one_site_can_be_asked_when_another_one_is_closed() -> None:
    async with serving(answering("500 Oops", {"status": {"error": "it was asked"}})) as host:
        factory = IndexFactory(QdrantSettings(host=host), SIGNATURE)
        for site in ("guide", "shop"):
            index = factory.create(site)
            with pytest.raises(IndexUnavailableError, match="it was asked"):
                await index.load_record()
            await index.aclose()
