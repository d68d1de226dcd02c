"""The end of a heading: `#` that may close it, as in `## Title ##`."""

import re

from chains.guard.patterns import MAX_MARKS

_CLOSING = re.compile(r"(?:(?<![^ \t])#++(?![^ \t])|[ \t])*+\Z")
"""White space, and words of `#`, at the end of a text."""


def split(text: str, *, is_glued: bool) -> tuple[str, str]:
    """What is text of the heading in any case, and what may close it. `is_glued`: a letter stands before the text."""
    if "#" not in text:
        start = len(text.rstrip(" \t"))
    else:
        found = _CLOSING.search(text)
        start = found.start() if found else len(text)
        if is_glued and not start:
            start = len(text) - len(text.lstrip("#"))
    start = max(start, len(text) - MAX_MARKS)
    return text[:start], text[start:]


def close(kept: str) -> str:
    """What of it is text after all: what stands before the last `#`, which close the heading."""
    return kept.rstrip(" \t").rstrip("#").rstrip(" \t")
