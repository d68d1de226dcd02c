"""Reads the beginnings of lines: which block begins there, or goes on."""

import re

from chains.guard.blocks import headings, tables
from chains.guard.blocks.code import FENCE, may_be_definition, may_be_underline
from chains.guard.blocks.containers import (
    MAX_DEPTH,
    Container,
    Quote,
    indent_of,
    match_containers,
    may_open,
    open_item,
    open_quote,
    strip_columns,
)
from chains.guard.blocks.open_block import CODE, OpenBlock
from chains.guard.escapes import escape
from chains.guard.patterns import MAX_MARKS
from chains.guard.spans import is_plain_math

MARKS_ONLY = re.compile(r"[ \t>*+\-_=~`#|:$\d.)]*+\Z")
MAX_LINE = 1_000
MAX_ROW = 4_000
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|\Z)")
_BREAK = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*\Z")
_UNDERLINE = re.compile(r" {0,3}(-{3,}|={3,})[ \t]*\Z")
_TASK = re.compile(r"\[([ xX])\](?=[ \t])")
_MAYBE_TASK = re.compile(r"\[(?:[ xX]\]?)?\Z")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=[ \t]|\Z)")
_STRUCTURE = re.compile(r"[-+*](?=[ \t]|\Z)|#{1,6}(?=[ \t]|\Z)|>|~{3}|[-=]+[ \t]*\Z|[:| \t]*-[-:| \t]*\Z|[^\S \t]")
"""Beginnings of a line that would make more than text of it."""


