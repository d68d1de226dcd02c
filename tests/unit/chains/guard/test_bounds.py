"""What is hostile costs no more than in proportion to its length."""

import sys
from itertools import product
from types import FrameType
from typing import Any

import pytest

from chains.guard import Guard, clean
from tests.support.doubles import create_passages

PASSAGES = create_passages("One.")
SPECIAL = "!#$&*+-./:<>@[\\]^_`|~\n a1"
PIECES = [
    *SPECIAL,
    *(one + other for one, other in product(SPECIAL, repeat=2)),
    "[1]",
    "![a](",
    "`` ` ",
    "- > ",
    "$a$ ",
]


def count_calls(text: str) -> int:
    """The calls of functions, ours and Python's, that cleaning takes."""
    calls = 0

    def count(_frame: FrameType, event: str, _arg: Any) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        clean(text, PASSAGES)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("first", SPECIAL)
def test_four_times_the_text_takes_at_most_four_times_the_work(first: str) -> None:
    for piece in (piece for piece in PIECES if piece[0] == first):
        small, large = (count_calls(piece * (size // len(piece))) for size in (2_000, 8_000))
        assert large <= 4.2 * small + 500, repr(piece)
        assert large < 120_000, repr(piece)


def test_what_is_held_back_is_bounded() -> None:
    for piece in PIECES:
        guard = Guard(PASSAGES)
        sent = sum(len(guard.add(piece)) for _ in range(8_000 // len(piece)))
        held = len(guard.finish())
        assert held < 25_000, (repr(piece), sent)
