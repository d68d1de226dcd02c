"""The queries that `ServerClient` writes itself: what is sent, and what is made of answers."""

import json

import pytest
from pydantic import SecretStr
from qdrant_client import models

from app.index.client import DENSE, QueryVector
from app.index.server.client import create_server_client
from app.settings import QdrantSettings
from chains.errors import IndexMissingError, IndexUnavailableError
from tests.support.raw_server import serving

FOUND = b'{"result": {"points": [{"id": "a", "version": 3, "score": 0.5, "payload": {"page_content": "x"}}]}}'

PLAIN = {"exact": False, "indexed_only": False}


def answering(body: bytes, status: bytes = b"200 OK", kind: bytes = b"application/json") -> bytes:
    head = b"HTTP/1.1 %b\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n" % (status, kind, len(body))
    return head + body


async def ask(url: str) -> list[models.ScoredPoint]:
    with pytest.warns(UserWarning, match="insecure connection"):
        client = create_server_client(QdrantSettings(host=url, api_key=SecretStr("key"), timeout_seconds=1))
    vector = QueryVector([0.1, 0.2])
    keep = models.Filter(must=[models.FieldCondition(key="a", match=models.MatchValue(value="b"))])
    sparse = models.SparseVector(indices=[7], values=[1.5])
    prefetch = [
        models.Prefetch.model_construct(
            query=vector, using=DENSE, limit=5, filter=keep, params=models.SearchParams(hnsw_ef=7)
        ),
        models.Prefetch.model_construct(query=sparse, using="bm25", limit=5, filter=None),
    ]
    try:
        response = await client.query_points(
            "a name/x",
            models.RrfQuery(rrf=models.Rrf(k=10)),
            prefetch=prefetch,
            search_params=models.SearchParams(exact=True),
            limit=2,
            with_payload=False,
        )
    finally:
        await client.close()
    return response.points


async def test_a_query_is_sent_as_qdrant_reads_it() -> None:
    async with serving(answering(FOUND)) as server:
        points = await ask(server.url)
    assert points == [models.ScoredPoint(id="a", version=3, score=0.5, payload={"page_content": "x"})]
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /collections/a%20name%2Fx/points/query HTTP/1.1\r\n")
    assert b"api-key: key" in head.lower()
    condition = {"must": [{"key": "a", "match": {"value": "b"}}]}
    assert json.loads(body) == {
        "query": {"rrf": {"k": 10}},
        "using": None,
        "prefetch": [
            {"query": [0.1, 0.2], "using": "dense", "limit": 5, "filter": condition, "params": {"hnsw_ef": 7} | PLAIN},
            {"query": {"indices": [7], "values": [1.5]}, "using": "bm25", "limit": 5},
        ],
        "filter": None,
        "params": {"exact": True, "indexed_only": False},
        "limit": 2,
        "with_payload": False,
        "with_vector": False,
    }


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
    assert vector == [1 / 3]
