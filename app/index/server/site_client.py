"""What a site sees of a server: its own points. The only place where requests of several sites are kept apart."""

from collections.abc import Awaitable, Callable, Sequence

from app.index.client import Found, Hit, QueryVector, VectorClient, choose_best
from app.index.langchain_store import SparseVector
from app.index.payload import PointFilter
from app.index.qdrant import QueryResponse, models
from app.index.server.client import ServerClient
from app.index.server.searches import create_nearest, create_ranking, read_found, read_scores
from app.index.server.slots import Slot


class SiteClient(VectorClient):
    """The client of a server, in which every request names the site; see `VectorClient`.

    The names of collections are those of slots. `find_current` says which slot the configured name means.
    """

    def __init__(
        self, server: ServerClient, site: str, collection_name: str, find_current: Callable[[], Awaitable[str]]
    ) -> None:
        self._server = server
        self._site = site
        self._collection_name = collection_name
        self._find_current = find_current

    async def query_points(
        self,
        collection_name: str,
        query: list[float] | QueryVector | models.SparseVector | models.Query | None = None,
        *,
        using: str | None = None,
        query_filter: models.Filter | None = None,
        search_params: models.SearchParams | None = None,
        limit: int = 10,
        with_payload: bool | list[str] = True,
        with_vectors: bool | list[str] = False,
    ) -> QueryResponse:
        """See `VectorClient.query_points`."""
        slot = await self._find(collection_name)
        return await self._server.query_points(
            slot.collection,
            query,
            using=using,
            query_filter=slot.narrow(query_filter),
            search_params=search_params,
            limit=limit,
            with_payload=with_payload,
            with_vectors=with_vectors,
            shard_key=slot.shard_key,
        )

    async def search(
        self,
        collection_name: str,
        dense: QueryVector,
        words: SparseVector,
        condition: PointFilter,
        *,
        depth: int,
        limit: int,
        wanted: int,
    ) -> list[Hit]:
        """See `VectorClient.search`."""
        scores = await self.rank(collection_name, dense, words, condition, depth=depth, limit=limit)
        best = choose_best(scores, wanted)
        found = await self.load_near(collection_name, dense, best) if best else []
        return [Hit(str(one.id), one.cosine, one.payload, scores[one.id]) for one in found]

    async def rank(
        self,
        collection_name: str,
        dense: QueryVector,
        words: SparseVector,
        condition: PointFilter,
        *,
        depth: int,
        limit: int,
    ) -> dict[str | int, float]:
        """The ids of the best points and their scores, best first, without what stands in them."""
        slot = await self._find(collection_name)
        request = create_ranking(slot, dense, words, condition, depth=depth, limit=limit)
        return await self._server.post(slot.collection, "query", request, read_scores)

    async def load_near(self, collection_name: str, dense: QueryVector, ids: Sequence[str | int]) -> list[Found]:
        """The points with these ids and their exact cosines; ids that do not exist are left out."""
        slot = await self._find(collection_name)
        return await self._server.post(slot.collection, "query", create_nearest(slot, dense, ids), read_found)

    async def retrieve(
        self,
        collection_name: str,
        ids: Sequence[str | int],
        *,
        with_payload: bool | list[str] = True,
        with_vectors: bool | list[str] = False,
    ) -> list[models.Record]:
        """See `VectorClient.retrieve`. A scroll, because a retrieval has no filter."""
        if not ids:
            return []
        condition = models.Filter(must=[models.HasIdCondition(has_id=list(ids))])
        records, _ = await self.scroll(
            collection_name,
            scroll_filter=condition,
            limit=len(ids),
            with_payload=with_payload,
            with_vectors=with_vectors,
        )
        return records

    async def scroll(
        self,
        collection_name: str,
        *,
        scroll_filter: models.Filter | None = None,
        limit: int = 10,
        offset: str | int | None = None,
        with_payload: bool | list[str] = True,
        with_vectors: bool | list[str] = False,
    ) -> tuple[list[models.Record], str | int | None]:
        """See `VectorClient.scroll`."""
        slot = await self._find(collection_name)
        records, following = await self._server.scroll(
            slot.collection,
            scroll_filter=slot.narrow(scroll_filter),
            limit=limit,
            offset=offset,
            with_payload=with_payload,
            with_vectors=with_vectors,
            shard_key=slot.shard_key,
        )
        return records, following

    async def upsert(self, collection_name: str, points: list[models.PointStruct]) -> models.UpdateResult:
        """See `VectorClient.upsert`."""
        slot = await self._find(collection_name)
        for point in points:
            point.payload = {**(point.payload or {}), **slot.fields}
        return await self._server.upsert(slot.collection, points, shard_key_selector=slot.shard_key)

    async def delete(self, collection_name: str, points_selector: list[str | int]) -> models.UpdateResult:
        """See `VectorClient.delete`."""
        slot = await self._find(collection_name)
        condition = models.Filter(must=[models.HasIdCondition(has_id=list(points_selector))])
        selector = models.FilterSelector(filter=slot.narrow(condition) or condition)
        return await self._server.delete(slot.collection, selector, shard_key_selector=slot.shard_key)

    async def batch_update_points(
        self, collection_name: str, update_operations: Sequence[models.UpdateOperation]
    ) -> list[models.UpdateResult]:
        """See `VectorClient.batch_update_points`. The ids of other sites' points are not known to this one."""
        slot = await self._find(collection_name)
        for operation in update_operations:
            for _, change in operation:
                change.shard_key = slot.shard_key
        return await self._server.batch_update_points(slot.collection, update_operations)

    async def close(self) -> None:
        """See `VectorClient.close`."""
        await self._server.close()

    async def _find(self, collection_name: str) -> Slot:
        if collection_name == self._collection_name:
            collection_name = await self._find_current()
        return Slot.parse(self._site, collection_name)