class Leaves(OpenBlock):
    """Finds out what a line is, and begins it."""

    def _open_containers(self, rest: str, matched: int) -> tuple[list[Container], str]:
        opened: list[Container] = []
        while may_open(rest) and matched + len(opened) < MAX_DEPTH:
            if indent_of(rest) >= CODE or _BREAK.match(rest, 0, MAX_MARKS):
                break
            content = open_quote(rest)
            if content is not None:
                opened.append(Quote())
                rest = content
                continue
            interrupts = self._block == "paragraph" and not opened and matched == len(self._containers)
            item = open_item(rest, interrupts=interrupts)
            if item is None:
                break
            opened.append(item[0])
            rest = item[1]
        return opened, rest

    def _read_leaf(
        self, rest: str, matched: int, opened: list[Container], *, whole: bool, behind: str | None, final: bool
    ) -> bool:
        containers = [*self._containers[:matched], *opened]
        is_direct = matched == len(self._containers) and not opened
        text = rest.lstrip(" \t")
        if not text:
            self._move(containers, is_direct=is_direct)
            self._rest = "skip"
            return True
        if self._block == "math" and is_direct:
            done = self._read_math(text, whole=whole)
            if done is not None:
                return done
        if rest[0] in " \t" and indent_of(rest) >= CODE:
            if self._block == "paragraph" and not opened:
                return self._read_text(text, opened, containers, is_direct=True, whole=whole)
            code = strip_columns(rest, CODE) or ""
            if not whole and may_be_definition(code):
                return False
            self._move(containers, is_direct=is_direct)
            return self._open_code("", "", 0, code)
        if text.startswith(("```", "~~~")) and len(rest) < MAX_LINE:
            if not whole:
                return self._await_line_end()
            fence = FENCE.match(rest)
            if fence:
                first, line_end, _ = (behind or "").partition("\n")
                if not line_end and not final and may_be_underline(first):
                    return False
                stands, first = match_containers(first, containers)
                first = first if stands == len(containers) else ""
                self._move(containers, is_direct=is_direct)
                return self._open_code(fence["run"], fence["info"], indent_of(rest), None, first=first)
        if self._block == "paragraph" and is_direct and (line := _UNDERLINE.match(rest, 0, MAX_MARKS)):
            self._writer.begin_line()
            self._writer.put(line[1][:3])
            self._writer.end_line()
            self._block, self._rest = "heading", "skip"
            return True
        if _BREAK.match(rest, 0, MAX_MARKS):
            self._move(containers, is_direct=is_direct)
            self._writer.put_break(containers)
            self._rest = "skip"
            return True
        if heading := _HEADING.match(rest):
            self._move(containers, is_direct=is_direct)
            self._writer.begin_block("heading", containers, f"{heading[1]} ")
            self._begin_heading(rest[heading.end() :], whole=whole)
            return True
        table = self._read_table(text, containers, is_direct=is_direct, whole=whole, behind=behind, final=final)
        if table is not None:
            return table
        if text.rstrip() == "$$" and whole and not (self._block == "paragraph" and is_direct):
            self._move(containers, is_direct=is_direct)
            self._writer.begin_block("math", containers)  # an empty one would open at its end for some renderers
            self._block, self._rest = "math", "skip"
            return True
        return self._read_text(text, opened, containers, is_direct=is_direct, whole=whole)

    def _await_line_end(self) -> bool:
        self._awaits_line_end = True
        return False

    def _begin_heading(self, text: str, *, whole: bool) -> None:
        if whole and text[:1].isalpha() and "#" not in text and (line := self._inline.pass_line(text)):
            self._writer.put(line)
            self._writer.end_line()
            self._rest = "skip"
            return
        self._inline.start("heading")
        self._rest, self._lines = "heading", 0
        self._continue_heading(text)

    def _continue_heading(self, text: str) -> None:
        """Text of a heading, but for the `#` that may close it."""
        done, kept = headings.split(self._kept + text, is_glued=self._lines > 0 and not self._kept)
        self._kept = kept
        self._lines += len(done)
        self._writer.put(self._inline.add(done))
        if self._inline.plain:
            self._writer.put(self._inline.add(self._kept))
            self._kept = ""

    def _end_heading(self) -> None:
        text = headings.close(self._kept)
        self._lines += len(text)
        self._writer.put(self._inline.add(text))

    def _read_math(self, text: str, *, whole: bool) -> bool | None:
        """A line of a `$$` block; None when it is none."""
        if not whole and len(text) < MAX_LINE:
            return self._await_line_end()
        line = text.rstrip(" \t")
        if line == "$$":
            self._close_block()
            self._rest = "skip"
            return True
        if not whole or len(line) >= MAX_LINE or "$" in line or not is_plain_math(line):
            return None
        if _STRUCTURE.match(line) or _NUMBER.match(line) or line.count("[") != line.count("]"):
            return None
        if self._writer.pending is not None:
            self._writer.put("$$")
        self._writer.begin_line()
        self._writer.put(line)
        self._rest = "skip"
        return True

    def _read_table(
        self,
        text: str,
        containers: list[Container],
        *,
        is_direct: bool,
        whole: bool,
        behind: str | None,
        final: bool,
    ) -> bool | None:
        """A row, a header with the line below it, or the line below a header; None when it is none of them."""
        if self._block == "table" and is_direct:
            if not whole or len(text) >= MAX_ROW:
                return self._await_line_end() if len(text) < MAX_ROW else None
            self._writer.begin_line()
            self._put_row(text)
            return True
        if self._block == "paragraph" and is_direct and self._lines == 1 and whole and tables.DELIMITER.match(text):
            cells = self._inline.pipes + (self._inline.last != "|")
            if self._inline.pipes and not self._inline.hides_pipe and len(tables.split_row(text)) == cells:
                self._writer.begin_line()
                self._writer.put(tables.format_delimiter(text))
                self._writer.end_line()
                self._block, self._rest = "table", "skip"
                return True
        if not text.startswith("|") or len(text) >= MAX_ROW:
            return None
        if not whole:
            return self._await_line_end()
        delimiter = tables.find_delimiter(behind, containers, final=final)
        if delimiter is None:
            return False
        if not delimiter or len(tables.split_row(delimiter)) != len(tables.split_row(text)):
            return None
        self._move(containers, is_direct=is_direct)
        self._writer.begin_block("table", containers)
        self._put_row(text)
        self._writer.begin_line()
        self._writer.put(tables.format_delimiter(delimiter))
        self._writer.end_line()
        self._block, self._is_below_header = "table", True
        return True

    def _put_row(self, text: str) -> None:
        self._inline.start_block()
        cells = [self._inline.write(cell, "cell") for cell in tables.split_row(text)]
        self._writer.put(f"| {' | '.join(cells)} |")
        self._writer.end_line()
        self._rest = "skip"

    def _read_text(
        self,
        text: str,
        opened: list[Container],
        containers: list[Container],
        *,
        is_direct: bool,
        whole: bool,
        is_ordinary: bool = False,
    ) -> bool:
        lead = ""
        if not is_ordinary and opened and not isinstance(opened[-1], Quote):
            if not whole and _MAYBE_TASK.match(text):
                return False
            if task := _TASK.match(text):
                lead, text = f"[{task[1]}] ", text[task.end() :].lstrip(" \t")
                if not whole and len(text) < MAX_MARKS and MARKS_ONLY.match(text):
                    return False
        if self._block == "paragraph" and not opened:  # it goes on, perhaps without the marks of its containers
            self._writer.begin_line()
        else:
            self._move(containers, is_direct=is_direct)
            self._writer.begin_block("paragraph", containers, lead)
            self._block = "paragraph"
        if is_ordinary and whole and (line := self._inline.pass_line(text)):
            self._writer.put(line)
            self._writer.end_line()
            self._lines += 1
            self._rest = "skip"
            return True
        self._inline.start("text")
        self._rest = "text"
        self._writer.put(self._inline.add(text if is_ordinary else self._escape_beginning(text), whole=whole))
        return True

    def _escape_beginning(self, text: str) -> str:
        """The text of a line without its beginning, when that would make more than text of it and was escaped."""
        window = text[:MAX_MARKS]
        if number := _NUMBER.match(window):
            self._writer.put(self._inline.put(number[1] + escape(number[2]), number.group()))
            return text[number.end() :]
        if _STRUCTURE.match(window) or _BREAK.match(window):
            self._writer.put(self._inline.put(escape(text[0]), text[0]))
            return text[1:]
        return text
