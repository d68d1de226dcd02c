from typing import Any

import pytest
from qdrant_client import models

from app.index.embedded import convert
from chains.errors import UsageError


def test_nested_conditions_keep_their_shape() -> None:
    match = models.FieldCondition(key="version", match=models.MatchAny(any=["1", "2"]))
    source = models.Filter(
        must=[
            models.NestedCondition(nested=models.Nested(key="places", filter=models.Filter(must=[match]))),
            models.Filter(should=[models.HasIdCondition(has_id=[1, "00000000-0000-0000-0000-000000000001"])]),
        ],
        must_not=models.FieldCondition(key="hidden", match=models.MatchValue(value="yes")),
    )
    converted: Any = convert.to_filter(source)
    nested, inner = converted.must
    assert (nested.key, nested.filter.must[0].key, nested.filter.must[0].match.value) == (
        "places",
        "version",
        ["1", "2"],
    )
    assert len(inner.should[0].point_ids) == 2
    assert converted.must_not[0].match.value == "yes"


def test_no_filter_stays_none() -> None:
    assert convert.to_filter(None) is None


@pytest.mark.parametrize(
    "condition",
    [
        models.FieldCondition(key="flag", match=models.MatchValue(value=True)),
        models.FieldCondition(key="number", range=models.Range(gt=1)),
        models.FieldCondition(key="text", match=models.MatchPhrase(phrase="a b")),
        models.HasVectorCondition(has_vector="dense"),
    ],
)
def test_an_unknown_condition_is_refused_and_never_ignored(condition: models.Condition) -> None:
    with pytest.raises(UsageError, match="does not know"):
        convert.to_filter(models.Filter(must=[condition]))


@pytest.mark.parametrize(
    "query",
    [
        models.RecommendQuery(recommend=models.RecommendInput(positive=[1])),
        models.NearestQuery(nearest=[1.0], mmr=models.Mmr(diversity=0.5)),
        models.OrderByQuery(order_by="x"),
        models.FusionQuery(fusion=models.Fusion.RRF),
    ],
)
def test_an_unknown_query_is_refused(query: models.Query) -> None:
    with pytest.raises(UsageError, match="does not know the query"):
        convert.to_query_request(models.QueryRequest(query=query))


def test_an_unknown_update_is_refused() -> None:
    update = models.ClearPayloadOperation(clear_payload=models.PointIdsList(points=[1]))
    with pytest.raises(UsageError, match="does not know the update"):
        convert.to_update(update)
