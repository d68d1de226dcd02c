"""Reads the lines of a text as blocks."""

import re

from chains.guard.blocks.containers import (
    MAX_DEPTH,
    ORDINARY,
    expand_tabs,
    match_containers,
    open_simple_item,
)
from chains.guard.blocks.leaves import MARKS_ONLY, MAX_LINE, MAX_ROW, Leaves
from chains.guard.patterns import MAX_MARKS

_LONG_INDENT = re.compile(r"([ \t]{200})[ \t]+")
_TEXTS = frozenset({"", "paragraph", "heading"})
"""Blocks that end before any line that begins with a letter, or that it is a part of."""
_ORDINARY = re.compile(ORDINARY)
_LINE = 3
"""A line is so much to look at."""


class Blocks(Leaves):
    """`add` what arrives; what it returns may be sent. `finish` closes what is open."""

    def add(self, text: str) -> str:
        """What may be sent now."""
        if self._rest and "\n" not in text:
            if self._rest == "text":
                sent = self._inline.add(text)
                if self._writer.pending is None:
                    return sent
                self._writer.put(sent)
            else:
                self._continue_line(text, whole=False)
        elif self._inline.plain:
            self._writer.put(self._inline.add(text))
        elif self._awaits_line_end and "\n" not in text and len(self._held) + len(text) < MAX_LINE:
            self._held += text
        else:
            self._take(self._held + text, final=False)
        return self._writer.take()

    def finish(self) -> str:
        """Everything that was held back, and the end of what is open."""
        self._take(self._held, final=True)
        self._end_line()
        if self._inline.plain:
            self._writer.put(self._inline.end())
        self._close_block()
        return self._writer.take()

    def _take(self, text: str, *, final: bool) -> None:
        inline, position, size = self._inline, 0, len(text)
        self._held, self._awaits_line_end = "", False
        while position < size:
            if not self._rest:
                if inline.effort.room < 0 and inline.effort.is_too_much:
                    self._write_plain(text[position:])
                    return
                if self._block == "code":
                    position = self._pass_code(text, position)
                    if position == size:
                        return
                elif text[position] == "\n" and self._block != "indented":
                    self._read_blank_line(match_containers("", self._containers)[0] if self._containers else 0)
                    self._rest = ""
                    position += 1
                    continue
            end = text.find("\n", position)
            line = text[position : size if end < 0 else end]
            if self._rest:
                self._continue_line(line, whole=end >= 0)
            elif not self._begin_line(line, text[end + 1 : end + 1 + MAX_ROW] if end >= 0 else None, final=final):
                self._held = text[position:]
                return
            if self._rest == "skip":
                self._rest = "" if end >= 0 else "skip"
            elif end >= 0 and not inline.plain:
                self._end_line()
            if inline.plain:
                self._write_plain(text[position + len(line) :])
                return
            position += len(line) + 1

    def _write_plain(self, text: str) -> None:
        """Write the rest as text: there was too much in it to be an answer."""
        if self._rest not in {"text", "heading"}:
            self._close_block()
            self._containers = []
            self._inline.start("text")
            self._writer.begin_block("paragraph", [])
            self._block, self._rest = "paragraph", "text"
        self._writer.put(self._inline.add_plain(text))

    def _continue_line(self, text: str, *, whole: bool) -> None:
        match self._rest:
            case "text":
                self._writer.put(self._inline.add(text, whole=whole))
            case "code":
                self._continue_code(text)
            case "heading":
                self._continue_heading(text)

    def _end_line(self) -> None:
        rest, self._rest = self._rest, ""
        if rest == "code":
            self._writer.put_lines(self._kept)
        elif rest in {"text", "heading"}:
            if rest == "heading":
                self._end_heading()
            if not self._inline.plain and (end := self._inline.end()):
                self._writer.put(end)
            if self._inline.plain:
                self._rest = rest
            elif self._writer.end_line(breaks_hard=self._inline.breaks_hard and rest == "text"):
                self._lines += 1
            elif not self._lines:
                self._block = ""
        self._kept = ""

    def _begin_line(self, line: str, behind: str | None, *, final: bool) -> bool:
        """Find out what a line is; False when more of it is needed. `behind` begins the next one."""
        whole = behind is not None or final
        effort = self._inline.effort
        if self._block in _TEXTS and not self._containers and line[:1].isalpha():
            effort.add(_LINE)
            return self._read_text(line, [], [], is_direct=True, whole=whole, is_ordinary=True)
        if not whole and len(line) < MAX_MARKS and MARKS_ONLY.match(line):
            return False
        if self._is_below_header:
            self._is_below_header, self._rest = False, "skip"
            return True
        if len(line) > MAX_MARKS and line[0] in " \t":
            line = _LONG_INDENT.sub(r"\1", line, count=1)
        if self._block in {"code", "indented"}:
            read = self._read_code(line, whole=whole)
            if read is not None:
                return read
            self._close_block()
        if "\t" in line[:MAX_MARKS]:
            line = expand_tabs(line)
        matched, rest = match_containers(line, self._containers) if self._containers else (0, line)
        if not rest.strip(" \t"):
            return self._read_white_space(matched, whole=whole)
        effort.add(_LINE)
        is_done = self._begin_block(rest, matched, whole=whole, behind=behind, final=final)
        if not is_done:
            effort.add(-_LINE)
        return is_done

    def _begin_block(self, rest: str, matched: int, *, whole: bool, behind: str | None, final: bool) -> bool:
        """Read what stands in the containers that the line stands in."""
        is_direct = matched == len(self._containers)
        if self._block in _TEXTS and _ORDINARY.match(rest):
            containers = self._containers[:matched]
            return self._read_text(rest, [], containers, is_direct=is_direct, whole=whole, is_ordinary=True)
        interrupts = is_direct and self._block == "paragraph"
        if matched < MAX_DEPTH and (item := open_simple_item(rest, interrupts=interrupts)):
            containers = [*self._containers[:matched], item[0]]
            return self._read_text(item[1], [item[0]], containers, is_direct=False, whole=whole, is_ordinary=True)
        opened, rest = self._open_containers(rest, matched)
        return self._read_leaf(rest, matched, opened, whole=whole, behind=behind, final=final)
