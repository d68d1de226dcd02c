"""Answers as a terminal shows them: Markdown without the entities that keep renderers from reading text as markup."""

import re
from html import unescape

_SPECIAL = re.compile(r"\n|`+|&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});")
_CUT = re.compile(r"(?:`+|&#?[A-Za-z\d]{0,32})\Z")
_CONTAINERS = re.compile(r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*\Z")
_FENCE = "```"


class TerminalText:
    """Reads an answer piece by piece: `add`, `end`. Code is shown as it stands, because nothing in it is escaped."""

    def __init__(self) -> None:
        self._held = ""
        self._line = ""
        self._code = ""
        """The backticks that began the code within a line."""
        self._fence: int | None = None
        """The column of the fence."""

    def add(self, text: str) -> str:
        """What can be shown now: an entity or backticks may be cut off at the end of a piece."""
        text = self._held + text
        cut = _CUT.search(text)
        end = cut.start() if cut else len(text)
        self._held = text[end:]
        return self._show(text[:end])

    def end(self) -> str:
        """What was held back."""
        held, self._held = self._held, ""
        return self._show(held)

    def _show(self, text: str) -> str:
        shown, position = "", 0
        for found in _SPECIAL.finditer(text):
            self._line += text[position : found.start()]
            shown += text[position : found.start()] + self._read(found.group())
            position = found.end()
        self._line += text[position:]
        return shown + text[position:]

    def _read(self, found: str) -> str:
        if found == "\n":
            self._line = self._code = ""
            return found
        is_code = bool(self._code) or self._fence is not None
        if found[0] == "`":
            self._read_backticks(found)
        self._line += found
        return unescape(found) if found[0] == "&" and not is_code else found

    def _read_backticks(self, run: str) -> None:
        """Fences are closed in their own column, and code ends in its line: so the service writes them."""
        if self._fence is not None:
            if run == _FENCE and len(self._line) == self._fence and _CONTAINERS.match(self._line):
                self._fence = None
        elif run == _FENCE and _CONTAINERS.match(self._line):
            self._fence = len(self._line)
        elif not self._code:
            self._code = run
        elif run == self._code:
            self._code = ""
