"""Reads the beginnings of lines: which block begins there, or goes on."""

import re
from typing import Literal

from chains.guard.blocks import headings, tables
from chains.guard.blocks.code import FENCE, Fence, may_be_definition, may_be_underline
from chains.guard.blocks.containers import (
    MAX_DEPTH,
    Container,
    Item,
    Quote,
    indent_of,
    leave_items,
    match_containers,
    open_item,
    open_quote,
    strip_columns,
)
from chains.guard.blocks.writer import Block, Writer
from chains.guard.escapes import escape
from chains.guard.inline import Inline
from chains.guard.patterns import MAX_MARKS, NO_MATH

MARKS_ONLY = re.compile(r"[ \t>*+\-_=~`#|:$\d.)]*+\Z")
_MAX_LINE = 1_000
MAX_ROW = 4_000
CODE = 4
"""The columns that make code of a line."""
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|\Z)")
_BREAK = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*\Z")
_UNDERLINE = re.compile(r" {0,3}(-{3,}|={3,})[ \t]*\Z")
_TASK = re.compile(r"\[([ xX])\](?=[ \t])")
_MAYBE_TASK = re.compile(r"\[(?:[ xX]\]?)?\Z")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=[ \t]|\Z)")
_STRUCTURE = re.compile(r"[-+*](?=[ \t]|\Z)|#{1,6}(?=[ \t]|\Z)|>|~{3}|[-=]+[ \t]*\Z|[:| \t]*-[-:| \t]*\Z|[^\S \t]")
"""Beginnings of a line that would make more than text of it."""
_TICKS = re.compile(r"`+\Z")


