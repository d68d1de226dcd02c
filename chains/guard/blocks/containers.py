"""Quotes and list items that a line stands in."""

import re
from dataclasses import dataclass

ORDINARY = r"[^\W\d_]|\*{1,2}[^\W_]|`{1,2}[^`]|(?:\*\*)?\[[^\W\d_xX]"
"""Text that begins like this begins nothing else, whatever it stands in."""
MAX_DEPTH = 8
"""What is nested deeper is text."""
_QUOTE = re.compile(r" {0,3}>( ?)")
_ITEM = re.compile(r"( {0,3})([-*+]|\d{1,9}[.)])([ \t]+|\Z)")
_MARKS = re.compile(r"[ \t]*+(?:(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))[ \t]*+)+")
_MAX_MARKS = 200
_BEGINNINGS = frozenset(" \t>")
"""A line that stands in a container begins with one of them."""
_MARKS_OF_CONTAINERS = frozenset(" \t>-+*")
_SIMPLE_ITEM = re.compile(rf"([-*+]|\d{{1,9}}[.)]) (?={ORDINARY})")
_CODE_INDENT = 5
"""So many blanks behind the mark of an item are one blank, and code."""


@dataclass(eq=False, slots=True)
class Quote:
    """A quotation."""


@dataclass(eq=False, slots=True)
class Item:
    """An item of a list. `offset`: how far the model's lines are indented; `mark`: what is written before it."""

    kind: str
    offset: int
    mark: str
    is_fresh: bool = True
    """Its mark was not written yet."""

    @property
    def may_interrupt(self) -> bool:
        """Whether it may stand directly below a paragraph."""
        return self.kind in "-*+" or self.mark[:-2] == "1"


@dataclass(eq=False, slots=True)
class Indent:
    """What was an item until a block of code left it: lines are indented like its lines, and nothing is written."""

    offset: int


Container = Quote | Item | Indent


def format_prefix(containers: list[Container], *, marks: bool = True) -> str:
    """What stands before a line in these containers; the marks of new items are written once."""
    prefix = ""
    for container in containers:
        if isinstance(container, Quote):
            prefix += "> "
        elif isinstance(container, Indent):
            continue
        elif container.is_fresh and marks:
            prefix += container.mark
        else:
            prefix += " " * len(container.mark)
    return prefix


def expand_tabs(line: str) -> str:
    """The line with the tabs between and behind the marks of containers as blanks, as many as they are wide."""
    marks = _MARKS.match(line, 0, _MAX_MARKS)
    return marks.group().expandtabs(4) + line[marks.end() :] if marks and "\t" in marks.group() else line


def leave_items(containers: list[Container], kept: int) -> list[Container]:
    """The containers behind a block of code that stood in the first of them only: what follows begins them anew."""
    left = [Indent(one.offset) if isinstance(one, Item) else one for one in containers[kept:]]
    return [*containers[:kept], *left]


def match_containers(line: str, containers: list[Container]) -> tuple[int, str]:
    """How many of the containers the line stands in, and what is left of it."""
    if line and line[0] not in _BEGINNINGS:
        return 0, line
    for number, container in enumerate(containers):
        if isinstance(container, Quote):
            quote = _QUOTE.match(line)
            if quote is None:
                return number, line
            line = line[quote.end() :]
            if not quote[1] and line.startswith("\t"):
                line = f"  {line[1:]}"
        else:
            rest = strip_columns(line, container.offset)
            if rest is None:
                if line.strip(" \t"):
                    return number, line
                rest = ""
            line = rest
    return len(containers), line


def strip_columns(line: str, columns: int) -> str | None:
    """The line without so many columns of white space; None when it has fewer."""
    if line.startswith(" " * columns):
        return line[columns:]
    column = 0
    for index, character in enumerate(line):
        if column >= columns:
            return " " * (column - columns) + line[index:]
        if character not in " \t":
            return None
        column += 1 if character == " " else 4 - column % 4
    return None


def indent_of(line: str) -> int:
    """The columns of white space that a line begins with."""
    column = 0
    for character in line:
        if character not in " \t":
            break
        column += 1 if character == " " else 4 - column % 4
    return column


def may_open(line: str) -> bool:
    """Whether a quotation or an item may begin here."""
    return line[:1] in _MARKS_OF_CONTAINERS or line[:1].isdecimal()


def open_quote(line: str) -> str | None:
    """What stands in the quotation that begins here; None when none does."""
    quote = _QUOTE.match(line)
    return None if quote is None else line[quote.end() :]


def open_simple_item(line: str, *, interrupts: bool) -> tuple[Item, str] | None:
    """The item that begins here with nothing but ordinary text in it; None says nothing."""
    item = _SIMPLE_ITEM.match(line)
    if item is None:
        return None
    mark = item[1]
    opened = Item(mark, 2, f"{mark} ") if len(mark) == 1 else Item(mark[-1], len(mark) + 1, f"{mark} ")
    return None if interrupts and not opened.may_interrupt else (opened, line[item.end() :])


def open_item(line: str, *, interrupts: bool) -> tuple[Item, str] | None:
    """The item that begins here, and what stands in it. `interrupts`: where it would cut a paragraph off."""
    item = _ITEM.match(line)
    if item is None:
        return None
    indent, mark, blanks = item.groups()
    rest = line[item.end() :]
    has_content, width = bool(rest), indent_of(blanks)
    if width >= _CODE_INDENT or not rest:
        rest = " " * (width - 1) + rest
        width = 1
    kind = mark if len(mark) == 1 else mark[-1]
    opened = Item(kind, len(indent) + len(mark) + width, f"{mark} ")
    return None if interrupts and not (has_content and opened.may_interrupt) else (opened, rest)
