"""Text of which nothing is read any more, because there was too much in it to be an answer."""

import re

from chains.guard.escapes import escape

MANY = 1_000
"""No answer to a question has so many links, markers, lines and escaped characters …"""
DENSE = 10
"""… and, in the mean, one for so many characters."""
_SPECIAL = re.compile(
    r"\s+|&(?:#[0-9]{2,4}|lt|gt|amp);|/{2,}|www\.\s*|@\s*|:octocat|\.(?=[^\W_])|[\\`*_~\[\]<>&$|!^#]", re.IGNORECASE
)
_UNFINISHED = re.compile(r"(?:\s+|&[#0-9a-z]{0,5}|/+|w{1,3}|www\.\s*|@\s*|:[octa]*|\.)\Z", re.IGNORECASE)


class Plain:
    """Writes a stream as one line of text: white space becomes a blank, and nothing in it is Markdown."""

    def __init__(self) -> None:
        self._held = ""

    def add(self, text: str, *, final: bool = False) -> str:
        """What may be sent now."""
        text = self._held + text
        unfinished = None if final else _UNFINISHED.search(text, max(0, len(text) - 12))
        end = unfinished.start() if unfinished else len(text)
        self._held = "" if final else text[end:][:12]
        return _SPECIAL.sub(_write, text[:end])


def _write(special: re.Match[str]) -> str:
    text = special.group()
    if text.isspace():
        return " "
    if text[0] == "/":
        return " ".join(text)  # two of them together begin an address
    if text[0] in "@wW":
        return f"{text.rstrip()} "
    return text if len(text) > 1 and text[0] == "&" else escape(text[0]) + text[1:]
