"""Markers in a model's text: `[1]`, the manners in which other models write them, and where a citation stands."""

import re
from collections.abc import Sequence
from typing import Literal

from chains.guard.links import LinkPolicy
from chains.retrieval import Passage

_NUMBER = r"[#^]?\d{1,4}"
_NAME = r"(?:(?:sources?|refs?|references?|passages?|citations?|docs?|quellen?)\.?[ \t]?)"
_NUMBERS = rf"{_NAME}?{_NUMBER}(?:[ \t]?(?:[,;–—-]|&|and)[ \t]?{_NAME}?{_NUMBER}){{0,19}}"
MARKER = re.compile(rf"\\?[\[【［][ \t]?({_NUMBERS})(?:†[^\]】］\n\[]{{0,60}})?[ \t]?\\?[\]】］]", re.IGNORECASE)
_SEPARATOR = re.compile(r"[,;&]|and", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_MAX_RANGE = 50
_LARGEST_MEANT = 99
"""A larger number that names no source was hardly meant for one: `[404]`, `[2024]`, `[7231]`."""
_END_OF_CLAUSE = re.compile(r"(?:[*_~\"'”’»)]{0,4}(?:[.,;:!?…]+(?=[\s*_~\"'”’»)]|\Z)|[。，、；：！？]|\s*\Z)|\n)")
_WORD = re.compile(r"[^\s\[]*\Z")
_PROSE = re.compile(r"[(\"'“‘*_~]*(?:[^\W\d_]+['’-])*(?:[A-Z]?[a-z]+|[A-Z]{2,})")
_CALL = re.compile(r"\w\([^\s\[]*\Z")
_CLOSING = frozenset(".,;!?…)\"'”’»*_~`。，、；：！？）」』”")
_ADDRESS = re.compile(r"(?:https?|ftp)://|www\.", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")

Verdict = Literal["citation", "removed", "text"]
LOOKAHEAD = 8
"""So many characters behind a marker tell what it is."""


def parse_numbers(numbers: str) -> list[int]:
    """The numbers of a marker, each once, in their order: `1, 2`, `1-3`, `^1`, `Source 1`."""
    if numbers.isdecimal():
        return [int(numbers)]
    found: list[int] = []
    for part in _SEPARATOR.split(numbers):
        first, *rest = map(int, _DIGITS.findall(part))
        last = rest[-1] if rest else first
        found += range(first, min(last, first + _MAX_RANGE) + 1) if last >= first else (first, last)
    return list(dict.fromkeys(found))


def judge(numbers: Sequence[int], policy: LinkPolicy, before: str, behind: tuple[str, str], *, in_run: bool) -> Verdict:
    """Whether a number in brackets is a citation, one that was meant and names nothing, or text.

    `before` is the line so far; `behind`: what follows, and what follows the row of markers that it begins;
    `in_run`: it stands directly behind another marker.
    """
    after, after_row = behind
    if after[:1].isascii() and (after[:1].isalnum() or after[:1] == "_") and not _ADDRESS.match(after):
        return "text"
    is_apart = not before.strip(" \t") or before[-1] in " \t" or in_run
    if any(number in policy.numbers for number in numbers):
        return "citation" if is_apart or _is_cited_behind(before, after_row, policy.passages) else "text"
    is_meant_place = is_apart or (before[-1] in _CLOSING and not _CALL.search(before))
    was_meant = max(numbers) <= _LARGEST_MEANT and is_meant_place
    is_at_end = bool(_END_OF_CLAUSE.match(after)) or (in_run and after[:1] in " \t")
    if was_meant and is_at_end and _leaves_nothing_new(before, after):
        return "removed"
    return "text"


def _is_cited_behind(before: str, after: str, passages: Sequence[Passage]) -> bool:
    """Whether a marker may stand here without a blank: in brackets, behind punctuation or prose, not an expression."""
    word = _WORD.search(before).group() if _WORD.search(before) else ""  # type: ignore[union-attr]
    last = before[-1]
    if word in {"(", "（"}:
        return after[:1] in {")", "）", ",", ";"}
    if _CALL.search(word):
        return False
    if last in _CLOSING or (not last.isascii() and not last.isspace()):
        return True
    if not _PROSE.fullmatch(word) or not _END_OF_CLAUSE.match(after):
        return False
    return not any(f"{word}[" in passage.text for passage in passages)


def _leaves_nothing_new(before: str, after: str) -> bool:
    """Whether what stands before and behind joins to nothing but text when the marker is taken out."""
    word = before.rstrip(" \t").rpartition(" ")[2]
    return bool(_LETTER.search(before)) and not (after[:1] in ";:" and ("&" in word or ":" in word))
