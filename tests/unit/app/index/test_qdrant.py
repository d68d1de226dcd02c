import pytest
from pydantic import BaseModel, ValidationError

from app.index.qdrant import QueryResponse, models


def test_a_model_that_is_built_late_checks_its_values() -> None:
    with pytest.raises(ValidationError, match="size"):
        models.VectorParams(
            size="long",
            distance=models.Distance.COSINE,
        )
    assert QueryResponse.model_validate({"points": [{"id": 1, "version": 2, "score": 0.5}]}).points[0].score == 0.5


def test_other_models_are_built_when_somebody_says_so() -> None:
    class Branch(BaseModel):
        leaves: "list[Leaf]"

    class Leaf(BaseModel):
        name: str

    assert not Branch.__pydantic_complete__
    assert Branch.model_rebuild(_types_namespace={"Leaf": Leaf})
    assert Branch.__pydantic_complete__
