"""Other people's words in a report or a comment of ours, for a host of code such as GitHub."""

import re

from chains.guard import escape_markdown

_ADDRESS = re.compile(r"(https?://[^\s`]*[^\s`.,:;])")
_NAMING = re.compile(r"(&#(?:35|64);|(?<!&)#|@|\bGH-)(?=\w)")


def format_foreign(text: str) -> str:
    """The text as Markdown of one line that makes no link, and calls nobody, in our name.

    Addresses are written as code. Behind @ and # stands a character that breaks the name or number in two and is not
    seen: hosts look for them in the text that is shown, however it is written.
    """
    parts = _ADDRESS.split(" ".join(text.split()))
    return "".join(f"`{part}`" if number % 2 else _escape(part) for number, part in enumerate(parts))


def _escape(text: str) -> str:
    """The text with the blanks at its ends, which part it from an address."""
    before, after = " " * text.startswith(" "), " " * (len(text) > 1 and text.endswith(" "))
    return before + _NAMING.sub(r"\1&#8203;", escape_markdown(text)) + after
