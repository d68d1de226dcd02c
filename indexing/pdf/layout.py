"""The lines of a page in the order in which they are read: from the boxes of its text, in one column or two."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

_SAME_ROW = 0.6
"""Boxes stand in one row when their middles differ by less than this share of the tallest one's height."""
_WORD_GAP = 0.15
"""A gap of this share of the height separates words."""
_CLOSING = (",", ".", ";", ":", ")", "!", "?")
_COLUMN_GAP = 1.5
"""… and one of this many heights separates columns, or cells."""
_GUTTERS = tuple(share / 100 for share in range(35, 66, 2))
"""Where the gutter between two columns may be, as a share of the page's width."""
_MIN_COLUMN_LINES = 5
_MIN_COLUMN_WIDTH = 0.25
"""Lines of a column are at least so wide on average; those of a table are narrower."""
_MAX_CROSSING = 0.25
"""So many lines of a page in two columns may go over both, such as its title and its figures."""


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of text on a page. Numbers are points from its lower left corner."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        """Of its tallest letter."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Halfway between top and bottom."""
        return (self.top + self.bottom) / 2


def order_lines(boxes: Iterable[Line], width: float) -> list[Line]:
    """The lines of a page as people read them; boxes that stand side by side are one line."""
    lines = [line for row in _group_rows(boxes) for line in _join_row(row)]
    gutter = _find_gutter(lines, width)
    return list(_read_columns(lines, gutter)) if gutter else lines


def _group_rows(boxes: Iterable[Line]) -> Iterator[list[Line]]:
    row: list[Line] = []
    for box in sorted((box for box in boxes if box.text.strip()), key=lambda box: -box.middle):
        if row:
            tallest = max(row, key=lambda line: line.height)
            if abs(tallest.middle - box.middle) >= _SAME_ROW * max(1.0, tallest.height, box.height):
                yield row
                row = []
        row.append(box)
    if row:
        yield row


def _join_row(row: list[Line]) -> Iterator[Line]:
    ordered = sorted(row, key=lambda box: box.left)
    joined = ordered[0]
    for box in ordered[1:]:
        gap = box.left - joined.right
        if gap > _COLUMN_GAP * max(joined.height, box.height):
            yield joined
            joined = box
            continue
        space = " " if gap > _WORD_GAP * box.height and not box.text.startswith(_CLOSING) else ""
        joined = replace(
            joined,
            text=f"{joined.text}{space}{box.text}",
            right=max(joined.right, box.right),
            top=max(joined.top, box.top),
            bottom=min(joined.bottom, box.bottom),
        )
    yield joined


def _find_gutter(lines: Sequence[Line], width: float) -> float:
    """Where the page is parted into two columns; 0 where it is not."""
    best, fewest = 0.0, _MAX_CROSSING * len(lines)
    for share in _GUTTERS:
        gutter = share * width
        left = [line for line in lines if line.right <= gutter]
        right = [line for line in lines if line.left >= gutter]
        crossing = len(lines) - len(left) - len(right)
        if min(len(left), len(right)) >= _MIN_COLUMN_LINES and crossing < fewest:
            widths = [sum(line.right - line.left for line in side) / len(side) for side in (left, right)]
            if min(widths) >= _MIN_COLUMN_WIDTH * width:
                best, fewest = gutter, crossing
    return best


def _read_columns(lines: Sequence[Line], gutter: float) -> Iterator[Line]:
    """What goes over both columns parts the page into bands; in each, the left column comes first."""
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        if line.right <= gutter:
            left.append(line)
        elif line.left >= gutter:
            right.append(line)
        else:
            yield from (*left, *right, line)
            left, right = [], []
    yield from (*left, *right)
