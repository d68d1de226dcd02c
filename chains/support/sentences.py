"""Where a sentence of prose ends, in Markdown too."""

import re
from collections.abc import Iterator

# A full stop in these ends no sentence: code, links, addresses, abbreviations.
_OPAQUE = re.compile(
    r"""
    `+[^`]*`+ | !?\[[^\[\]]*\]\([^()]*\) | https?://[^\s)]*\w
    | \b(?:e\.g|i\.e|etc|cf|vs|approx|incl|excl|resp|fig|sec|vol|ver|avg|max|min|inc|ltd)\.
    """,
    re.IGNORECASE | re.VERBOSE,
)
# A text without what this finds has nothing opaque. It begins with a set of characters, as the next one does, so that
# the engine skips all others.
_MAY_BE_OPAQUE = re.compile(
    r"""
    [`\](/.](?: (?<=`) | (?<=\]\() | (?<=:/)/
    | (?<=\be\.g\.) | (?<=\bi\.e\.) | (?<=\b(?:etc|max|min|avg|inc|ltd|fig|sec|vol|ver)\.)
    | (?<=\b(?:cf|vs)\.) | (?<=\bapprox\.) | (?<=\bincl\.) | (?<=\bexcl\.) | (?<=\bresp\.) )
    """,
    re.IGNORECASE | re.VERBOSE,
)
# A name such as npm may begin a sentence, but behind a short word the full stop may be an abbreviation's.
_SENTENCE_END = re.compile(
    r"""
    [.!?。！？](?:
    (?<=[.!?])[\"'”’)*_]*\s+(?=[\"'“‘*_(\[]*[A-Z0-9À-ÖØ-ÞЀ-Я])
    | (?:(?<=[\w)*]{3}[.!?])|(?<=[A-Z]{2}[.!?]))\s+(?=[\"'“‘*_(]*[a-z])
    | (?<=[。！？])\s*
    )
    """,
    re.VERBOSE,
)


def split_prose(prose: str) -> list[str]:
    """The sentences of a paragraph, with the quotation marks that close them."""
    return [prose[start:end] for start, end in find_sentences(prose)]


def find_sentences(prose: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a paragraph begin and end."""
    start = 0
    for end in _find_ends(prose):
        # The closing quotation marks that follow the full stop belong to the sentence before it.
        yield start, end.start() + len(end[0].rstrip())
        start = end.end()
    yield start, len(prose)


def find_starts(prose: str) -> list[int]:
    """Where they begin; there is one at least."""
    return [0, *[end.end() for end in _find_ends(prose)]]


def _find_ends(prose: str) -> Iterator[re.Match[str]]:
    return _SENTENCE_END.finditer(_OPAQUE.sub(_mask, prose) if _MAY_BE_OPAQUE.search(prose) else prose)


def _mask(opaque: re.Match[str]) -> str:
    return ("x" if opaque[0].endswith(".") else "X") * len(opaque[0])
