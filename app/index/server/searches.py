"""The two queries of a search (decision 0009) as JSON, and what Qdrant answers.

Through Qdrant's models they cost ten times as much CPU. What many questions have in common is encoded once.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from app.index.client import DENSE, SPARSE, Found, QueryVector
from app.index.langchain_store import SparseVector
from app.index.payload import PlaceFilter, PointFilter
from app.index.server.client import encode
from app.index.server.slots import Slot
from app.index.tuning import EXACT, RRF_K, choose_tuning

_FUSION = {"rrf": {"k": RRF_K}}


def create_ranking(
    slot: Slot, dense: QueryVector, words: SparseVector, condition: PointFilter, *, depth: int, limit: int
) -> dict[str, Any]:
    """See `SiteClient.rank`: what both searches find is the slot's own. Raises what `Slot.narrow` does."""
    own = _encode_places(slot, condition) if isinstance(condition, PlaceFilter) else encode(slot.narrow(condition))
    halves: list[dict[str, Any]] = [
        {"query": encode(dense), "using": DENSE, "limit": depth, "filter": own, "params": _encode_params(len(dense))}
    ]
    if words.indices:  # a question of stopwords alone has no keywords
        keywords = {"indices": words.indices, "values": words.values}
        halves.append({"query": keywords, "using": SPARSE, "limit": depth, "filter": own})
    return {"query": _FUSION, "prefetch": halves, "limit": limit, "with_payload": False} | slot.shard


def create_nearest(slot: Slot, dense: QueryVector, ids: Sequence[str | int]) -> dict[str, Any]:
    """See `SiteClient.load_near`. Raises what `Slot.narrow` does."""
    return {
        "query": encode(dense),
        "using": DENSE,
        "filter": {"must": [*_encode_own(slot), {"has_id": ids}]},
        "params": _encode_exact(),
        "limit": len(ids),
        "with_payload": True,
    } | slot.shard


def read_scores(result: Any) -> dict[str | int, float]:
    """What a ranking found. Raises ValueError, KeyError or TypeError for what is no answer of Qdrant's."""
    return {point["id"]: float(point["score"]) for point in result["points"]}


def read_found(result: Any) -> list[Found]:
    """The points with their payloads. Raises what `read_scores` raises."""
    return [Found(point["id"], float(point["score"]), {**(point["payload"] or {})}) for point in result["points"]]


@lru_cache(maxsize=4096)
def _encode_places(slot: Slot, places: PlaceFilter) -> Any:
    return encode(slot.narrow(places.create_condition()))


@lru_cache(maxsize=4096)
def _encode_own(slot: Slot) -> Sequence[Any]:
    own: Any = slot.narrow()
    return [encode(condition) for condition in own.must] if own is not None else []


@cache
def _encode_exact() -> Any:
    return encode(EXACT)


@cache
def _encode_params(dimensions: int) -> Any:
    return encode(choose_tuning(dimensions).params)
