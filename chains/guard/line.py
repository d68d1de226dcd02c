"""The line that is written: what a reader sees of it so far, and how text and code join to it."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, Self

from chains.characters import JOINERS
from chains.guard.effort import Effort
from chains.guard.escapes import escape
from chains.guard.links import LinkPolicy
from chains.guard.patterns import MAIL, WWW
from chains.guard.verbatim import NUMBERS

Kind = Literal["text", "heading", "cell", "label", "alt", "plain"]
"""What the line is: `label` is the text of a link, `alt` of an image, `plain` is no Markdown at all."""
Mend = Callable[[Sequence[int], str], list[int]]
"""The sources that a marker names after all, from those that it names and the Markdown of its block so far."""
_TAIL = 80
_MAX_BLOCK = 1_000
"""So much of a block is read to mend a marker: no sentence is longer."""
_BEGINS_BLOCK = re.compile(r"[#>+=:~|.)\d-]|[*_]{1,2}(?:\s|\Z)|[*_]{3}|\s")
_ONLY_MARKS = re.compile(r"[#>+=:~|*_.)\d\s-]*\Z")
_MARK = re.compile(r"(?:[-+*]|#{1,6}|\d{1,9}[.)])\Z")
"""Where something was taken out, such text behind such text may begin a block."""
_CUT_NAME = re.compile(r"(?:\.[^\W\d_]{0,19}|&#?[^\W_]*|:[octa]{0,6})\Z")
"""Where something was taken out, the next letter may make of this a host's name, an entity or `:octocat`."""
_NO_BREAK = "\u00a0"
_MAY_CLOSE = re.compile(r"(?<=[ \t])#(?![\ufe0e\ufe0f])")
_BRACKET = re.compile(r"[\[\]()!]")
_LIVE_CODE = re.compile(r"[\[\]<@&]|//|www\.", re.IGNORECASE)
"""This is live where it is not taken for code."""
_STRIKE = re.compile(r"(?<!~)(~{1,2})\Z")
"""Some renderers take this and the backtick behind it for one row of marks, if it strikes nothing out."""
_JOINERS = frozenset(JOINERS)
_ODD = _JOINERS | {"/"}
OBJECT = "\ufffc"
"""What a reader sees of a link or an image, in short."""
_KEYCAP = frozenset("#*0123456789")


def find_numbers(text: str) -> list[int]:
    """The numbers in brackets in text that is written as it stands."""
    return [int(number) for number in NUMBERS.findall(text) if number]


