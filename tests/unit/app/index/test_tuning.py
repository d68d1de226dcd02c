"""How vectors are searched, by their length."""

import pytest

from app.index.tuning import choose_tuning


def test_long_vectors_have_a_bit_for_each_number_and_short_ones_a_byte() -> None:
    lengths = (128, 383, 384, 768, 3072)
    assert [choose_tuning(dimensions).is_binary for dimensions in lengths] == [False, False, True, True, True]


@pytest.mark.parametrize("dimensions", [384, 3072])
def test_what_the_small_copies_find_is_ranked_by_the_vectors_themselves(dimensions: int) -> None:
    asked = choose_tuning(dimensions).params.quantization
    assert asked is not None
    assert asked.rescore
    assert (asked.oversampling or 0) >= 2