class Leaves:
    """The block that is open, the containers that it stands in, and what the rest of the current line is."""

    def __init__(self, inline: Inline) -> None:
        self._inline = inline
        self._writer = Writer()
        self._held = ""
        self._rest: Literal["", "text", "heading", "code", "skip"] = ""
        """What the rest of the current line is."""
        self._kept = ""
        """The end of a piece of a heading that may close it; of one of code, backticks that go on perhaps."""
        self._containers: list[Container] = []
        self._block: Block = ""
        self._lines = 0
        """How many lines the paragraph has; how many characters the heading."""
        self._fence: Fence | None = None
        self._blank_lines = 0
        """Empty lines in indented code, which may be its end."""
        self._is_below_header = False
        """The next line is the one below a table's header, which was written with it."""

    def _open_containers(self, rest: str, matched: int) -> tuple[list[Container], str]:
        opened: list[Container] = []
        while matched + len(opened) < MAX_DEPTH and indent_of(rest) < CODE and not _BREAK.match(rest[:MAX_MARKS]):
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
        window = rest[:MAX_MARKS]
        if not text:
            self._move(containers, is_direct=is_direct)
            self._rest = "skip"
            return True
        if self._block == "math" and is_direct:
            done = self._read_math(text, whole=whole)
            if done is not None:
                return done
        if indent_of(rest) >= CODE:
            if self._block == "paragraph" and not opened:
                return self._read_text(text, opened, containers, is_direct=True, whole=whole)
            code = strip_columns(rest, CODE) or ""
            if not whole and may_be_definition(code):
                return False
            self._move(containers, is_direct=is_direct)
            return self._open_code("", "", 0, code)
        if text.startswith(("```", "~~~")) and len(rest) < _MAX_LINE:
            if not whole:
                return False
            fence = FENCE.match(rest)
            if fence:
                first, line_end, _ = (behind or "").partition("\n")
                if not line_end and not final and may_be_underline(first):
                    return False
                stands, first = match_containers(first, containers)
                first = first if stands == len(containers) else ""
                self._move(containers, is_direct=is_direct)
                return self._open_code(fence["run"], fence["info"], indent_of(rest), None, first=first)
        if self._block == "paragraph" and is_direct and (line := _UNDERLINE.match(window)):
            self._writer.begin_line()
            self._writer.put(line[1][:3])
            self._writer.end_line()
            self._block, self._rest = "heading", "skip"
            return True
        if _BREAK.match(window):
            self._move(containers, is_direct=is_direct)
            self._writer.put_break(containers)
            self._rest = "skip"
            return True
        if heading := _HEADING.match(rest):
            self._move(containers, is_direct=is_direct)
            self._inline.start("heading")
            self._writer.begin_block("heading", containers, f"{heading[1]} ")
            self._rest, self._lines = "heading", 0
            self._continue_heading(rest[heading.end() :])
            return True
        table = self._read_table(text, containers, is_direct=is_direct, whole=whole, behind=behind, final=final)
        if table is not None:
            return table
        if text.rstrip() == "$$" and whole and not (self._block == "paragraph" and is_direct):
            self._move(containers, is_direct=is_direct)
            self._writer.begin_block("math", containers)
            self._writer.put("$$")
            self._block, self._rest = "math", "skip"
            return True
        return self._read_text(text, opened, containers, is_direct=is_direct, whole=whole)

    def _move(self, containers: list[Container], *, is_direct: bool) -> None:
        """End the block before, and the containers that the line does not stand in."""
        self._close_block()
        if not is_direct:
            self._containers = containers

    def _close_block(self) -> None:
        block, self._block = self._block, ""
        self._lines = 0
        self._inline.start_block()
        if self._fence is not None:
            self._writer.put_lines(self._fence.close())
            self._containers = leave_items(self._containers, len(self._fence.containers))
            self._fence = None
            self._writer.has_blank_line |= self._blank_lines > 0
            self._blank_lines = 0
        elif block == "math":
            self._writer.begin_line()
            self._writer.put("$$")

    def _open_code(self, run: str, info: str, indent: int, line: str | None, *, first: str = "") -> bool:
        """Open a fence; `line` is the first line of indented code."""
        fence = Fence(run, info, indent, self._containers, first if line is None else line)
        if fence.containers and isinstance(fence.containers[-1], Item) and fence.containers[-1].is_fresh:
            # Some renderers do not see a fence behind the mark of an item, and take its end for a beginning.
            self._writer.begin_block("paragraph", fence.containers)
            self._writer.put("&#160;")
            self._writer.has_blank_line = True
        lead = fence.open()
        self._writer.has_blank_line |= fence.is_deep  # or some see no fence, if another item holds an empty line
        self._writer.begin_block("code", fence.containers)
        self._writer.put(lead)
        self._fence = fence
        self._block, self._rest = ("code", "skip") if line is None else ("indented", "code")
        if line is not None:
            before, code = fence.begin_line(line)
            self._writer.put_lines(before)
            self._continue_code(code)
        return True

    def _continue_code(self, text: str) -> None:
        if not self._fence or not self._fence.is_deep:
            self._writer.put_lines(text)
            return
        text = self._kept + text
        run = _TICKS.search(text)
        done = len(text) - (2 - len(run.group()) % 2 if run else 0)
        self._kept = text[done:]
        self._writer.put_lines(self._fence.soften(text).removesuffix(self._kept))

    def _continue_heading(self, text: str) -> None:
        """Text of a heading, but for the `#` that may close it."""
        done, kept = headings.split(self._kept + text, is_glued=self._lines > 0 and not self._kept)
        self._kept = kept
        self._lines += len(done)
        self._writer.put(self._inline.add(done))

    def _end_heading(self) -> None:
        text = headings.close(self._kept)
        self._lines += len(text)
        self._writer.put(self._inline.add(text))

    def _read_math(self, text: str, *, whole: bool) -> bool | None:
        """A line of a `$$` block; None when it is none."""
        if not whole and len(text) < _MAX_LINE:
            return False
        line = text.rstrip(" \t")
        if line == "$$":
            self._close_block()
            self._rest = "skip"
            return True
        if not whole or len(line) >= _MAX_LINE or "$" in line or NO_MATH.search(line):
            return None
        if _STRUCTURE.match(line) or _NUMBER.match(line) or line.count("[") != line.count("]"):
            return None
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
                return False if len(text) < MAX_ROW else None
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
            return False
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
        self, text: str, opened: list[Container], containers: list[Container], *, is_direct: bool, whole: bool
    ) -> bool:
        lead = ""
        if opened and not isinstance(opened[-1], Quote):
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
        self._inline.start("text")
        window = text[:MAX_MARKS]
        if number := _NUMBER.match(window):
            self._writer.put(self._inline.put(number[1] + escape(number[2]), number.group()))
            text = text[number.end() :]
        elif _STRUCTURE.match(window) or _BREAK.match(window):
            self._writer.put(self._inline.put(escape(text[0]), text[0]))
            text = text[1:]
        self._rest = "text"
        self._writer.put(self._inline.add(text))
        return True