class Line(ABC):
    """What was written of the current line."""

    def __init__(self, policy: LinkPolicy, cited: list[int], mend: Mend | None = None) -> None:
        self.policy = policy
        self.cited = cited
        self._mend = mend
        self._block: list[str] = []
        """The Markdown of the block that the line belongs to, so far, when markers are mended."""
        self.may_be_struck = False
        """Whether `~` stands in the block: some renderers strike what follows it up to another one, even in code."""
        self.is_in_cell = False
        """Whether it is a part of a cell of a table."""
        self.effort = Effort()
        """How much there was to look at, in all lines."""
        self.start("text")

    def start(self, kind: Kind) -> None:
        """Begin a line."""
        self.kind: Kind = kind
        self.note("\n")
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
        self.breaks_hard = False
        self._held = ""
        self._awaited: re.Pattern[str] | None = None
        """What must come before what is held can be read."""

    def start_block(self) -> None:
        """Begin a paragraph, an item or a row of a table: what stands before belongs to no sentence of it."""
        self._block = []
        self.may_be_struck = False

    def note(self, written: str) -> None:
        """Remember what was written of the block."""
        if self._mend:
            self._block.append(written)

    @abstractmethod
    def write(self, text: str, kind: Kind) -> str:
        """Read a whole line and write it."""

    def child(self) -> Self:
        """A line of its own, for the text of a link in this one."""
        child = type(self)(self.policy, self.cited)
        child.is_in_cell = self.kind == "cell"
        child.may_be_struck = self.may_be_struck
        return child

    @property
    def is_fresh(self) -> bool:
        """Nothing was written of it yet."""
        return not self.last

    def keep(self, text: str) -> str:
        """Write text in which nothing is a construct; a bracket or colon that would make a marker one is escaped."""
        if (
            self.last
            and text
            and not (self.is_joined or self.is_behind_marker)
            and text[0] not in _ODD
            and (self.kind != "heading" or "#" not in text)
        ):
            return self.put(text, text)
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
        if self.is_behind_marker and self._joins_marker(text[0]):
            written = escape(text[0]) + written[1:]
        return self.put(written, text)

    def take_out(self) -> str:
        """Take something out here; marks that would be alone on their line then get a blank that makes text of them."""
        is_line = self.kind in {"text", "heading"}
        needs_blank = is_line and self.last not in {"", _NO_BREAK} and self.has_only_marks
        written = self.put(_NO_BREAK, _NO_BREAK) if needs_blank else ""
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
            blank = _NO_BREAK if _MARK.match(self.tail) else first
            written = self.put(blank, blank)
            self.is_joined = True
            return text[1:], written
        if self.is_behind_marker and (self._joins_marker(first) or first in "*_"):
            return text[1:], self.put(escape(first), first)
        if first.isalnum() and self.tail.endswith(".") and (MAIL.search(self.tail) or WWW.search(self.tail[:-1])):
            return text[1:], self.put_code(first)
        if (first.isalnum() or first in "#;") and _CUT_NAME.search(self.tail):
            return text[1:], self.put(escape(first), first)
        return text, ""

    def _joins_marker(self, first: str) -> bool:
        """Whether a marker would be none with this character behind it."""
        is_word = first.isascii() and (first.isalnum() or first == "_")
        return is_word or first == "(" or (first == ":" and self.has_only_markers)

    def put(self, written: str, seen: str) -> str:
        """Write something of which a reader sees `seen`."""
        self.effort.written += len(written)
        if self._mend:
            self._block.append(written)
        if "~" in written:
            self.may_be_struck = True
        self.tail = (self.tail + seen)[-_TAIL:]
        self.last = written[-1]
        self.is_behind_marker = self.has_only_markers = self.is_joined = False
        return written

    def put_verbatim(self, text: str) -> str:
        """Write text with code and markers as it stands."""
        if "[" in text:
            text = self.cite_in(text)
        seen = text
        if "`" in text:  # of the backticks around code the last one is kept
            parts = text.split("`")
            seen = "".join(f"{part}`" if number % 2 else part for number, part in enumerate(parts))
        self.put(text, seen)
        self.is_behind_marker = self.last == "]"
        return text

    def cite(self, numbers: Iterable[int]) -> None:
        """Note that these sources are cited."""
        for number in numbers:
            if number not in self.cited:
                self.cited.append(number)

    def cite_in(self, text: str) -> str:
        """Note the sources that are cited in text that is written as it stands; the text with its markers mended."""
        if self._mend is None:
            self.cite(find_numbers(text))
            return text
        written, position = "", 0
        for marker in NUMBERS.finditer(text):
            if marker[1]:
                written += text[position : marker.start()]
                written += self._format_marker([int(marker[1])], written)
                position = marker.end()
        return written + text[position:]

    def _format_marker(self, numbers: Sequence[int], before: str = "") -> str:
        """The markers of these sources, or of those that are cited in their place; `before` is not yet written."""
        if self._mend:
            self._block = ["".join(self._block)[-_MAX_BLOCK:]]
            numbers = self._mend(numbers, (self._block[0] + before).rstrip(" \t")[-_MAX_BLOCK:])
        self.cite(numbers)
        return "".join(f"[{number}]" for number in numbers)

    def put_marker(self, numbers: Sequence[int], blank: str, wrapper: str) -> str:
        """Write the markers of these sources."""
        blank = blank if self.last else ""
        marker = self._format_marker(numbers)
        only_markers = self.has_only_markers and not wrapper
        written = self.put(f"{blank}{wrapper}{marker}{wrapper}", f"{blank}{marker}")
        self.is_behind_marker, self.has_only_markers = True, only_markers
        return written

    def may_be_code(self, code: str) -> bool:
        """Whether every renderer takes it for code: a `|` ends a cell for some, a bracket an image's text."""
        if self.kind == "alt" and _BRACKET.search(code):
            return False
        is_in_table = self.is_in_cell or self.kind in {"alt", "plain"} or (self.kind == "cell" and "\\|" in code)
        return not ("|" in code and is_in_table)

    def put_code_with_ticks(self, code: str, behind: str) -> str:
        """Write inline code, which `behind` follows; backticks in it, of which renderers disagree, stand apart."""
        if "`" not in code:
            strike = _STRIKE.search(self.tail)
            closing = behind[: len(behind) - len(behind.lstrip("~"))]
            return self.put_code(code, is_struck=strike is not None and strike[1] == closing)
        parts = [part for part in re.split("(`+|(?<=`) +| +(?=`))", code.strip(" ")) if part]
        return "".join(map(self._put_part, parts))

    def _put_part(self, part: str) -> str:
        """A blank at the end of code would be lost in some renderers, so that it stands behind it."""
        if part[0] in "`~":
            return self.put(escape(part[0]) * len(part), part)
        return self.put_code(part) if part.strip(" ") else self.put(part, part)

    def put_code(self, code: str, *, is_struck: bool = False) -> str:
        """Write inline code without a backtick in it. `is_struck`: the same `~` stand behind it as before it."""
        if self.may_be_struck and "~" in code and _LIVE_CODE.search(code):
            return "".join(self._put_part(part) for part in re.split("(~+)", code) if part)
        gap = " " if self.last == "`" or (self.last == "~" and not is_struck) else ""
        self.hides_pipe = self.hides_pipe or "|" in code
        written = code.replace("|", "\\|") if self.kind == "cell" else code
        pad = " " if code[0] == code[-1] == " " and code.strip(" ") else ""
        may_be_struck = self.may_be_struck
        written = self.put(f"{gap}`{pad}{written}{pad}`", f"{gap}{code}`")
        self.may_be_struck = may_be_struck
        return written
