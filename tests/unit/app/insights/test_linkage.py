import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.insights.linkage import group


def create_likeness(points: list[float]) -> np.ndarray:
    """Points on a line; 1 apart is a likeness of 0."""
    line = np.array(points, dtype=np.float32)
    return 1 - abs(line[:, None] - line[None, :])


def test_what_is_near_is_one_group_and_what_is_far_is_alone() -> None:
    likeness = create_likeness([0, 0.1, 5, 0.2, 9, 5.1])
    assert group(likeness, [None] * 6) == [[0, 1, 3], [2, 5], [4]]


def test_nothing_makes_no_group_and_one_question_makes_one() -> None:
    assert group(np.zeros((0, 0), dtype=np.float32), []) == []
    assert group(np.ones((1, 1), dtype=np.float32), [None]) == [[0]]


def test_a_new_question_joins_the_known_group_that_is_near() -> None:
    likeness = create_likeness([0, 0.5, 3, 0.2])
    assert group(likeness, [7, 7, 8, None]) == [[0, 1, 3], [2]]


def test_two_known_groups_are_never_joined() -> None:
    likeness = create_likeness([0, 0.01, 0.02])
    assert group(likeness, [1, 2, None]) in ([[0, 2], [1]], [[1, 2], [0]])


def test_known_members_stay_together_however_far_they_are() -> None:
    assert group(create_likeness([0, 9]), [4, 4]) == [[0, 1]]


def join_one_by_one(likeness: np.ndarray, max_distance: float) -> list[list[int]]:
    """Average linkage as the textbooks say it: of all pairs, the nearest is joined, until it is too far."""
    groups = [[number] for number in range(len(likeness))]
    while len(groups) > 1:
        pairs = [(a, b) for a in range(len(groups)) for b in range(a)]
        far = {pair: float((1 - likeness)[np.ix_(groups[pair[0]], groups[pair[1]])].mean()) for pair in pairs}
        first, second = min(pairs, key=lambda pair: far[pair])
        if far[first, second] > max_distance:
            break
        groups[second] += groups.pop(first)
    return sorted((sorted(found) for found in groups), key=lambda found: (-len(found), found))


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=12, unique=True), st.integers(1, 30))
def test_the_groups_are_those_of_the_textbook(places: list[int], tenths: int) -> None:
    likeness = create_likeness([place**1.5 / 10_000 for place in places])
    assert group(likeness, [None] * len(places), max_distance=tenths / 10) == join_one_by_one(likeness, tenths / 10)
