"""Counts for many places at once: a set of places is an integer with a bit for each, as are the digits of counts.

Sentences have no more than a few hundred places and a dozen words, so that a handful of operations on integers takes
the place of a loop over all places of all words.
"""

from collections.abc import Iterable, Iterator


def count(found: Iterable[tuple[int, int]]) -> list[int]:
    """Add up weights, each 1 or 2, at their places: bit n of the k-th integer is the k-th binary digit of place n."""
    digits: list[int] = []
    for places, weight in found:
        digit, carried = weight - 1, places
        while carried:
            while digit >= len(digits):
                digits.append(0)
            digits[digit], carried = digits[digit] ^ carried, digits[digit] & carried
            digit += 1
    return digits


def find_most(digits: list[int]) -> tuple[int, int]:
    """The largest count, and the places that have it; of nothing, 0 and all places."""
    most, places = 0, -1
    for digit in reversed(digits):
        most *= 2
        if places & digit:
            places &= digit
            most += 1
    return most, places


def read_count(digits: list[int], place: int) -> int:
    """The count at one place."""
    return sum([(digit >> place & 1) << number for number, digit in enumerate(digits)])


def find_at_least(digits: list[int], least: int) -> int:
    """The places whose count is so large; `least` is at most the largest count, and not 0."""
    above, equal = 0, -1
    for number in reversed(range(len(digits))):
        if least >> number & 1:
            equal &= digits[number]
        else:
            above |= equal & digits[number]
            equal &= ~digits[number]
    return above | equal


def widen(places: int) -> int:
    """The places and those beside them."""
    return places | places << 1 | places >> 1


def find_places(places: int) -> Iterator[int]:
    """The numbers of the places, from the smallest."""
    while places:
        lowest = places & -places
        yield lowest.bit_length() - 1
        places ^= lowest
