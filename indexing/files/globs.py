"""Globs over POSIX paths, as Docusaurus' options have them: `**`, `*`, `?`, `[a-z]`, `{a,b}`, `!(a|b)` and `!path`."""

from collections.abc import Sequence
from functools import lru_cache

import bracex
from wcmatch import glob

from indexing.errors import ReadingError

_FLAGS = (
    glob.GLOBSTAR
    | glob.EXTGLOB
    | glob.NEGATE
    | glob.NEGATEALL  # nothing but `!path` means everything else
    | glob.DOTGLOB
    | glob.FORCEUNIX  # the same on every system
)
_MAX_ALTERNATIVES = 1000
"""For how many patterns the braces of one may stand; each becomes a regular expression."""
_MAX_SHOWN_CHARACTERS = 200
"""A longer pattern is cut in messages."""


def match_any(path: str, globs: Sequence[str]) -> bool:
    """Whether one of the globs matches the whole path: `*.md` means files at the top, `**/*.md` all of them.

    A glob that begins with `!` takes away from what the others match. Raises ReadingError for one that cannot be used.
    """
    return bool(globs) and _compile(tuple(globs)).match(path)


@lru_cache(maxsize=256)
def _compile(globs: tuple[str, ...]) -> "glob.WcMatcher[str]":
    return glob.compile([one for pattern in globs for one in _expand(pattern)], flags=_FLAGS, limit=0)


def _expand(pattern: str) -> list[str]:
    """The pattern without braces: one for each alternative. Raises ReadingError when it cannot be used."""
    if pattern.count("{") != pattern.count("}"):
        raise _create_error(pattern, "it has a brace without its partner")
    try:
        alternatives = list(bracex.expand(pattern.removeprefix("./"), keep_escapes=True, limit=_MAX_ALTERNATIVES))
        glob.compile(alternatives, flags=_FLAGS, limit=0)
    except bracex.ExpansionLimitException as error:
        raise _create_error(pattern, f"its braces stand for more than {_MAX_ALTERNATIVES} patterns") from error
    except RecursionError as error:
        raise _create_error(pattern, "it is nested too deeply") from error
    return alternatives


def _create_error(pattern: str, reason: str) -> ReadingError:
    shown = pattern if len(pattern) <= _MAX_SHOWN_CHARACTERS else f"{pattern[:_MAX_SHOWN_CHARACTERS]}…"
    return ReadingError(f"The pattern {shown!r} cannot be used: {reason}. Write it like docs/api/** or *.md.")
