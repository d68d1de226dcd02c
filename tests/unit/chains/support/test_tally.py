"""Counting for many places at once gives what counting for each place gives."""

from random import Random

import pytest

from chains.support.tally import count, find_at_least, find_most, find_places, widen


@pytest.mark.parametrize("seed", range(20))
def test_counts_are_those_of_each_place_alone(seed: int) -> None:
    random = Random(seed)
    size = random.choice([1, 5, 70, 300])
    found = [(random.getrandbits(size), random.choice([1, 2])) for _ in range(random.randrange(1, 30))]
    alone = [sum(weight for places, weight in found if places >> place & 1) for place in range(size)]
    digits = count(found)
    most, places = find_most(digits)
    assert most == max(alone)
    if most:
        assert list(find_places(places)) == [place for place in range(size) if alone[place] == most]
    for least in range(1, most + 1):
        expected = [place for place in range(size) if alone[place] >= least]
        assert list(find_places(find_at_least(digits, least))) == expected


def test_of_nothing_the_largest_count_is_zero() -> None:
    assert find_most(count([]))[0] == 0
    assert list(find_places(0)) == []


def test_places_widen_to_those_beside_them() -> None:
    assert list(find_places(widen(0b10010))) == [0, 1, 2, 3, 4, 5]
    assert list(find_places(widen(1))) == [0, 1]
