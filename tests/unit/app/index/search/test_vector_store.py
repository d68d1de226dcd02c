from typing import Any, cast

from qdrant_client import models
from qdrant_client.http.models import QueryResponse

from app.index.client import VectorClient
from app.index.search.sparse import BM25
from app.index.search.vector_store import DocsVectorStore
from tests.support.sites import WordEmbeddings


class FixedClient:
    """Finds the same points for every hybrid query, and has these cosines; keeps what it was asked."""

    def __init__(self, scores: dict[int, float], cosines: dict[int, float]) -> None:
        self.asked: list[dict[str, Any]] = []
        self._scores = scores
        self._cosines = cosines

    async def query_points(self, _: str, query: Any, **options: Any) -> QueryResponse:
        self.asked.append(options)
        found = self._scores
        if not isinstance(query, models.RrfQuery):
            wanted = options["query_filter"].must[0].has_id
            found = {one: cosine for one, cosine in self._cosines.items() if one in wanted}
        return QueryResponse(
            points=[models.ScoredPoint(id=one, version=1, score=score) for one, score in found.items()]
        )


async def search(client: FixedClient, k: int = 3) -> list[tuple[Any, float]]:
    store = DocsVectorStore(cast("VectorClient", client), "docs", WordEmbeddings(), BM25("english"))
    return [(point.id, cosine) for point, cosine in await store.asearch_points("kettle", k)]


async def test_the_best_come_first_and_equals_by_their_cosines() -> None:
    client = FixedClient({1: 0.5, 2: 0.4, 3: 0.4, 4: 0.1}, {4: 0.9, 3: 0.8, 2: 0.7, 1: 0.6})
    assert await search(client) == [(1, 0.6), (3, 0.8), (2, 0.7)]


async def test_passages_and_cosines_are_asked_only_for_the_best_and_their_equals_and_vectors_never() -> None:
    client = FixedClient({7: 0.5, 8: 0.4, 9: 0.4, 10: 0.3}, {7: 0.5, 8: 0.6, 9: 0.7})
    assert await search(client, 2) == [(7, 0.5), (9, 0.7)]
    fused, near = client.asked
    assert fused["with_payload"] is False
    assert near["query_filter"].must[0].has_id == [7, 8, 9]
    assert near["limit"] == 3
    assert not any(options.get("with_vectors") for options in client.asked)


async def test_a_point_that_is_deleted_meanwhile_is_left_out() -> None:
    assert await search(FixedClient({1: 0.5, 2: 0.4}, {2: 0.7})) == [(2, 0.7)]


async def test_where_nothing_is_found_nothing_more_is_asked() -> None:
    client = FixedClient({}, {})
    assert await search(client) == []
    assert len(client.asked) == 1
