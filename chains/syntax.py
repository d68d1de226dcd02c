"""Patterns of the Markdown that matters to the guard: what renderers make a link, an image, code or HTML of."""

import re

URL_START = r"(?:(?:https?|ftp)://|www\.)"
_URL_BEGINNING = r"[hfw][htps:/w]{0,6}\Z"
SPECIAL = re.compile(rf"[ \t]*!?\[|\]\(|`+|<|\n|{URL_START}|[ \t]+\Z|[!\]]\Z|{_URL_BEGINNING}", re.IGNORECASE)
"""Where the guard must look, in text."""
SPECIAL_IN_CODE = re.compile(rf"\]\(|\n|{URL_START}|(?<=[=\"'])//|\]\Z|{_URL_BEGINNING}", re.IGNORECASE)
"""Where it must look in what is code to some renderers."""
URL_REST = re.compile(r"[^\s<>`\"'|]*")
URL_IN_CODE = re.compile(rf"(?:{URL_START}|(?<=[(=\"'])//){URL_REST.pattern}", re.IGNORECASE)

_CONTAINERS = r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*"
LINE_BEGINNING = re.compile(rf"{_CONTAINERS}\Z")
"""A line of which nothing came yet but marks of quotations and lists."""
FENCE = re.compile(rf"(?P<before>{_CONTAINERS})(?P<run>`{{3,}}|~{{3,}})(?P<info>.*)\Z")

TARGET = re.compile(
    r"\][(][ \t]*(?P<target><[^<>\n]*>|[^\s()<>]*(?:[(][^\s()<>]*[)][^\s()<>]*)*)"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|[(][^()\n]*[)]))?[ \t]*[)]"
)
"""The second half of a link or an image, from the bracket that closes its text."""
DEFINITION = re.compile(r"\[(?P<label>[^\[\]\n]+)\]:[ \t]*(?P<target>\S*)(?P<rest>[^\n]*)")
TITLE = re.compile(r"\s*(?:[\"'(].*)?\Z")
AUTOLINK = re.compile(r"<(?P<target>[a-z][a-z0-9+.-]{1,31}:[^\s<>]*)>", re.IGNORECASE)
PLAIN_TAG = re.compile(r"</?(?:b|br|del|em|i|ins|kbd|mark|s|small|strong|sub|sup|u|wbr)\s*/?>", re.IGNORECASE)
"""Tags that fetch nothing and, inside a line, begin nothing."""
TAG_START = re.compile(r"<[a-z/!?]", re.IGNORECASE)
UNFINISHED_TAG = re.compile(r"<(?:/?[a-z]{0,6}\s*/?|[a-z][a-z0-9+.-]{1,31}:[^\s<>]*)\Z", re.IGNORECASE)
LETTER = re.compile(r"[^\W\d_]")
_BRACKET = re.compile(r"[\[\]\n]|\\.|(`+)[^\n]*?\1")


def find_close(text: str, bracket: int) -> int | None:
    """The bracket on the same line that closes this one; None when there is none yet."""
    depth = 0
    for match in _BRACKET.finditer(text, bracket):
        found = match.group()
        if found == "\n":
            return None
        depth += {"[": 1, "]": -1}.get(found, 0)
        if not depth:
            return match.start()
    return None
