"""What is hostile costs no more than in proportion to its length, whichever two characters it repeats."""

import pytest

from tests.support.growth import SPECIAL, check_held_back, check_work


@pytest.mark.parametrize("first", SPECIAL)
def test_the_work_grows_in_proportion_to_the_text(first: str) -> None:
    for second in SPECIAL:
        check_work(first + second)


@pytest.mark.parametrize("first", SPECIAL)
def test_what_is_held_back_is_bounded(first: str) -> None:
    for second in SPECIAL:
        check_held_back(first + second)
