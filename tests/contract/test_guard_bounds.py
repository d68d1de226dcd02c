"""What is hostile costs no more than in proportion to its length, whichever two characters it repeats."""

import pytest

from tests.support.growth import SPECIAL, check_held_back, check_work


@pytest.mark.parametrize("first", SPECIAL)
def test_four_times_the_text_takes_at_most_four_times_the_work(first: str) -> None:
    for second in SPECIAL:
        check_work(first + second)


@pytest.mark.parametrize("first", SPECIAL)
def test_what_is_held_back_is_bounded(first: str) -> None:
    for second in SPECIAL:
        check_held_back(first + second)
