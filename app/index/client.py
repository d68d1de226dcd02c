"""The few methods of `AsyncQdrantClient` that askdocs calls: its port to both engines."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

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

        return orjson.dumps(np.asarray(self, dtype=np.float32), option=orjson.OPT_SERIALIZE_NUMPY)


class VectorClient(Protocol):
    """Implemented by `EdgeClient` and `ServerClient`.

    `collection_name` is the configured name, which means the current generation, or `<name>__<generation>`. Every
    method raises only errors of `chains.errors`.
    """

    async def query_points(
        self,
        collection_name: str,
        query: list[float] | models.SparseVector | models.Query | None = None,
        *,
        using: str | None = None,
        prefetch: list[models.Prefetch] | None = None,
        query_filter: models.Filter | None = None,
        search_params: models.SearchParams | None = None,
        limit: int = 10,
        with_payload: bool | list[str] = True,
        with_vectors: bool | list[str] = False,
    ) -> QueryResponse:
        """The best points, best first."""
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
