"""Translates `qdrant_client.models` into Qdrant Edge's own objects, and its results back."""

from collections.abc import Iterable, Sequence
from typing import Any, cast
from uuid import UUID

import qdrant_edge as edge

from app.index.client import QueryVector
from app.index.qdrant import QueryResponse, models
from chains.errors import UsageError


def to_filter(source: models.Filter | None) -> edge.Filter | None:
    """Any nesting of the conditions below.

    Raises:
        UsageError: a condition or match that the embedded index does not know.
    """
    if source is None:
        return None
    min_should = None
    if source.min_should is not None:
        min_should = edge.MinShould(_to_conditions(source.min_should.conditions) or [], source.min_should.min_count)
    return edge.Filter(
        must=_to_conditions(source.must),
        should=_to_conditions(source.should),
        must_not=_to_conditions(source.must_not),
        min_should=min_should,
    )


def _to_conditions(source: Any) -> list[Any] | None:
    if source is None:
        return None
    return [_to_condition(item) for item in (source if isinstance(source, list) else [source])]


def _to_condition(source: Any) -> Any:
    match source:
        case models.FieldCondition(range=None, geo_bounding_box=None, geo_radius=None, geo_polygon=None):
            match_ = None if source.match is None else _to_match(source.match)
            return edge.FieldCondition(source.key, match=match_, is_empty=source.is_empty, is_null=source.is_null)
        case models.NestedCondition():
            return edge.NestedCondition(source.nested.key, _require_filter(source.nested.filter))
        case models.HasIdCondition():
            return edge.HasIdCondition(set(source.has_id))
        case models.IsEmptyCondition():
            return edge.IsEmptyCondition(source.is_empty.key)
        case models.IsNullCondition():
            return edge.IsNullCondition(source.is_null.key)
        case models.Filter():
            return to_filter(source)
        case _:
            raise UsageError(f"The embedded index does not know the filter condition {type(source).__name__}.")


def _require_filter(source: models.Filter) -> edge.Filter:
    return to_filter(source) or edge.Filter()


def _to_match(source: Any) -> Any:
    match source:
        case models.MatchValue(value=str() | int() as value) if not isinstance(value, bool):  # Edge takes True for 1
            return edge.MatchValue(value)
        case models.MatchAny():
            return edge.MatchAny(source.any)
        case models.MatchExcept():
            return edge.MatchExcept(source.except_)
        case models.MatchText():
            return edge.MatchText(source.text)
        case _:
            raise UsageError(f"The embedded index does not know the match {type(source).__name__}.")


def to_query_request(source: models.QueryRequest) -> edge.QueryRequest:
    """A search by one query: a search that fuses several is the engine's own (`EdgeClient.search`)."""
    return edge.QueryRequest(
        limit=10 if source.limit is None else source.limit,
        offset=source.offset or 0,
        query=_to_query(source.query, source.using),
        with_vector=_to_selector(source.with_vector),
        with_payload=_to_selector(source.with_payload),
        filter=to_filter(source.filter),
        score_threshold=source.score_threshold,
        params=to_params(source.params),
    )


def _to_query(source: Any, using: str | None) -> Any:
    match source:
        case None:
            return None
        case models.NearestQuery(mmr=None):
            return _to_query(source.nearest, using)
        case models.SparseVector():
            return edge.Query.Nearest(edge.SparseVector(source.indices, source.values), using)
        case list() | QueryVector():
            return to_nearest(source, using)
        case _:
            raise UsageError(f"The embedded index does not know the query {type(source).__name__}.")


def to_nearest(vector: list[float] | QueryVector, using: str | None) -> Any:
    """What is near a dense vector: the engine reads any sequence, though it names lists alone."""
    return edge.Query.Nearest(cast("list[float]", vector), using)


def to_params(source: models.SearchParams | None) -> edge.SearchParams | None:
    """How a search is to be made."""
    if source is None:
        return None
    return edge.SearchParams(
        hnsw_ef=source.hnsw_ef, exact=bool(source.exact), quantization=_to_quantization(source.quantization)
    )


def _to_quantization(source: models.QuantizationSearchParams | None) -> edge.QuantizationSearchParams | None:
    if source is None:
        return None
    return edge.QuantizationSearchParams(
        ignore=bool(source.ignore), rescore=source.rescore, oversampling=source.oversampling
    )


def _to_selector(source: Any) -> Any:
    if source is None or isinstance(source, bool | list):
        return source or False
    raise UsageError("The embedded index takes true, false or a list of names for with_payload and with_vectors.")


def to_points(source: Iterable[models.PointStruct]) -> list[edge.Point]:
    """Points with named vectors, dense or sparse."""
    return [edge.Point(point.id, _to_vectors(point.vector), point.payload) for point in source]


def _to_vectors(source: Any) -> Any:
    return {
        name: edge.SparseVector(vector.indices, vector.values) if isinstance(vector, models.SparseVector) else vector
        for name, vector in source.items()
    }


def to_update(source: models.UpdateOperation) -> edge.UpdateOperation:
    """One of the updates of `batch_update_points`."""
    match source:
        case models.SetPayloadOperation(set_payload=models.SetPayload(points=list() as ids, filter=None) as change):
            return edge.UpdateOperation.set_payload(to_ids(ids), change.payload, change.key)
        case models.DeleteOperation(delete=models.PointIdsList(points=ids)):
            return edge.UpdateOperation.delete_points(to_ids(ids))
        case models.UpsertOperation(upsert=models.PointsList(points=points)):
            return edge.UpdateOperation.upsert_points(to_points(points))
        case _:
            raise UsageError(f"The embedded index does not know the update {type(source).__name__}.")


def to_ids(source: Sequence[str | int | UUID]) -> list[str | int | UUID]:
    """Edge takes ids as they are; the copy only widens their type."""
    return list(source)


def from_scored_points(source: Iterable[edge.ScoredPoint]) -> QueryResponse:
    """Found points. Built without validation: pydantic would look at every number of every vector."""
    return QueryResponse.model_construct(
        points=[
            models.ScoredPoint.model_construct(
                id=from_id(point.id),
                version=point.version,
                score=point.score,
                payload=point.payload,
                vector=_from_vectors(point.vector),
            )
            for point in source
        ]
    )


def from_records(source: Iterable[edge.Record]) -> list[models.Record]:
    """Points that were asked for by id, or scrolled over."""
    return [
        models.Record.model_construct(
            id=from_id(record.id), payload=record.payload, vector=_from_vectors(record.vector)
        )
        for record in source
    ]


def from_id(source: str | int | UUID) -> str | int:
    """Edge gives UUID objects where a server gives strings."""
    return source if isinstance(source, int) else str(source)


def _from_vectors(source: Any) -> Any:
    if not isinstance(source, dict):
        return source
    return {
        name: models.SparseVector(indices=vector.indices, values=vector.values)
        if isinstance(vector, edge.SparseVector)
        else vector
        for name, vector in source.items()
    }
