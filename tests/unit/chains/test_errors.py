"""The error tree."""

import re

from chains import errors
from chains.errors import AskdocsError


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    drawn = [
        (len(match[1]) // 4, match[2], int(match[3]), int(match[4]))
        for match in re.finditer(r"^([ │├└─]*)(\w+Error) +(\d{3}) +exit (\d)", errors.__doc__ or "", re.MULTILINE)
    ]
    assert drawn == [(depth + 1, kind.__name__, kind.status, kind.exit_code) for depth, kind in list_tree(AskdocsError)]


def list_tree(kind: type[AskdocsError], depth: int = 0) -> list[tuple[int, type[AskdocsError]]]:
    """The class and those below it, as they stand in the module."""
    below = [sub for sub in kind.__subclasses__() if sub.__module__ == errors.__name__]
    return [(depth, kind), *(entry for sub in below for entry in list_tree(sub, depth + 1))]
