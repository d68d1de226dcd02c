"""How many texts go into one embedding call."""

import math
import string
from collections.abc import Iterator

from indexing.tokens import estimate_tokens

MAX_TEXTS = 100  # of batchEmbedContents
MAX_PIECES = 10_000
"""LangChain makes two requests of a call with more words, signs and spaces than this: it takes each for two tokens."""
_SEPARATORS = {ord(separator): None for separator in string.punctuation + "\t\n "}


def split_into_calls(texts: list[str], most_tokens: float = math.inf) -> Iterator[list[str]]:
    """The texts of each call: as many as fit into one request, and together no more than so many (estimated) tokens."""
    call: list[str] = []
    tokens = pieces = 0
    for text in texts:
        more_tokens, more_pieces = estimate_tokens(text), _count_most_pieces(text)
        is_full = len(call) == MAX_TEXTS or pieces + more_pieces > MAX_PIECES or tokens + more_tokens > most_tokens
        if call and is_full:
            yield call
            call, tokens, pieces = [], 0, 0
        call.append(text)
        tokens += more_tokens
        pieces += more_pieces
    if call:
        yield call


def _count_most_pieces(text: str) -> int:
    """Each separator is a piece, and there is at most one word before each and one behind the last."""
    separators = len(text) - len(text.translate(_SEPARATORS))
    return 2 * separators + 1
