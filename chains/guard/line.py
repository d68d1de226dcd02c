"""The line that is written: what a reader sees of it so far, and how text and code join to it."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Literal, Self

from chains.characters import JOINERS
from chains.guard.escapes import escape
from chains.guard.links import LinkPolicy
from chains.guard.patterns import MAIL, TICKS, WWW
from chains.retrieval import Passage

Kind = Literal["text", "heading", "cell", "label", "alt", "plain"]
"""What the line is: `label` is the text of a link, `alt` of an image, `plain` is no Markdown at all."""
Mend = Callable[[Sequence[int], str], list[int]]
"""The sources that a marker names after all, from those that it names and the Markdown of its block so far."""
_TAIL = 80
_MAX_BLOCK = 1_000
"""So much of a block is kept: no sentence is longer."""
_ACTIVE = re.compile(r"[\[\]<&$|\\@^!]|//|\.\w|:")
"""What could mean something where code with a backtick in it is not taken for code."""
_BEGINS_BLOCK = re.compile(r"[#>+=:~|.)\d-]|[*_](?:\s|\Z)|[*_]{2}\s|[*_]{3}|\s")
_ONLY_MARKS = re.compile(r"[#>+=:~|*_.)\d\s-]*\Z")
_MARK = re.compile(r"(?:[-+*]|#{1,6}|\d{1,9}[.)])\Z")
"""Where something was taken out, such text behind such text may begin a block."""
_NO_BREAK = "\u00a0"
_MAY_CLOSE = re.compile(r"(?<=[ \t])#")
_JOINERS = frozenset(JOINERS)
OBJECT = "\ufffc"
"""What a reader sees of a link or an image, in short."""
_KEYCAP = frozenset("#*0123456789")


def keep_numbers(numbers: Sequence[int], _: str) -> list[int]:
    """Every marker names what it names."""
    return list(numbers)


class Line(ABC):
    """What was written of the current line."""

    def __init__(
        self, policy: LinkPolicy, passages: Sequence[Passage], cited: list[int], mend: Mend = keep_numbers
    ) -> None:
        self.policy = policy
        self.passages = passages
        self.sources = frozenset(passage.source.number for passage in passages)
        self.cited = cited
        self._mend = mend
        self._block = ""
        """The Markdown of the block that the line belongs to, so far."""
        self.is_in_cell = False
        """Whether it is a part of a cell of a table."""
        self.effort = 0
        """How much there was to look at, in all lines."""
        self.written = 0
        """How many characters were written, in all lines."""
        self.start("text")

    def start(self, kind: Kind) -> None:
        """Begin a line."""
        self.kind: Kind = kind
        if self._block:
            self._block += "\n"
        self.tail = ""
        """The last characters of the line, as a reader sees them."""
        self.last = ""
        """The last character that was written."""
        self.is_behind_marker = False
        self.has_only_markers = True
        self.pipes = 0
        self.is_joined = False
        """True when something was taken out just before: what comes next must not become a part of a word."""
        self.hides_pipe = False
        """True when a `|` stands in code or a link, where a table would be split."""

    def start_block(self) -> None:
        """Begin a paragraph, an item or a row of a table: what stands before belongs to no sentence of it."""
        self._block = ""

    @abstractmethod
    def write(self, text: str, kind: Kind) -> str:
        """Read a whole line and write it."""

    def child(self) -> Self:
        """A line of its own, for the text of a link in this one."""
        child = type(self)(self.policy, self.passages, self.cited)
        child.is_in_cell = self.kind == "cell"
        return child

    @property
    def is_fresh(self) -> bool:
        """Nothing was written of it yet."""
        return not self.last

    def keep(self, text: str) -> str:
        """Write text in which nothing is a construct; a bracket or colon that would make a marker one is escaped."""
        if not self.last:
            without = text.lstrip(" \t")
            self.is_joined, text = self.is_joined or without != text, without
        elif text[:1] in _JOINERS and self.last < "\x80" and self.last not in _KEYCAP:
            text = text.lstrip(JOINERS)  # what they belonged to is written otherwise
        if not text:
            return ""
        if self.is_joined:
            self.is_joined = False
            text, written = self._split_joined(text)
            return written + self.keep(text)
        if text[0] == "/" and self.tail.endswith("/"):
            return self.put_code("/") + self.keep(text[1:])
        written = text
        if self.kind == "heading" and "#" in text:  # it could close the heading where what follows is taken out
            written = _MAY_CLOSE.sub("&#35;", f"{self.tail[-1:] or ' '}{text}")[1:]
        if self.is_behind_marker and text[0] in "(:" and (text[0] == "(" or self.has_only_markers):
            written = escape(text[0]) + written[1:]
        return self.put(written, text)

    def take_out(self) -> str:
        """Take something out here; marks that would be alone on their line then get a blank that makes text of them."""
        is_line = self.kind in {"text", "heading"}
        needs_blank = is_line and self.last not in {"", _NO_BREAK} and self.has_only_marks
        written = self.put(_NO_BREAK, " ") if needs_blank else ""
        self.is_joined = True
        return written

    @property
    def has_only_marks(self) -> bool:
        """Whether nothing but what may begin a block was written."""
        return bool(_ONLY_MARKS.match(self.tail))

    def _split_joined(self, text: str) -> tuple[str, str]:
        """The text, and its first character written apart where it would end a name of a host, or the like."""
        first = text[0]
        is_line = self.kind in {"text", "heading"}
        may_begin = _BEGINS_BLOCK.match(text) or (first in "*_" and self.tail.endswith(first))
        if is_line and may_begin and self.has_only_marks:
            if not first.isspace() or (first not in " \t" and not self.last):
                return text[1:], self.put(escape(first), first)
            written = self.put(_NO_BREAK if _MARK.match(self.tail) else first, first)
            self.is_joined = True
            return text[1:], written
        if first.isalnum() and self.tail.endswith("."):
            if MAIL.search(self.tail) or WWW.search(self.tail[:-1]):
                return text[1:], self.put_code(first)
            if first.isascii():
                return text[1:], self.put(escape(first), first)
        is_octocat = first == "o" and self.tail.endswith(":")
        if is_octocat or (first.isalpha() and ":octocat:" in self.tail[-8:] + text[:8]):
            return text[1:], self.put(escape(first), first)
        return text, ""

    def put(self, written: str, seen: str) -> str:
        """Write something of which a reader sees `seen`."""
        self.written += len(written)
        self._block = (self._block + written)[-_MAX_BLOCK:]
        self.tail = (self.tail + seen)[-_TAIL:]
        self.last = written[-1]
        self.is_behind_marker = self.has_only_markers = self.is_joined = False
        return written

    def put_marker(self, numbers: Sequence[int], blank: str, wrapper: str) -> str:
        """Write the markers of these sources."""
        blank = blank if self.last else ""
        numbers = self._mend(numbers, self._block)
        self.cited += [number for number in numbers if number not in self.cited]
        marker = "".join(f"[{number}]" for number in numbers)
        only_markers = self.has_only_markers and not wrapper
        written = self.put(f"{blank}{wrapper}{marker}{wrapper}", f"{blank}{marker}")
        self.is_behind_marker, self.has_only_markers = not wrapper, only_markers
        return written

    def may_be_code(self, code: str) -> bool:
        """Whether every renderer takes it for code, or finds nothing in it when it does not."""
        if "|" in code and (
            self.is_in_cell or self.kind in {"alt", "plain"} or (self.kind == "cell" and "\\|" in code)
        ):
            return False
        return not ("`" in code and _ACTIVE.search(code))

    def put_code(self, code: str) -> str:
        """Write inline code."""
        gap = " " if self.last == "`" else ""
        self.hides_pipe = self.hides_pipe or "|" in code
        written = code.replace("|", "\\|") if self.kind == "cell" else code
        ticks = "`" * (1 + max((len(run) for run in TICKS.findall(code)), default=0)) if "`" in code else "`"
        is_padded = "`" in (code[0], code[-1]) or (code[0] == code[-1] == " " and code.strip(" "))
        pad = " " if is_padded else ""
        return self.put(f"{gap}{ticks}{pad}{written}{pad}{ticks}", f"{gap}{code}`")
