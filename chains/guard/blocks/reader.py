"""Reads the lines of a text as blocks."""

import re

from chains.guard.blocks.code import may_be_definition
from chains.guard.blocks.containers import (
    Quote,
    expand_tabs,
    match_containers,
    strip_columns,
)
from chains.guard.blocks.leaves import CODE, MARKS_ONLY, MAX_ROW, Leaves
from chains.guard.patterns import MAX_MARKS
from chains.guard.plain import MANY

_LONG_INDENT = re.compile(r"([ \t]{200})[ \t]+")
_LINE_ENDS = re.compile(r"\n+")


class Blocks(Leaves):
    """`add` what arrives; what it returns may be sent. `finish` closes what is open."""

    def add(self, text: str) -> str:
        """What may be sent now."""
        if self._inline.is_spent or (self._rest == "text" and "\n" not in text):
            self._writer.put(self._inline.add(text))
        else:
            self._take(text, final=False)
        return self._writer.take()

    def finish(self) -> str:
        """Everything that was held back, and the end of what is open."""
        self._take("", final=True)
        self._end_line()
        self._close_block()
        return self._writer.take()

    def _take(self, added: str, *, final: bool) -> None:
        text, position = self._held + added, 0
        while position < len(text):
            if text[position] == "\n" and not self._rest and self._block not in {"code", "indented"}:
                position = _LINE_ENDS.match(text, position).end()  # type: ignore[union-attr]
                self._read_blank_line(match_containers("", self._containers)[0])
                self._rest = ""
                continue
            end = text.find("\n", position)
            line = text[position : len(text) if end < 0 else end]
            if self._rest:
                self._continue_line(line)
            elif not self._begin_line(line, text[end + 1 : end + 1 + MAX_ROW] if end >= 0 else None, final=final):
                break
            position += len(line)
            if self._inline.effort > MANY and self._inline.is_spent:
                self._write_plain(text[position:], final=final)
                return
            if end >= 0:
                self._end_line()
                position += 1
        self._held = text[position:]

    def _write_plain(self, text: str, *, final: bool) -> None:
        """Write the rest as text: there was too much in it to be an answer."""
        if self._rest not in {"text", "heading"}:
            self._close_block()
            self._containers = []
            self._inline.start("text")
            self._writer.begin_block("paragraph", [])
            self._block, self._rest = "paragraph", "text"
        self._held = ""
        self._writer.put(self._inline.add_plain(text, final=final))

    def _continue_line(self, text: str) -> None:
        match self._rest:
            case "text":
                self._writer.put(self._inline.add(text))
            case "heading":
                self._continue_heading(text)
            case "code":
                self._continue_code(text)

    def _end_line(self) -> None:
        rest, self._rest = self._rest, ""
        if rest == "code":
            self._writer.put_lines(self._kept)
        elif rest in {"text", "heading"}:
            if rest == "heading":
                self._end_heading()
            self._writer.put(self._inline.end())
            if self._writer.end_line(breaks_hard=self._inline.breaks_hard and rest == "text"):
                self._lines += 1
            elif not self._lines:
                self._block = ""
        self._kept = ""

    def _begin_line(self, line: str, behind: str | None, *, final: bool) -> bool:
        """Find out what a line is; False when more of it is needed. `behind` begins the next one."""
        whole = behind is not None or final
        if not whole and len(line) < MAX_MARKS and MARKS_ONLY.match(line):
            return False
        if self._is_below_header:
            self._is_below_header, self._rest = False, "skip"
            return True
        line = _LONG_INDENT.sub(r"\1", line, count=1) if line[:1] in (" ", "\t") else line
        if "\t" in line[:MAX_MARKS] and self._block not in {"code", "indented"}:
            line = expand_tabs(line)
        matched, rest = match_containers(line, self._containers) if self._containers else (0, line)
        if not rest.strip(" \t"):
            if whole:
                self._read_blank_line(matched)
            return whole
        if self._block in {"code", "indented"}:
            read = self._read_code(rest, matched, whole=whole)
            if read is not None:
                return read
            self._close_block()
        self._inline.effort += 3
        if rest[0].isalpha() and self._block in {"", "paragraph", "heading"}:
            containers = self._containers[:matched]
            is_direct = matched == len(self._containers)
            return self._read_text(rest, [], containers, is_direct=is_direct, whole=whole)
        opened, rest = self._open_containers(rest, matched)
        return self._read_leaf(rest, matched, opened, whole=whole, behind=behind, final=final)

    def _read_blank_line(self, matched: int) -> None:
        self._rest = "skip"
        left = [index for index, one in enumerate(self._containers) if isinstance(one, Quote) and index >= matched]
        if self._block == "code" and not left and self._fence:
            self._writer.put_lines(self._fence.begin_line("")[0])
            return
        if self._block == "indented" and not left:
            self._blank_lines += 1
            return
        self._close_block()
        self._containers = self._containers[: left[0]] if left else self._containers
        self._writer.has_blank_line = True

    def _read_code(self, rest: str, matched: int, *, whole: bool) -> bool | None:
        """A line of code; None when it is none."""
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
