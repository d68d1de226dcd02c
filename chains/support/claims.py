"""The sentences of a response with the markers that they bear: what a verdict is made about.

It reads the Markdown that the guard writes: there a number in brackets outside of code is a marker, and nothing else.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from itertools import takewhile
from typing import NamedTuple, Self

from chains.support.sentences import find_starts

_FENCE = re.compile(r"(?P<lead>[ \t>]*)(?P<run>`{3,})")
_CODE_INDENT = 4
"""A fence that is indented by so much more than the one that opened a block is code in it."""
_CONTAINERS = re.compile(r"[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])(?:[ \t]+|\Z))+")
_NEW_BLOCK = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_HEADING = re.compile(r"#{1,6}[ \t]")
_RULE = re.compile(r"[-*_=|: \t]+\Z")
_UNDERLINE = re.compile(r"(?:={3,}|[|: \t]*+-{3}[-|: \t]*+)\Z")
"""Right below a line, it makes a heading of it, or the head of a table. It takes a long line once."""
_INLINE = re.compile(
    r"[`\[!<&*~_](?:"
    r"(?<=(?<!`)`)(?P<ticks>`*+)(?P<code>.{1,2000}?)(?<!`)`(?P=ticks)(?!`)"
    r"|(?<=\[)(?P<marker>\d{1,4})\]"
    r"|(?<=!)\[[^\[\]\n]{0,1000}\]\(<[^>\n]{0,4000}>\)"
    r"|(?<=\[)(?P<label>[^\[\]\n]{0,1000})\]\(<[^>\n]{0,4000}>\)"
    r"|(?<=\A\[)(?P<task>[ xX]\] )"
    r"|(?<=<)(?P<break>br ?/?>)"
    r"|(?<=&)(?P<entity>(?:#\d+|\w+);)"
    r"|(?P<marks>(?<=\*)\*{0,2}|(?<=~)~|(?<=(?<!\w)_)_{0,2}(?=\w)|(?<=[\w.]_)_{0,2}(?!\w)))",
    re.DOTALL,
)
"""It begins with a set of characters, so that the engine skips all others."""
_CODE_OR_MARKERS = re.compile(r"[`\[](?:(?<=`)[^`]*`|(?<=\[)(?P<markers>\d{1,4}\]\s?(?:\[\d{1,4}\]\s?)*))")
_TEXT, _LIST, _QUOTE, _ROW = "text", "list", "quote", "row"
_MARKER = "\ue000"
_NUMBER = re.compile(rf"{_MARKER}(\d+){_MARKER}")
_ONE = rf"{_MARKER}\d+{_MARKER}"
_OPEN_BRACKETS = (f"({_MARKER}", f"（{_MARKER}")
_MARKERS = re.compile(_ONE)
_IN_BRACKETS = re.compile(rf"[(（](?:{_ONE}[\s,;]*)+[)）]")
_CODE = re.compile("\ue001([^\ue002]*)\ue002")
_RESERVED = re.compile("[\ue000-\ue002]")
_NO_WORD = rf"(?:[^\w{_MARKER}]|_)*"
_ALONE = re.compile(
    rf"(?:{_NO_WORD}[^\W_]++\s?[:：])?{_NO_WORD}{_ONE}(?:{_NO_WORD}(?:[^\W_]{{1,3}}\s)?{_ONE})*{_NO_WORD}"
)
"""Nothing but markers, with a word and a colon before them, such as "Source:", and an "and" between them."""


class Claim(NamedTuple):
    """A sentence as a reader sees it, without its markers."""

    text: str
    numbers: tuple[int, ...]
    """The sources that it cites itself."""
    block: tuple[int, ...]
    """The sources that its paragraph, item or row cites, or a marker that stands alone below it."""
    code: tuple[str, ...]
    """What of it is written as code."""


class Claims(NamedTuple):
    """What a response claims, and all that it cites."""

    claims: list[Claim]
    cited: tuple[int, ...]
    """Those of headings too, and of markers that stand alone where nothing is above them."""


class _Block(NamedTuple):
    """A paragraph, item or row; a heading, the head of a table or code, which claims nothing, too."""

    text: str
    kind: str
    """What a reader sees as one: rows of a table, or all that stands in a list or a quote."""
    column: int
    is_claim: bool = True

    @classmethod
    def create(cls, text: str, line: str, *, is_claim: bool = True) -> Self:
        """`line`: the one with which it begins."""
        column = len(line) - len(line.lstrip("> \t"))
        if not column and line.startswith("|"):
            return cls(text, _ROW, column, is_claim)
        is_in_list = line[:1] in {" ", "\t"} or (line[:1] != ">" and _NEW_BLOCK.match(line))
        return cls(text, _LIST if is_in_list else _QUOTE if column else _TEXT, column, is_claim)


class _Read(NamedTuple):
    """The claims of a block, by their places."""

    column: int
    start: int
    end: int


def find_claims(response: str) -> list[Claim]:
    """The sentences of the paragraphs, list items and rows of tables; headings and blocks of code are left out."""
    return read_claims(response).claims


def read_claims(response: str) -> Claims:
    """The same, with what is cited. A marker that stands alone belongs to what a reader sees right above it.

    Above a paragraph of its own that is a paragraph, or the whole of a list, table or quote, below the last such marker
    in it; above an item or a row of its own, what comes before it in its list or table.
    """
    claims: list[Claim] = []
    cited: dict[int, None] = {}
    above: list[_Read] = []
    alone: dict[int, dict[int, None]] = {}
    kind = ""
    for block in _split_blocks(response):
        plain = _to_plain(block.text)
        prose, numbers = _take_out_numbers(plain)
        cited.update(dict.fromkeys(numbers))
        if block.is_claim and numbers and _ALONE.fullmatch(plain):
            alone.setdefault(block.column, {}).update(dict.fromkeys(numbers))
            continue
        if alone or block.kind != kind or block.kind == _TEXT or (block.kind == _ROW and not block.is_claim):
            _refer(claims, above, alone)
            above, alone, kind = [], {}, block.kind
        start = len(claims)
        if block.is_claim:
            claims += _read_block(plain, prose, numbers)
        above.append(_Read(block.column, start, len(claims)))
    _refer(claims, above, alone)
    return Claims(claims, tuple(cited))


def read_sentence(markdown: str) -> Claim:
    """The last sentence of the beginning of a block: what a marker that comes next is put behind."""
    start = _find_last_marker(markdown)
    claim = _read_last_sentence(markdown[start:])
    return _read_last_sentence(markdown) if start and claim.numbers else claim


def _find_last_marker(markdown: str) -> int:
    """Where the word before the last row of markers begins.

    Mostly a sentence ends with them, and what comes next is read without what stands before.
    """
    start, before = 0, (0, 0)
    if "[" not in markdown:
        return start
    for found in _CODE_OR_MARKERS.finditer(markdown):
        if found["markers"]:
            blank = markdown.rfind(" ", before[1], found.start() - 1)
            start = before[0] if blank < 0 else blank + 1
        before = found.span()
    return start


def _read_last_sentence(markdown: str) -> Claim:
    plain = _to_plain(markdown)
    prose, _ = _take_out_numbers(plain)
    return _create_claim(plain[find_starts(prose.rstrip())[-1] :], ())


def _refer(claims: list[Claim], above: Sequence[_Read], alone: Mapping[int, Iterable[int]]) -> None:
    """Let the claims above cite what stands alone below them, in these columns."""
    for column, numbers in alone.items():
        for read in _find_above(above, column):
            for place in range(read.start, read.end):
                block = tuple(dict.fromkeys((*claims[place].block, *numbers)))
                claims[place] = claims[place]._replace(block=block)


def _find_above(above: Sequence[_Read], column: int) -> Sequence[_Read]:
    """What is nested as deep as this column, or else the block right above."""
    return list(takewhile(lambda read: read.column >= column, reversed(above))) or above[-1:]


def _split_blocks(response: str) -> Iterator[_Block]:
    lines: list[str] = []
    first_line = ""
    fence: re.Match[str] | None = None
    all_lines = response.split("\n")
    for line, below in zip(all_lines, [*all_lines[1:], ""], strict=True):
        found = _FENCE.match(line)
        if fence:
            fence = None if found and _closes(found, fence) else fence
            continue
        content = line[containers.end() :] if (containers := _CONTAINERS.match(line)) else line.strip()
        is_row = content.startswith("|")
        is_new = found or not content.strip() or _NEW_BLOCK.match(line) or _HEADING.match(content)
        is_underline = not is_new and _UNDERLINE.match(content)
        if lines and (is_new or is_underline or is_row):
            yield _Block.create("\n".join(lines), first_line, is_claim=not is_underline)
            lines = []
        if found:
            fence = found
            yield _Block.create("", line, is_claim=False)
        elif _HEADING.match(content):
            yield _Block.create(content, line, is_claim=False)
        elif content.strip() and not _RULE.match(content):
            if is_row:
                row = " ".join(content.strip("| ").split(" | "))
                yield _Block.create(row, line, is_claim=not _RULE.match(below.strip("> ")))
            else:
                first_line = first_line if lines else line
                lines.append(content)
    if lines:
        yield _Block.create("\n".join(lines), first_line)


def _closes(found: re.Match[str], opened: re.Match[str]) -> bool:
    one, other = found["lead"], opened["lead"]
    is_alone = not found.string[found.end() :].strip()
    return (
        is_alone
        and found["run"] == opened["run"]
        and one.count(">") == other.count(">")
        and (len(one) < len(other) + _CODE_INDENT)
    )


def _read_block(plain: str, prose: str, numbers: tuple[int, ...]) -> Iterator[Claim]:
    starts = find_starts(prose)
    for start, end in zip(starts, [*starts[1:], len(plain)], strict=True):
        claim = _create_claim(plain[start:end], numbers)
        if claim.text:
            yield claim


def _create_claim(plain: str, block: tuple[int, ...]) -> Claim:
    if plain.isascii() or not _RESERVED.search(plain):
        return Claim(" ".join(plain.split()), (), block, ())
    if any(opening in plain for opening in _OPEN_BRACKETS):
        plain = _IN_BRACKETS.sub(lambda found: "".join(_MARKERS.findall(found[0])), plain)
    *cited, rest = _NUMBER.split(plain)
    text = "".join([*[before.rstrip() for before in cited[::2]], rest])
    code: list[str] = []
    if not text.isascii():
        code = _CODE.findall(text)
        text = text.replace("\ue001", "").replace("\ue002", "")
    return Claim(" ".join(text.split()), _list_numbers(cited[1::2]), block, tuple(code))


def _take_out_numbers(plain: str) -> tuple[str, tuple[int, ...]]:
    """The text with blanks in the place of its markers, as long as they are, and their numbers."""
    if _MARKER not in plain:
        return plain, ()
    parts = _NUMBER.split(plain)
    numbers = parts[1::2]
    parts[1::2] = [" " * (len(number) + 2 * len(_MARKER)) for number in numbers]
    return "".join(parts), _list_numbers(numbers)


def _list_numbers(numbers: Iterable[str]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(map(int, numbers)))


def _to_plain(markdown: str) -> str:
    """What a reader sees, with markers and code between characters of their own."""
    return _INLINE.sub(_write, markdown if markdown.isascii() else _RESERVED.sub(" ", markdown))


def _write(found: re.Match[str]) -> str:
    if found["marker"]:
        return f"{_MARKER}{found['marker']}{_MARKER}"
    if found["code"]:
        return f"\ue001{found['code'].strip()}\ue002"
    if found["label"]:
        return _to_plain(found["label"])
    if found["entity"]:
        return unescape(f"&{found['entity']}")
    return " " if found["break"] else ""
