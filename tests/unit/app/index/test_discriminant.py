"""What the vector of a question adds to its nearness."""

import numpy as np
import pytest
from pydantic import ValidationError

from app.index.discriminant import DISCRIMINANT_WEIGHT, Discriminant


def test_a_question_leans_to_one_side_and_never_further_than_the_weight() -> None:
    one = Discriminant.create(np.array([2.0, -2.0]), 0.0)
    assert one.measure([0.25, 0.0]) == pytest.approx(DISCRIMINANT_WEIGHT / 2)
    assert one.measure([0.0, 0.25]) == pytest.approx(-DISCRIMINANT_WEIGHT / 2)
    assert one.measure([9.0, 0.0]) == DISCRIMINANT_WEIGHT
    assert one.measure([0.0, 9.0]) == -DISCRIMINANT_WEIGHT
    assert Discriminant.create(np.array([2.0, -2.0]), 0.5).measure([0.25, 0.0]) == 0


def test_it_is_the_same_after_it_was_written_and_read() -> None:
    one = Discriminant.create(np.linspace(-1, 1, 384), 0.125)
    assert Discriminant.model_validate_json(one.model_dump_json()) == one


@pytest.mark.parametrize("written", ["", "A", "AA==", "AAAA"])
def test_weights_that_are_no_numbers_are_refused(written: str) -> None:
    with pytest.raises(ValidationError):
        Discriminant.model_validate({"weights": written, "offset": 0})


def test_numbers_that_are_none_tell_nothing() -> None:
    assert Discriminant.create(np.array([np.inf, 1.0]), 0.0).measure([1.0, 1.0]) == 0
    with pytest.raises(ValidationError):
        Discriminant.model_validate({"weights": "ADwAPA==", "offset": float("nan")})


def test_a_vector_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="size"):
        Discriminant.create(np.array([1.0, 1.0]), 0.0).measure([1.0])
