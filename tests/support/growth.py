"""How the guard's work, and what it holds back, grow with the text."""

import sys
from types import FrameType
from typing import Any

from chains.guard import Guard, clean
from tests.support.doubles import create_passages

SPECIAL = "!#$&*+-./:<>@[\\]^_`|~\n a1"
PASSAGES = create_passages("One.")


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


def check_work(piece: str) -> None:
    """A longer text takes more work in proportion, and a text of any length takes little."""
    small, large = (count_calls(piece * (size // len(piece))) for size in (4_000, 10_000))
    assert small < 65_000, repr(piece)  # measured: 61,145 for `#[`
    assert large - small < 10 * 6_000, repr(piece)


def check_held_back(piece: str) -> None:
    guard = Guard(PASSAGES)
    sent = sum(len(guard.add(piece)) for _ in range(8_000 // len(piece)))
    held = len(guard.finish())
    assert held < 25_000, (repr(piece), sent)
