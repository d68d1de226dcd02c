"""What is hostile costs no more than in proportion to its length. `tests/contract` tries all pairs of characters."""

import pytest

from tests.support.growth import SPECIAL, check_held_back, check_work

PIECES = [*SPECIAL, "[1]", "![a](", "`` ` ", "- > ", "$a$ "]


@pytest.mark.parametrize("piece", PIECES)
def test_four_times_the_text_takes_at_most_four_times_the_work(piece: str) -> None:
    check_work(piece)


@pytest.mark.parametrize("piece", PIECES)
def test_what_is_held_back_is_bounded(piece: str) -> None:
    check_held_back(piece)
