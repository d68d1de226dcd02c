"""Markers in a model's text: `[1]`, and the manners in which other models write them."""

import re
from collections.abc import Sequence

MARKER = re.compile(r"[ \t]*\[\^?\d{1,40}(?:\s?[,;–-]\s?\^?\d{1,40})*\]")
UNFINISHED_MARKER = re.compile(r"[ \t]*(?:\[[\^\d,;–\- ]{0,60})?\Z")
_MAX_RANGE = 50


def find_cited(marker: str, sources: int) -> list[int]:
    """The numbers of a marker that name one of the sources, each once: `[1, 2]`, `[1-3]`, `[^1]`."""
    return list(dict.fromkeys(number for number in _parse_numbers(marker) if 1 <= number <= sources))


def format_marker(marker: str, numbers: Sequence[int]) -> str:
    """`[1][2]`, with the white space that stood before it; empty for no numbers."""
    if not numbers:
        return ""
    return marker[: marker.index("[")] + "".join(f"[{number}]" for number in numbers)


def _parse_numbers(marker: str) -> list[int]:
    numbers: list[int] = []
    for part in re.split(r"[,;]", marker.strip(" \t[]")):
        first, *rest = (int(number) for number in re.findall(r"\d+", part))
        last = rest[-1] if rest else first
        numbers += range(first, min(last, first + _MAX_RANGE) + 1) if last >= first else (first, last)
    return numbers
