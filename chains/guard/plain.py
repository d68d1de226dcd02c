"""Text of which nothing is read any more, because there was too much in it to be an answer."""

import re

from chains.characters import JOINERS
from chains.guard.escapes import escape

_SPECIAL = re.compile(
    r"\s+|&(?:#(?:3[356]|42|58|9[1-6]|12[346])|lt|gt|amp);|/+|www(?:\.|&#46;)|&#46;|(?:@|&#64;)\s*|:octocat|\.(?=[^\W_])"
    rf"|[\\`*_~\[\]{{<>&$|!^#][{JOINERS}]*",
    re.IGNORECASE,
)
"""Zero-width characters go with the sign that they belong to, which is written otherwise."""
_UNFINISHED = re.compile(
    r"(?:\.?w{0,3}&[#0-9a-z]{0,5}|w{0,3}\.?w{1,3}\.?|:[octa]{0,6}|\.|[\\`*_~\[\]{<>$|!^#])\Z", re.IGNORECASE
)
_MAX_UNFINISHED = 12


class Plain:
    """Writes a stream as one line of text: white space becomes a blank, and nothing in it is Markdown."""

    def __init__(self) -> None:
        self._held = ""
        self._last = ""
        """The last character that was written."""

    def add(self, text: str, *, final: bool = False) -> str:
        """What may be sent now."""
        text = self._held + text
        unfinished = None if final else _UNFINISHED.search(text, max(0, len(text) - _MAX_UNFINISHED))
        end = unfinished.start() if unfinished else len(text)
        end -= unfinished is not None and text[:end].endswith(".")  # what follows it tells how it is written
        self._held = text[end:]
        written = _SPECIAL.sub(self._write, text[:end])
        self._last = written[-1:] or self._last
        return written

    def _write(self, special: re.Match[str]) -> str:
        text = special.group()
        before = "" if special.start() else self._last
        if text.isspace():
            return "" if before == " " else " "
        if text[0] == "/":  # two of them together begin an address
            return (" " if before == "/" else "") + " ".join(text)
        if text[0] in "wW":
            return f"{text[:3]} {escape('.')}"
        if text[0] == "@" or text.startswith("&#64;"):
            return "@ "
        if text[0] == ":":
            return escape(":") + text[1:]
        return text if len(text) > 1 and text[0] == "&" else escape(text[0])
