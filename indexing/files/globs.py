"""Globs over POSIX paths as Docusaurus' options have them: `**`, `*`, `?`, `[a-z]` and `{a,b}`."""

import re
from collections.abc import Iterable
from functools import lru_cache

from indexing.errors import ReadingError


def match_any(path: str, globs: Iterable[str]) -> bool:
    """Whether one of the globs matches the whole path: `*.md` means files at the top, `**/*.md` all of them."""
    return any(_compile(glob).fullmatch(path) for glob in globs)


@lru_cache(maxsize=256)
def _compile(glob: str) -> re.Pattern[str]:
    try:
        return re.compile(_translate(glob.removeprefix("./")))
    except re.error as error:
        message = f"The pattern {glob!r} cannot be used: {error}. Write it like docs/api/** or *.md."
        raise ReadingError(message) from error


def _translate(glob: str) -> str:
    pattern, position, braces = "", 0, 0
    while position < len(glob):
        character = glob[position]
        if glob.startswith("**/", position):
            pattern, position = pattern + "(?:[^/]+/)*", position + 3
            continue
        if glob.startswith("**", position):
            pattern, position = pattern + ".*", position + 2
            continue
        end = glob.find("]", position + 2)
        if character == "[" and end > 0:
            members = glob[position + 1 : end].replace("\\", r"\\").replace("[", r"\[")
            pattern, position = pattern + f"[{'^' + members[1:] if members[0] in '!^' else members}]", end + 1
            continue
        if character == "{":
            braces += 1
        elif character == "}":
            braces -= 1
        pattern += {"*": "[^/]*", "?": "[^/]", "{": "(?:", "}": ")"}.get(character) or (
            "|" if character == "," and braces > 0 else re.escape(character)
        )
        position += 1
    return pattern
