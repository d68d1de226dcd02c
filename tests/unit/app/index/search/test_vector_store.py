from collections.abc import Sequence
from typing import Any, cast

from app.index.client import Found, QueryVector, VectorClient
from app.index.search.sparse import BM25
from app.index.search.vector_store import DocsVectorStore
from tests.support.sites import WordEmbeddings


class FixedClient:
    """Ranks the same points for every question, and has these cosines; keeps what it was asked for."""

    def __init__(self, scores: dict[int, float], cosines: dict[int, float]) -> None:
        self.asked: list[Any] = []
        self._scores = scores
        self._cosines = cosines

    async def rank(self, _: str, *__: Any, depth: int, limit: int) -> dict[int, float]:
        self.asked.append((depth, limit))
        return self._scores

    async def load_near(self, _: str, __: QueryVector, ids: Sequence[int]) -> list[Found]:
        self.asked.append(ids)
        return [Found(one, cosine, {}) for one, cosine in self._cosines.items() if one in ids]


async def search(client: FixedClient, k: int = 3) -> list[tuple[int, float]]:
    store = DocsVectorStore(cast("VectorClient", client), "docs", WordEmbeddings(), BM25("english"))
    return [(int(hit.id), hit.cosine) for hit in await store.asearch_points("kettle", k)]


async def test_the_best_come_first_and_equals_by_their_cosines() -> None:
    client = FixedClient({1: 0.5, 2: 0.4, 3: 0.4, 4: 0.1}, {4: 0.9, 3: 0.8, 2: 0.7, 1: 0.6})
    assert await search(client) == [(1, 0.6), (3, 0.8), (2, 0.7)]


async def test_passages_and_cosines_are_asked_only_for_the_best_and_their_equals() -> None:
    client = FixedClient({7: 0.5, 8: 0.4, 9: 0.4, 10: 0.3}, {7: 0.5, 8: 0.6, 9: 0.7})
    assert await search(client, 2) == [(7, 0.5), (9, 0.7)]
    assert client.asked == [(50, 10), [7, 8, 9]]


async def test_a_point_that_is_deleted_meanwhile_is_left_out() -> None:
    assert await search(FixedClient({1: 0.5, 2: 0.4}, {2: 0.7})) == [(2, 0.7)]


async def test_where_nothing_is_found_nothing_more_is_asked() -> None:
    client = FixedClient({}, {})
    assert await search(client) == []
    assert len(client.asked) == 1
