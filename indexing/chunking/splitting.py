"""Cuts a block that alone is longer than a chunk may be: at items, lines, rows, sentences, words.

Every part is valid Markdown again: a cut fence is closed and opened anew, a cut table repeats its header.
"""

import re
from collections.abc import Callable, Iterator
from math import ceil

from indexing.blocks import Block
from indexing.chunking.leads import MAX_LEAD_CHARACTERS, is_lead

_FENCE = re.compile(r"^([ >]*)(`{3,}|~{3,})(.*)$")
_ITEM = re.compile(r"^(?:[-*+]|\d+[.)]) ")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？；])")
_SLACK = 1.15
"""A part may be this much longer than an even share of the whole, because pieces are not cut to fit it."""
_WORD = re.compile(r"(?<=\s)")


def split_block(block: Block, limit: int) -> list[str]:
    """Parts of at most `limit` characters each, in order; together they hold all of the block's text."""
    if len(block.text) <= limit:
        return [block.text]
    if block.kind == "list":
        return _pack(_split_items(block.text), "\n", limit, _split_lines)
    return _split_lines(block.text, limit)


def _split_items(text: str) -> list[str]:
    """A list's items at its outermost level, as they stand."""
    items: list[list[str]] = []
    for line in text.split("\n"):
        if _ITEM.match(line) or not items:
            items.append([])
        items[-1].append(line)
    return ["\n".join(item).rstrip("\n") for item in items]


def _split_lines(text: str, limit: int) -> list[str]:
    return _pack(list(_find_atoms(text)), "\n", limit, _split_atom, keeps_leads=True)


def _find_atoms(text: str) -> Iterator[str]:
    """Single lines, but fences and tables whole."""
    held: list[str] = []
    fence = ""
    for line in text.split("\n"):
        match = _FENCE.match(line)
        if fence:
            held.append(line)
            if match and match[2].startswith(fence) and not match[3].strip():
                yield "\n".join(held)
                held, fence = [], ""
        elif match:
            if held:
                yield "\n".join(held)
            held, fence = [line], match[2]
        elif line.lstrip(" >").startswith("|"):
            held.append(line)
        else:
            if held:
                yield "\n".join(held)
                held = []
            yield line
    if held:
        yield "\n".join(held)


def _split_atom(text: str, limit: int) -> list[str]:
    lines = text.split("\n")
    match = _FENCE.match(lines[0])
    if match and len(lines) > 1:
        return _split_fence(lines, match, limit)
    if len(lines) > 1:
        return _split_table(lines, limit)
    return _split_sentences(text, limit)


def _split_fence(lines: list[str], match: re.Match[str], limit: int) -> list[str]:
    opening, closing = lines[0], match[1] + match[2]
    body = lines[1:-1] if lines[-1].strip(" >") == match[2] else lines[1:]
    room = limit - len(opening) - len(closing) - 2
    if room < limit // 4:  # an info string as long as a page
        opening, room = closing, limit - 2 * len(closing) - 2
    return [f"{opening}\n{part}\n{closing}" for part in _pack(body, "\n", room, _split_words)]


def _split_table(lines: list[str], limit: int) -> list[str]:
    header = "\n".join(lines[:2])
    room = limit - len(header) - 1
    if room < limit // 4:
        return _pack(lines, "\n", limit, _split_sentences)
    return [f"{header}\n{part}" for part in _pack(lines[2:], "\n", room, _split_sentences)]


def _split_sentences(text: str, limit: int) -> list[str]:
    return _pack(_SENTENCE.split(text), " ", limit, _split_words)


def _split_words(text: str, limit: int) -> list[str]:
    return _pack(_WORD.split(text), "", limit, _split_characters)


def _split_characters(text: str, limit: int) -> list[str]:
    return [text[start : start + limit] for start in range(0, len(text), limit)]


def _take_leads(current: list[str], following: str, room: int) -> list[str]:
    """Takes away the last lines that are nothing without `following`, if both fit into one part."""
    start = len(current)
    for index in range(len(current) - 1, 0, -1):
        room -= len(current[index]) + 1
        if room < 0:
            break
        if current[index].strip():
            if not _announces(current[index], following):
                break
            start, following = index, current[index]
    moved = current[start:]
    del current[start:]
    return moved


def _announces(line: str, following: str) -> bool:
    """Whether a line is a label, ends with a colon, or begins the item that the line after it goes on with."""
    text = line.lstrip(" >")
    begins_item = _ITEM.match(text) is not None and len(text) <= MAX_LEAD_CHARACTERS
    return is_lead(text) or (begins_item and _measure_indent(following) > _measure_indent(line))


def _measure_indent(line: str) -> int:
    return len(line) - len(line.lstrip(" >"))


def _pack(
    pieces: list[str], joint: str, limit: int, split: Callable[[str, int], list[str]], *, keeps_leads: bool = False
) -> list[str]:
    """Fills parts of about the same size with whole pieces; a piece that alone is too long is split further.

    With `keeps_leads`, a line that announces the next piece goes into the same part where both have room.
    """
    total = sum(map(len, pieces)) + len(joint) * (len(pieces) - 1)
    even = min(limit, int(total / ceil(total / limit) * _SLACK)) if total > limit else limit
    parts: list[str] = []
    current: list[str] = []
    size = 0
    for whole in pieces:
        for piece in [whole] if len(whole) <= limit else split(whole, limit):
            if current and size + len(joint) + len(piece) > even:
                moved = _take_leads(current, piece, limit - len(piece)) if keeps_leads else []
                parts.append(joint.join(current))
                current, size = moved, len(joint.join(moved))
            size += len(piece) + (len(joint) if current else 0)
            current.append(piece)
    if current:
        parts.append(joint.join(current))
    return [part for part in parts if part.strip()]
