"""From paragraphs and an outline to the blocks of a page: every page of the file is a place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from indexing.blocks import Block
from indexing.formatting import format_list
from indexing.pdf.layout import Line
from indexing.pdf.paragraphs import IsHeading, Paragraph, list_paragraphs

_TALLER = 1.3
"""Without an outline, a short line with letters so much taller than most is a heading."""
_MAX_HEADING_CHARACTERS = 120
_PAGE_LEVEL = 7
"""Below all headings: a page that goes on with a section."""
_MAX_LEVEL = 6
_NOT_WORD = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\A\s*(?:chapter\s+)?(?:\d+|[A-Z])?(?:\.\d+)*[.:]?\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the outline: a heading on `page` (1 for the first), at most as high as `top` where that is known."""

    title: str
    level: int
    """1 for the outermost."""
    page: int
    top: float | None = None


def create_blocks(pages: Sequence[Sequence[Line]], outline: Sequence[Entry]) -> Iterator[Block]:
    """Headings with the page on which they stand as their anchor, and what stands below them."""
    paragraphs = list_paragraphs(pages, _find_titles(outline) if outline else _guess_titles(pages))
    headings = _place_headings(paragraphs, outline)
    items: list[str] = []
    page = 0
    for number, paragraph in enumerate(paragraphs):
        found = headings.get(number, [])
        if items and (found or not paragraph.is_item or paragraph.page != page):
            yield Block("list", format_list(items))
            items = []
        for entry in found:
            level = min(entry.level + 1, _MAX_LEVEL)
            yield Block("heading", entry.title, level=level, anchor=_format_anchor(entry.page))
            page = entry.page
        if paragraph.page != page:
            page = paragraph.page
            yield Block("heading", level=_PAGE_LEVEL, anchor=_format_anchor(page), is_entry=True)
        if paragraph.is_heading and found:
            continue
        if paragraph.is_item:
            items.append(paragraph.text)
        else:
            yield Block("text", paragraph.text)
    if items:
        yield Block("list", format_list(items))


def _find_titles(outline: Sequence[Entry]) -> IsHeading:
    titles = {(entry.page, _simplify(entry.title)) for entry in outline}
    return lambda page, line: (page, _simplify(line.text)) in titles


def _guess_titles(pages: Sequence[Sequence[Line]]) -> IsHeading:
    heights = [line.height for lines in pages for line in lines]
    least = _TALLER * median(heights) if heights else 0.0
    return lambda _page, line: line.height >= least and len(line.text) <= _MAX_HEADING_CHARACTERS


def _place_headings(paragraphs: Sequence[Paragraph], outline: Sequence[Entry]) -> dict[int, list[Entry]]:
    """Before which paragraphs the headings stand; without an outline, the titles themselves are headings."""
    if not outline:
        return {
            number: [Entry(paragraph.text, 1, paragraph.page)]
            for number, paragraph in enumerate(paragraphs)
            if paragraph.is_heading
        }
    placed: dict[int, list[Entry]] = {}
    start = 0
    for entry in outline:
        number = _find(paragraphs, entry, start)
        if number is not None:
            placed.setdefault(number, []).append(entry)
            start = number
    return placed


def _find(paragraphs: Sequence[Paragraph], entry: Entry, start: int) -> int | None:
    """The paragraph that is the heading, else the first one below it."""
    wanted = _simplify(entry.title)
    below: int | None = None
    for number in range(start, len(paragraphs)):
        paragraph = paragraphs[number]
        if paragraph.page < entry.page:
            continue
        if paragraph.page > entry.page:
            return number if below is None else below
        if paragraph.is_heading and _simplify(paragraph.text) == wanted:
            return number
        if below is None and (entry.top is None or paragraph.top <= entry.top):
            below = number
    return below


def _simplify(text: str) -> str:
    """A heading without its number, which an outline may leave out."""
    return _NOT_WORD.sub("", _NUMBER.sub("", text)).lower()


def _format_anchor(page: int) -> str:
    return f"page={page}"
