"""The names in a sentence: flags, what is written as code, and what is called so."""

import re
from collections.abc import Iterable

_FLAG = re.compile(r"(?<![\w-])--?[A-Za-z][\w-]*")
_NAME = re.compile(r"[A-Za-z_$@./][\w$@./-]*[\w$]")
_PROPER = re.compile(r"(?<![\w.`/@-])[A-Z](?:[a-z]+[A-Z]\w*|[A-Z]+[a-z]?|[a-z]{2,})(?![\w`/])")
"""`MySQL`, `UTC`, `Postgres`."""
_BEGINS = re.compile(r"(?:\A|[:;.!?(\[–—-]\s*|[\"“‘'*(]\s*)\Z")
"""Behind it every word begins with a capital."""
_OF_NOTHING = frozenset(
    """
    api http https url id cli ui ip os cpu ram json html css faq ok pdf readme sdk tls ssl dns monday tuesday wednesday
    thursday friday saturday sunday english internet
    """.split()  # noqa: SIM905 - as a text it can be read
)
"""What writers call things of every kind, whatever the passages call them."""


def find_names(code: Iterable[str]) -> frozenset[str]:
    """The flags and names in pieces of code."""
    return frozenset(name for piece in code for name in (*_FLAG.findall(piece), *_NAME.findall(piece)))


def find_flags(text: str) -> frozenset[str]:
    """The flags in prose that begin with two dashes: there they are no names of anything else."""
    return frozenset(flag for flag in _FLAG.findall(text) if flag.startswith("--")) if "--" in text else frozenset()


def find_proper_names(text: str) -> frozenset[str]:
    """The names in English prose, in small letters and without the ending of a plural.

    A capital at the beginning of a clause tells of a name only where another one follows in the word.
    """
    names = set()
    for found in _PROPER.finditer(text):
        name = found[0]
        if not (name[1:].islower() and _BEGINS.search(text[max(0, found.start() - 4) : found.start()])):
            names.add(name.lower().removesuffix("s"))
    return frozenset(names - _OF_NOTHING)
