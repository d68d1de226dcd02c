"""The few methods of `AsyncQdrantClient` that askdocs calls: its port to both engines."""

from __future__ import annotations

from functools import cached_property
from struct import pack
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.index.langchain_store import SparseVector
    from app.index.payload import PointFilter
    from app.index.qdrant import QueryResponse, models


DENSE = "dense"
SPARSE = "bm25"


class QueryVector(list[float]):
    """A dense vector that several queries ask with: it becomes JSON once."""

    @cached_property
    def json(self) -> bytes:
        """As float32, which is what Qdrant compares: half as long as Python's own numbers."""
        import numpy as np  # noqa: PLC0415 - who only reads a record needs neither
        import orjson  # noqa: PLC0415

        numbers = np.frombuffer(pack(f"{len(self)}f", *self), dtype=np.float32)  # in a sixth of asarray's time
        return orjson.dumps(numbers, option=orjson.OPT_SERIALIZE_NUMPY)


class Found(NamedTuple):
    """A point that a search has found."""

    id: str | int
    cosine: float
    """Of the point's dense vector and the question's."""
    payload: dict[str, Any]


class VectorClient(Protocol):
    """Implemented by `EdgeClient` and `SiteClient`.

    `collection_name` is the configured name, which means the current generation, or `<name>__<generation>`. Every
    method raises only errors of `chains.errors`.
    """

    async def query_points(
        self,
        collection_name: str,
        query: list[float] | models.SparseVector | models.Query | None = None,
        *,
        using: str | None = None,
        query_filter: models.Filter | None = None,
        search_params: models.SearchParams | None = None,
        limit: int = 10,
        with_payload: bool | list[str] = True,
        with_vectors: bool | list[str] = False,
    ) -> QueryResponse:
        """The best points, best first."""
        ...

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
        """The ids of the best points and their scores, best first, without what stands in them.

        They are those of the fusion (RRF) of two searches, each of which finds `depth` points: the one by the dense
        vector, and that by keywords, where there are any.
        """
        ...

    async def load_near(self, collection_name: str, dense: QueryVector, ids: Sequence[str | int]) -> list[Found]:
        """The points with these ids and their exact cosines; ids that do not exist are left out."""
        ...

    async def retrieve(
        self,
        collection_name: str,
        ids: Sequence[str | int],
        *,
        with_payload: bool | list[str] = True,
        with_vectors: bool | list[str] = False,
    ) -> list[models.Record]:
        """The points with these ids; ids that do not exist are left out."""
        ...

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
        """One page of points in the order of their ids, and where the next page begins."""
        ...

    async def upsert(self, collection_name: str, points: list[models.PointStruct]) -> models.UpdateResult:
        """Insert points, or replace those with the same ids."""
        ...

    async def delete(self, collection_name: str, points_selector: list[str | int]) -> models.UpdateResult:
        """Delete the points with these ids."""
        ...

    async def batch_update_points(
        self, collection_name: str, update_operations: Sequence[models.UpdateOperation]
    ) -> list[models.UpdateResult]:
        """Several updates in one request, applied in their order."""
        ...

    async def close(self) -> None:
        """Let go of what is open."""
        ...
