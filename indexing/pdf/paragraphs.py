"""From the lines of pages to paragraphs: headers and footers are left out, words that were broken are joined."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from indexing.pdf.layout import Line

_PARAGRAPH_GAP = 1.7
"""A distance of this many line heights from middle to middle begins a paragraph."""
_OTHER_SIZE = 0.4
"""So does a line that is taller or smaller by this share; one without long letters is lower by a quarter."""
_SHORT = 0.85
"""A line that ends before this share of the column's width is the last of its paragraph, if a sentence ends there."""
_RUNNING = 3
"""A line that stands at the top or bottom of so many pages, but for its numbers, is a header or footer."""
_BULLET = re.compile(r"[•◦▪‣·●○■–]\s+|[-*]\s+")
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[a-z])[.)]\s")
_HYPHENS = ("-", "\u2010")
_DIGITS = re.compile(r"\d+")


@dataclass(slots=True)
class Paragraph:
    """Text that belongs together; it begins at the top of its first line on `page` (1 for the first)."""

    page: int
    text: str
    top: float
    is_item: bool = False
    is_heading: bool = False


IsHeading = Callable[[int, Line], bool]
"""Whether a line of a page (1 for the first) is a heading: a paragraph of its own."""


def list_paragraphs(pages: Sequence[Sequence[Line]], is_heading: IsHeading) -> list[Paragraph]:
    """The paragraphs of all pages, in order."""
    running = _find_running(pages)
    paragraphs: list[Paragraph] = []
    for number, lines in enumerate(pages, 1):
        kept = [line for line in lines if _normalize(line.text) not in running]
        edge = max((line.right for line in kept), default=0.0)
        start = min((line.left for line in kept), default=0.0)
        before: Line | None = None
        for line in kept:
            paragraph = paragraphs[-1] if paragraphs else None
            if is_heading(number, line):
                paragraphs.append(Paragraph(number, line.text.strip(), line.top, is_heading=True))
            elif paragraph and _continues(paragraph, before, line, start + _SHORT * (edge - start)):
                paragraph.text = _join(paragraph.text, line.text.strip())
            else:
                text, is_item = _read_start(line.text.strip())
                paragraphs.append(Paragraph(number, text, line.top, is_item))
            before = line
    return [paragraph for paragraph in paragraphs if paragraph.text]


def _find_running(pages: Sequence[Sequence[Line]]) -> set[str]:
    found = Counter(text for lines in pages for text in set(_list_edges(lines)))
    return {text for text, count in found.items() if count >= _RUNNING}


def _list_edges(lines: Sequence[Line]) -> Iterator[str]:
    if lines:
        highest, lowest = max(line.top for line in lines), min(line.bottom for line in lines)
        for line in lines:
            if line.top >= highest - line.height or line.bottom <= lowest + line.height:
                yield _normalize(line.text)


def _normalize(text: str) -> str:
    return _DIGITS.sub("#", " ".join(text.split()))


def _continues(paragraph: Paragraph, before: Line | None, line: Line, edge: float) -> bool:
    """Whether a line goes on with a paragraph whose last line is `before`; None is the end of another page."""
    text = line.text.strip()
    if paragraph.is_heading or _BULLET.match(text) or _NUMBERED.match(text):
        return False
    is_open = paragraph.text.endswith(_HYPHENS) or not paragraph.text.endswith((".", ":", "!", "?", "。", "”"))
    if before is not None and abs(before.height - line.height) > _OTHER_SIZE * max(before.height, line.height):
        return False
    if before is None or before.middle < line.middle:  # another page, or another column
        return is_open and text[:1].islower()
    if before.middle - line.middle > _PARAGRAPH_GAP * max(before.height, line.height, 1.0):
        return False
    return is_open or before.right >= edge


def _join(text: str, more: str) -> str:
    if text.endswith(_HYPHENS) and more[:1].islower():
        return f"{text[:-1]}{more}"
    return f"{text} {more}"


def _read_start(text: str) -> tuple[str, bool]:
    bullet = _BULLET.match(text)
    return (text[bullet.end() :], True) if bullet else (text, bool(_NUMBERED.match(text)))
