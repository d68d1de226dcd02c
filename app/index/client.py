"""The few methods of `AsyncQdrantClient` that askdocs calls: its port to both engines."""

from __future__ import annotations

from array import array
from functools import cached_property
from struct import pack
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.index.langchain_store import SparseVector
    from app.index.payload import PointFilter
    from app.index.qdrant import QueryResponse, models


DENSE = "dense"
SPARSE = "bm25"
Id = TypeVar("Id")


class QueryVector(array):  # type: ignore[type-arg] # of floats; array[float] is no class at run time
    """A dense vector that several queries ask with: it becomes JSON once.

    It waits for its searches in 8 bytes a number; in a list of Python's numbers each has 32.
    """

    def __new__(cls, numbers: Sequence[float]) -> Self:
        """Of any sequence."""
        content = numbers if isinstance(numbers, array) else pack(f"{len(numbers)}d", *numbers)
        return super().__new__(cls, "d", content)  # type: ignore[return-value] # typeshed forgets the class

    @cached_property
    def json(self) -> bytes:
        """As float32, which is what Qdrant compares: half as long as Python's own numbers."""
        import numpy as np  # noqa: PLC0415 - who only reads a record needs neither
        import orjson  # noqa: PLC0415

        return orjson.dumps(np.asarray(self, dtype=np.float32), option=orjson.OPT_SERIALIZE_NUMPY)


class Found(NamedTuple):
    """A point that a search has found."""

    id: str | int
    cosine: float
    """Of the point's dense vector and the question's."""
    payload: dict[str, Any]


class Hit(NamedTuple):
    """A point that the fusion of two searches has found."""

    id: str
    cosine: float
    """Of the point's dense vector and the question's."""
    payload: dict[str, Any]
    score: float
    """Of the fusion."""


def choose_best(scores: Mapping[Id, float], wanted: int) -> list[Id]:
    """The first so many of what stands in the order of its scores, and what is as good as the last of them."""
    lowest = min([*scores.values()][:wanted], default=0.0)
    return [one for one, score in scores.items() if score >= lowest]


class VectorClient(Protocol):
    """Implemented by `EdgeClient` and `SiteClient`.

    `collection_name` is the configured name, which means the current generation, or `<name>__<generation>`. Every
    method raises only errors of `chains.errors`.
    """

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
        """The best points, best first."""
        ...

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
        """The `wanted` best points of a fusion (RRF), and those with the score of the last; in any order.

        Two searches are fused, each of which finds `depth` points: the one by the dense vector, and that by keywords,
        where there are any. The fusion brings `limit` points, the engine is asked for cosines and payloads of the best
        alone (decision 0009). A point that is deleted in between is left out.
        """
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
