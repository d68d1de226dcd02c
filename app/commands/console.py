"""The one way to the terminal. What models, pages and file names say is shown, and never obeyed by the terminal.

What draws is imported when something is drawn: help and an answer's first words need none of it.
"""

import json
import re
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.commands.safe_console import SafeConsole

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Control characters but tab and line end, marks that turn the direction of text, separators, halves of pairs.

Terminals obey control characters: such sequences fill the clipboard, name the window and clear what was printed.
"""
_HALF = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"[\s\x1c-\x1f\x85]+")


def create_console(*, stderr: bool = False, quiet: bool = False) -> "SafeConsole":
    """A console that shows texts as they are: no line is broken, no word coloured, no `:name:` made a picture."""
    from app.commands.safe_console import SafeConsole

    return SafeConsole(stderr=stderr, quiet=quiet, highlight=False, soft_wrap=True, emoji=False)


def clean(text: str) -> str:
    """The text without what a terminal obeys; half of a pair, as in a file name of wrong bytes, becomes `�`."""
    return _UNSAFE.sub(lambda match: "\ufffd" if _HALF.match(match[0]) else "", text)


def format_inline(text: object) -> str:
    """A foreign text in a line of ours: it makes no line of its own, and its brackets are no style."""
    from rich.markup import escape

    return escape(_SPACE.sub(" ", str(text)))


def write(text: str) -> None:
    """Write a piece of an answer to standard output, as soon as it comes."""
    sys.stdout.write(clean(text))
    sys.stdout.flush()


def write_json_part(text: str) -> None:
    """Write a piece of JSON, of which `format_json` has escaped what a terminal obeys."""
    sys.stdout.write(text)
    sys.stdout.flush()


class StandardOutput:
    """Standard output as a file that only takes texts, for what is as long as a table."""

    def write(self, text: str) -> int:
        """Write what a terminal does not obey of a text; how much that was."""
        return sys.stdout.write(clean(text))


def write_json(value: Any) -> None:
    """Write one JSON object to standard output, indented."""
    sys.stdout.write(format_json(value, indent=2) + "\n")


def format_json(value: Any, *, indent: int | None = None) -> str:
    """JSON in which what a terminal obeys is escaped: programs read every character that was there."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
