"""The block that is open, and the containers that it stands in."""

import re
from typing import Literal

from chains.guard.blocks.code import Fence, may_be_definition
from chains.guard.blocks.containers import Container, Item, Quote, leave_items, match_containers, strip_columns
from chains.guard.blocks.writer import Block, Writer
from chains.guard.inline import Inline
from chains.guard.patterns import MAX_MARKS

CODE = 4
"""The columns that make code of a line."""
_TICKS = re.compile(r"`+\Z")


class OpenBlock:
    """Moves from one block to the next, and reads the lines of code."""

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
        self._awaits_line_end = False
        """What the current line is can be told only when it is whole."""

    def _move(self, containers: list[Container], *, is_direct: bool) -> None:
        """End the block before, and the containers that the line does not stand in."""
        if self._block:
            self._close_block()
        self._inline.start_block()
        self._lines = 0
        if not is_direct:
            self._containers = containers

    def _close_block(self) -> None:
        block, self._block = self._block, ""
        self._lines = 0
        if self._fence is not None:
            self._writer.put_lines(self._fence.close())
            self._containers = leave_items(self._containers, len(self._fence.containers))
            self._fence = None
            self._writer.has_blank_line |= self._blank_lines > 0
            self._blank_lines = 0
        elif block == "math" and self._writer.pending is not None:
            self._writer.end_line()
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

    def _pass_code(self, text: str, start: int) -> int:
        """Write lines of code in which there is nothing to look at; where the next one begins."""
        if self._fence is None or self._containers:
            return start
        lines, end = self._fence.pass_on(text, start)
        if lines:
            self._writer.put_lines(lines)
            self._rest = "" if text[end - 1] == "\n" else "code"
        return end

    def _read_blank_line(self, matched: int) -> None:
        self._rest = "skip"
        if not self._containers and not self._fence:
            if self._block:
                self._close_block()
            self._writer.has_blank_line = True
            return
        kept = len(self._containers)
        for index in range(matched, kept):
            if isinstance(self._containers[index], Quote):
                kept = index
                break
        is_inside = kept == len(self._containers)
        if is_inside and self._block == "code" and self._fence:
            self._writer.put_lines(self._fence.begin_line("")[0])
        elif is_inside and self._block == "indented":
            self._blank_lines += 1
        else:
            if self._block:
                self._close_block()
            self._containers = self._containers if is_inside else self._containers[:kept]
            self._writer.has_blank_line = True

    def _read_white_space(self, matched: int, *, whole: bool) -> bool:
        if whole:
            self._read_blank_line(matched)
        return whole

    def _read_code(self, line: str, *, whole: bool) -> bool | None:
        """A line of code; None when it is none."""
        matched, rest = match_containers(line, self._containers) if self._containers else (0, line)
        if not rest.strip(" \t"):
            return self._read_white_space(matched, whole=whole)
        if matched < len(self._containers) or self._fence is None:
            return None
        if self._block == "indented":
            code = strip_columns(rest, CODE)
            if code is None:
                return None
        else:
            code = self._fence.strip(rest)
            if whole and len(rest) < MAX_MARKS and self._fence.closes(rest):
                self._close_block()
                self._rest = "skip"
                return True
        if not whole and may_be_definition(code):
            return False
        for _ in range(self._blank_lines):
            self._writer.put_lines(self._fence.begin_line("")[0])
        self._blank_lines = 0
        before, code = self._fence.begin_line(code)
        self._writer.put_lines(before)
        self._rest = "code"
        self._continue_code(code)
        return True
