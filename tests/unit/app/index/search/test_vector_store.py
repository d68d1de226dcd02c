from typing import Any, cast

from app.index.client import Hit, VectorClient, choose_best
from app.index.search.sparse import BM25
from app.index.search.vector_store import DocsVectorStore
from tests.support.sites import WordEmbeddings


class FixedClient:
    """Ranks the same points for every question, and has these cosines; keeps what it was asked for."""

    def __init__(self, scores: dict[int, float], cosines: dict[int, float]) -> None:
        self.asked: list[Any] = []
        self._scores = scores
        self._cosines = cosines

    async def search(self, _: str, *__: Any, depth: int, limit: int, wanted: int) -> list[Hit]:
        self.asked.append((depth, limit, wanted))
        best = choose_best(self._scores, wanted)
        return [Hit(str(one), cosine, {}, self._scores[one]) for one, cosine in self._cosines.items() if one in best]


async def search(client: FixedClient, k: int = 3) -> list[tuple[int, float]]:
    store = DocsVectorStore(cast("VectorClient", client), "docs", WordEmbeddings(), BM25("english"))
    return [(int(hit.id), hit.cosine) for hit in await store.asearch_points("kettle", k)]


async def test_the_best_come_first_and_equals_by_their_cosines() -> None:
    client = FixedClient({1: 0.5, 2: 0.4, 3: 0.4, 4: 0.1}, {4: 0.9, 3: 0.8, 2: 0.7, 1: 0.6})
    assert await search(client) == [(1, 0.6), (3, 0.8), (2, 0.7)]


async def test_each_half_brings_fifty_and_the_fusion_a_few_more_than_are_wanted() -> None:
    client = FixedClient({7: 0.5, 8: 0.4, 9: 0.4, 10: 0.3}, {7: 0.5, 8: 0.6, 9: 0.7})
    assert await search(client, 2) == [(7, 0.5), (9, 0.7)]
    assert client.asked == [(50, 10, 2)]


def test_the_best_are_those_that_are_wanted_and_what_equals_the_last() -> None:
    scores = {7: 0.5, 8: 0.4, 9: 0.4, 10: 0.3}
    assert choose_best(scores, 1) == [7]
    assert choose_best(scores, 2) == [7, 8, 9]
    assert choose_best(scores, 9) == [7, 8, 9, 10]
    assert choose_best({}, 3) == []


async def test_a_point_that_is_deleted_meanwhile_is_left_out() -> None:
    assert await search(FixedClient({1: 0.5, 2: 0.4}, {2: 0.7})) == [(2, 0.7)]
