import numpy as np
import pytest

from app.insights.questions import read_vector, write_vector


def test_a_vector_is_stored_and_read() -> None:
    vector = np.array([0.25, -1.0, 0.5], dtype=np.float32)
    assert read_vector(write_vector(vector)).tolist() == vector.tolist()  # type: ignore[union-attr]  # there is one


@pytest.mark.parametrize("stored", [None, b"", b"abc"])
def test_no_vector_and_half_of_one_are_none(stored: bytes | None) -> None:
    assert read_vector(stored) is None
