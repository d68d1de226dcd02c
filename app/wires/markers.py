"""Finds the markers in an answer, whole or in pieces, and tells them from code that looks like them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

MAX_LINK = 2_100
"""Characters of a marker with its link that are waited for; an address of ours has at most 2,000."""
_TEXT = re.compile(r"[^\[`\\\n~]*")
_SPAN = re.compile(r"[^`~\n]*")
_FENCED = re.compile(r"[^\n]*")
_MARKER = re.compile(r"\[(\d{1,4})\](?!\()|\[\[(\d{1,4})\]\]\([^()\s]*\)")
_BRACKETED = re.compile(r"\[\[\d{1,4}\]")
"""What is no marker with its link is none without it, either."""
_HALF = re.compile(r"\[(?:\d{0,4}|\[(?:\d{1,4}(?:\](?:\](?:\([^()\s]*)?)?)?)?)\Z")
_TICKS = re.compile(r"`+|~+")
_LEAD = r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*"
_BEGINS_LINE = re.compile(rf"{_LEAD}\Z")
_CLOSES = re.compile(r"(?P<lead>[ \t>]*)(?P<run>`+|~+)[ \t]*\Z")
_CODE_INDENT = 4
"""A fence that is indented by so much more than the one that opened a block is code in it."""
_MAX_LINE = 200
"""So much of a line is looked at to tell whether it opens or closes a fence."""
_MIN_FENCE = 3


class Marker(NamedTuple):
    """A citation as it stands in the text: `[1]`, or with the link that a wire of ours wrote, `[[1]](https://…)`."""

    number: int
    text: str

    @property
    def is_linked(self) -> bool:
        """Whether it bears its link already."""
        return self.text.startswith("[[")


class MarkerReader:
    """Reads Markdown as the guard writes it: `add` what comes, and call `finish` at the end.

    What it yields joins to what it was given. Only half a marker is held back, and what may become more of a code's
    fence. Inline code ends with its line at the latest, as in all that the guard writes. The result does not depend
    on how the text was cut.
    """

    def __init__(self) -> None:
        self._held = ""
        self._line = ""
        """The beginning of the current line."""
        self._code = ""
        """What opened the code that is being read, such as three backticks."""
        self._begins_line = False
        """The code begins its line: it is a fence when the line ends before the code does."""
        self._is_fence = False
        self._lead = ""
        """What stands before the fence that opened the block."""

    def add(self, text: str) -> Iterator[str | Marker]:
        """What is certain now."""
        return self._read(self._held + text, final=False)

    def finish(self) -> Iterator[str | Marker]:
        """What was held back."""
        return self._read(self._held, final=True)

    def _read(self, text: str, *, final: bool) -> Iterator[str | Marker]:
        position, self._held = 0, ""
        while position < len(text):
            plain = _FENCED if self._is_fence else _SPAN if self._code else _TEXT
            found: str | Marker | None = plain.match(text, position)[0]  # type: ignore[index]
            if not found:
                found = self._read_special(text, position, final=final)
            if found is None:
                self._held = text[position:]
                return
            written = found.text if isinstance(found, Marker) else found
            if written == "\n":
                self._end_line()
            elif len(self._line) < _MAX_LINE:
                self._line = (self._line + written[:_MAX_LINE])[:_MAX_LINE]
            position += len(written)
            yield found

    def _read_special(self, text: str, start: int, *, final: bool) -> str | Marker | None:
        """A marker, or a piece of text that is none; None when more of it is needed."""
        match text[start]:
            case "\n":
                return "\n"
            case "\\":
                if start + 1 == len(text) and not final:
                    return None
                return text[start : start + 2].removesuffix("\n")
            case "[":
                return self._read_bracket(text, start, final=final)
        run: str = _TICKS.match(text, start)[0]  # type: ignore[index]
        if start + len(run) == len(text) and not final:
            return None
        begins_line = len(run) >= _MIN_FENCE and bool(_BEGINS_LINE.match(self._line))
        if self._code:
            self._code = "" if run == self._code else self._code
        elif run[0] == "`" or begins_line:
            self._code, self._begins_line, self._lead = run, begins_line, self._line
        return run

    def _read_bracket(self, text: str, start: int, *, final: bool) -> str | Marker | None:
        marker = _MARKER.match(text, start, start + MAX_LINK)
        if marker is None:
            if not final and len(text) < start + MAX_LINK and _HALF.match(text, start):
                return None
            return "[[" if _BRACKETED.match(text, start) else "["
        if marker[2]:
            return Marker(int(marker[2]), marker[0])
        if marker.end() == len(text) and not final:
            return None  # the target of a link may follow
        is_definition = text.startswith(":", marker.end()) and not self._line.strip()
        return marker[0] if is_definition else Marker(int(marker[1]), marker[0])

    def _end_line(self) -> None:
        if self._is_fence:
            closing = _CLOSES.match(self._line)
            self._is_fence = closing is None or not self._closes(closing["lead"], closing["run"])
        else:
            self._is_fence = bool(self._code) and self._begins_line
        self._code = self._code if self._is_fence else ""
        self._line = ""

    def _closes(self, lead: str, run: str) -> bool:
        is_beside = lead.count(">") == self._lead.count(">") and len(lead) < len(self._lead) + _CODE_INDENT
        return is_beside and run.startswith(self._code)
