"""The guard on a stream of Markdown."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chains.citations import CitationGuard

CASES = [
    ("Plain text.", "Plain text.", []),
    ("One [1], two [2].", "One [1], two [2].", [1, 2]),
    ("None [4].", "None.", []),
    ("Zero [0] is none.", "Zero is none.", []),
    ("Both [1, 2] and [2;3]", "Both [1][2] and [2][3]", [1, 2, 3]),
    ("Some [1, 9].", "Some [1].", [1]),
    ("Range [1-3].", "Range [1][2][3].", [1, 2, 3]),
    ("Huge range [1-9999].", "Huge range [1][2][3].", [1, 2, 3]),
    ("Backwards [3-1].", "Backwards [3][1].", [3, 1]),
    ("Footnote [^2].", "Footnote [2].", [2]),
    ("Twice [1][1], again [1].", "Twice [1][1], again [1].", [1]),
    ("A [link](https://x) and [ ] and [x].", "A [link](https://x) and [ ] and [x].", []),
    ("Open [", "Open [", []),
    ("Open [1", "Open [1", []),
    ("Inline `row[9]` and ``a`[9]`` stay.", "Inline `row[9]` and ``a`[9]`` stay.", []),
    ("A lone ` tick\nand [9] goes.", "A lone ` tick\nand goes.", []),
    ("```js\nrow[9] = [7]\n```\nThen [9] goes [1].", "```js\nrow[9] = [7]\n```\nThen goes [1].", [1]),
    ("~~~\n```\n[9]\n~~~\n[9]!", "~~~\n```\n[9]\n~~~\n!", []),
    ("````\n```\n[9]\n````\n[9]", "````\n```\n[9]\n````\n", []),
    ("```\nnever closed [9]", "```\nnever closed [9]", []),
    ("Trailing space ", "Trailing space ", []),
]


def run(text: str, cuts: list[int]) -> tuple[str, list[int]]:
    guard = CitationGuard(3)
    edges = [0, *sorted(cut % (len(text) + 1) for cut in cuts), len(text)]
    sent = [guard.feed(text[start:end]) for start, end in pairwise(edges)]
    return "".join([*sent, guard.flush()]), guard.cited


@pytest.mark.parametrize(("text", "expected", "cited"), CASES)
def test_only_markers_of_given_sources_leave(text: str, expected: str, cited: list[int]) -> None:
    assert run(text, []) == (expected, cited)


@pytest.mark.parametrize(("text", "expected", "cited"), CASES)
def test_it_does_not_matter_where_the_stream_is_cut(text: str, expected: str, cited: list[int]) -> None:
    assert run(text, list(range(len(text)))) == (expected, cited)


@given(st.text(alphabet="ab [],-^0123456789`~\n", max_size=60), st.lists(st.integers(0, 100), max_size=8))
def test_any_text_cut_anywhere_gives_the_same(text: str, cuts: list[int]) -> None:
    assert run(text, cuts) == run(text, [])


@given(st.text(alphabet="ab [],-^0123456789\n", max_size=60))
def test_outside_code_no_foreign_marker_is_left(text: str) -> None:
    sent, _ = run(text, [])
    again, _ = run(sent, [])
    numbers = [part.split("]")[0] for part in sent.split("[")[1:] if "]" in part]
    assert all(1 <= int(number) <= 3 for number in numbers if number.isdecimal())
    assert again == sent


def test_nothing_is_held_back_longer_than_needed() -> None:
    guard = CitationGuard(3)
    assert guard.feed("Hello wor") == "Hello wor"
    assert guard.feed("ld [") == "ld"
    assert guard.feed("x") == " [x"
    assert guard.feed(" [2") == ""
    assert guard.feed("]!") == " [2]!"
