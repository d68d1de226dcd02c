"""The queries that are written past Qdrant's client: what is sent, and what is made of answers."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from pydantic import SecretStr
from qdrant_client import models

from app.index.client import DENSE, Found, Hit, QueryVector
from app.index.langchain_store import SparseVector
from app.index.payload import PlaceFilter, PointFilter
from app.index.server.client import ServerClient, create_server_client
from app.index.server.site_client import SiteClient
from app.index.server.slots import Slot
from app.settings import QdrantSettings
from chains.errors import IndexMissingError, IndexUnavailableError
from tests.support.raw_server import serving

FOUND = b'{"result": {"points": [{"id": "a", "version": 3, "score": 0.5, "payload": {"page_content": "x"}}]}}'
RANKED = b'{"result": {"points": [{"id": 7, "version": 3, "score": 1}, {"id": "a", "version": 3, "score": 0.5}]}}'
COLLECTION = "docs__917a77b468155e6e__4"
BUILD = "20261126t183127183326-40a94715"
OWN = [{"key": "site", "match": {"value": "guide"}}, {"key": "build", "match": {"value": BUILD}}]
INEXACT = {"exact": False, "indexed_only": False}
KEEP = models.Filter(must=[models.FieldCondition(key="a", match=models.MatchValue(value="b"))])


def answering(body: bytes, status: bytes = b"200 OK", kind: bytes = b"application/json") -> bytes:
    head = b"HTTP/1.1 %b\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n" % (status, kind, len(body))
    return head + body


@asynccontextmanager
async def opening(url: str) -> AsyncIterator[ServerClient]:
    with pytest.warns(UserWarning, match="insecure connection"):
        client = create_server_client(QdrantSettings(host=url, api_key=SecretStr("key"), timeout_seconds=1))
    try:
        yield client
    finally:
        await client.close()


async def ask(url: str) -> list[models.ScoredPoint]:
    async with opening(url) as client:
        response = await client.query_points(
            "a name/x",
            QueryVector([0.1, 0.2]),
            using=DENSE,
            query_filter=KEEP,
            search_params=models.SearchParams(exact=True),
            limit=2,
            with_payload=False,
        )
    return response.points


async def find_nowhere() -> str:
    raise AssertionError("the collection is named")


async def rank(url: str, condition: PointFilter, indices: list[int]) -> dict[str | int, float]:
    async with opening(url) as client:
        site = SiteClient(client, "guide", "docs", find_nowhere)
        words = SparseVector(indices=indices, values=[1.5] * len(indices))
        vector = QueryVector([0.5, 0.25])
        return await site.rank(f"{COLLECTION}/{BUILD}", vector, words, condition, depth=50, limit=3)


async def load_near(url: str, ids: list[str | int]) -> list[Found]:
    async with opening(url) as client:
        site = SiteClient(client, "guide", "docs", find_nowhere)
        return await site.load_near(f"{COLLECTION}/{BUILD}", QueryVector([0.5, 0.25]), ids)


async def search(url: str) -> list[Hit]:
    async with opening(url) as client:
        site = SiteClient(client, "guide", "docs", find_nowhere)
        words, vector = SparseVector(indices=[7], values=[1.5]), QueryVector([0.5, 0.25])
        return await site.search(f"{COLLECTION}/{BUILD}", vector, words, None, depth=50, limit=3, wanted=1)


def read(request: bytes) -> Any:
    return json.loads(request.partition(b"\r\n\r\n")[2])


async def test_a_query_is_sent_as_qdrant_reads_it() -> None:
    async with serving(answering(FOUND)) as server:
        points = await ask(server.url)
    assert points == [models.ScoredPoint(id="a", version=3, score=0.5, payload={"page_content": "x"})]
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /collections/a%20name%2Fx/points/query HTTP/1.1\r\n")
    assert b"api-key: key" in head.lower()
    assert json.loads(body) == {
        "query": [0.1, 0.2],
        "using": "dense",
        "filter": {"must": [{"key": "a", "match": {"value": "b"}}]},
        "params": {"exact": True, "indexed_only": False},
        "limit": 2,
        "with_payload": False,
        "with_vector": False,
    }


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        (None, []),
        (KEEP, [{"key": "a", "match": {"value": "b"}}]),
        (PlaceFilter("2", "en"), [{"key": "metadata.scopes", "match": {"any": ["en/2", "en/", "/2", "/"]}}]),
    ],
)
async def test_a_ranking_asks_two_searches_for_the_sites_own_points(condition: PointFilter, told: list[Any]) -> None:
    async with serving(answering(RANKED)) as server:
        assert await rank(server.url, condition, [7]) == {7: 1.0, "a": 0.5}
    own = {"must": [*OWN, *told]}
    tuned = {"quantization": {"ignore": False, "rescore": True, "oversampling": 6.0}}
    assert read(server.requests[0]) == {
        "query": {"rrf": {"k": 10}},
        "prefetch": [
            {"query": [0.5, 0.25], "using": "dense", "limit": 50, "filter": own, "params": INEXACT | tuned},
            {"query": {"indices": [7], "values": [1.5]}, "using": "bm25", "limit": 50, "filter": own},
        ],
        "limit": 3,
        "with_payload": False,
        "shard_key": Slot.parse("guide", COLLECTION).shard_key,
    }


async def test_a_question_of_stopwords_alone_is_ranked_by_its_vector() -> None:
    async with serving(answering(RANKED)) as server:
        await rank(server.url, None, [])
    assert [half["using"] for half in read(server.requests[0])["prefetch"]] == ["dense"]


async def test_the_cosines_and_texts_of_a_ranking_are_asked_for_by_id() -> None:
    async with serving(answering(FOUND)) as server:
        assert await load_near(server.url, [7, "a"]) == [Found("a", 0.5, {"page_content": "x"})]
    assert read(server.requests[0]) == {
        "query": [0.5, 0.25],
        "using": "dense",
        "filter": {"must": [*OWN, {"has_id": [7, "a"]}]},
        "params": {"exact": True, "indexed_only": False},
        "limit": 2,
        "with_payload": True,
        "shard_key": Slot.parse("guide", COLLECTION).shard_key,
    }


async def test_a_search_asks_for_the_texts_of_the_best_alone() -> None:
    async with serving(answering(FOUND)) as server:
        assert await search(server.url) == [Hit("a", 0.5, {"page_content": "x"}, 0.5)]
        assert read(server.requests[1])["filter"]["must"][-1] == {"has_id": ["a"]}


async def test_where_nothing_is_found_nothing_more_is_asked() -> None:
    async with serving(answering(b'{"result": {"points": []}}')) as server:
        assert await search(server.url) == []
        assert len(server.requests) == 1


@pytest.mark.parametrize(
    "body",
    [
        b'{"result": {"points": [{"id": "a", "payload": {}}]}}',
        b'{"result": {"points": [{"id": "a", "score": "?", "payload": {}}]}}',
        b'{"result": {"points": [{"id": [1], "score": 1, "payload": [1]}]}}',
        b'{"result": {"points": 7}}',
        b'{"result": null}',
    ],
)
async def test_a_search_whose_answer_is_none_is_an_error_that_says_what_to_do(body: bytes) -> None:
    async with serving(answering(body)) as server:
        with pytest.raises(IndexUnavailableError, match="does not answer like Qdrant"):
            await rank(server.url, None, [7])
    async with serving(answering(body)) as server:
        with pytest.raises(IndexUnavailableError, match="does not answer like Qdrant"):
            await load_near(server.url, [7])


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (answering(b'{"status": {"error": "disk is full."}}', b"500 Oops"), "answered 500: disk is full. Its log"),
        (answering(b"{}", b"401 Unauthorized"), "refuses the key. Check QDRANT_API_KEY"),
        (answering(b"<html>", kind=b"text/html"), "does not answer like Qdrant"),
        (answering(b"<html>", b"404 Not Found", b"text/html"), "does not answer like Qdrant"),
        (answering(b'{"result": []}'), "does not answer like Qdrant"),
        (answering(b'{"result": {"points": [{"id": "a"}]}}'), "does not answer like Qdrant"),
        (answering(b"[]"), "does not answer like Qdrant"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{", "did not answer within 1 s"),
    ],
)
async def test_what_is_no_answer_is_an_error_that_says_what_to_do(answer: bytes, message: str) -> None:
    async with serving(answer) as server:
        with pytest.raises(IndexUnavailableError) as caught:
            await ask(server.url)
    assert message in str(caught.value)


async def test_a_missing_collection_means_that_nothing_is_indexed() -> None:
    missing = answering(b'{"status": {"error": "Not found: Collection `x`!"}}', b"404 Not Found")
    async with serving(missing) as server:
        with pytest.raises(IndexMissingError, match="Collection `x`"):
            await ask(server.url)


def test_a_vector_becomes_json_once_and_as_float32() -> None:
    vector = QueryVector([1 / 3])
    assert vector.json == b"[0.33333334]"
    assert vector.json is vector.json
    assert list(vector) == [1 / 3]
    assert QueryVector(vector) == vector
