"""Links that are about a page, not part of it: to edit it, to see its source, to say that something is wrong in it."""

import re

_ALONE = re.compile(r"\[([^\]\n]{1,80})\]\((https?://[^)\s]+)\)")
_ACTIONS = (
    (
        re.compile(r"/_?edit/.|[?&]action=edit"),
        re.compile(r"\b(?:edit|improve|suggest|fix)\b", re.IGNORECASE),
    ),
    (re.compile(r"/issues/new|/discussions/new"), re.compile(r"\b(?:issue|report|feedback|problem)", re.IGNORECASE)),
    (re.compile(r"/blob/|/raw/|/-/tree/|/src/"), re.compile(r"^(?:view|show|page)\b.*\bsource\b", re.IGNORECASE)),
)


def is_about_the_page(paragraph: str) -> bool:
    """Whether a paragraph is nothing but such a link."""
    match = _ALONE.fullmatch(paragraph)
    if match is None:
        return False
    return any(target.search(match[2]) and words.search(match[1]) for target, words in _ACTIONS)
