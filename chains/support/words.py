"""The words of a text as they are compared: without endings, accents and small words."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

from chains.languages import SMALL_WORDS
from chains.segmenting import MARKS, fold_accents, separate_words

_TOKEN = re.compile(rf"\d+(?:[.,:]\d+)*|(?:[^\W\d_]|[{MARKS}])+(?:'[^\W\d_]+)?")
_LATIN_TOKEN = re.compile(r"[a-z0-9](?:(?<=[a-z])[a-z]*(?:'[a-z]+)?|[0-9]*(?:[.,:][0-9]+)*)")
"""The same for a text of small letters of ASCII alone, four times as fast."""
_URL = re.compile(r"https?://\S+")
_ENDING = re.compile(r"(?<=[^\W\d]{3})(?:ing|ed|es|e|s)\Z")
_DOUBLED = re.compile(r"(?<=[^\W\d]{2})([bdgmnprt])\1\Z")
"""In "logged" and "running" an ending doubles the letter before it."""
_STEM = 6
"""Two words are one when they begin alike: as good as a stemmer on AttributionBench (AUC .749 against .748), and it
knows no language."""
_COMMON = """
able allow allows allowed available based become becomes better call called case cases certain change changes come comes
common commonly consider contain contains create created day days different due effect end ensure example find first
follow following follows form general generally get gets give given gives good great help helps high include included
includes including increase increased individual information instead keep kind known large lead leads level levels like
likely long low made make makes making mean means need needed needs new number often one ones part parts people person
place point possible potential process provide provided provides result results said say says second see set several
show shown shows significant small specific start state support supports system take taken takes thing things time times
two type types typically use used using user users usually value values various want way ways well work works year years
"""
_WEIGHT = 2
_WEIGHTS_OF_COMMON = dict.fromkeys([_ENDING.sub("", word)[:_STEM] for word in _COMMON.split()], 1)
"""Words that stand in texts of every kind prove half as much."""
_KEPT = 16_000
"""So many pieces of text stay cut into words, because texts consist of the same ones again and again; a site of a
million characters has as many. They take 3 MB, in Chinese 5."""
_LONGEST_KEPT = 32
_MOST_KEPT = 4
"""A piece with more characters or words, such as a path or a sentence in Chinese, hardly comes again."""


class Pieces(dict[str, tuple[str, ...]]):
    """The words that carry meaning in each piece of text without white space, shortened, in their order.

    When `kept` pieces are known, all are forgotten before the next one: that costs less than to know the oldest.
    """

    def __init__(self, kept: int = _KEPT) -> None:
        super().__init__()
        self._kept = kept

    def __missing__(self, piece: str) -> tuple[str, ...]:
        words = tuple(filter(None, map(shorten, find_tokens(piece))))
        if len(piece) <= _LONGEST_KEPT and len(words) <= _MOST_KEPT:
            if len(self) >= self._kept:
                self.clear()
            self[piece] = words
        return words


_get_words = Pieces().__getitem__


def cut_words(text: str) -> list[str]:
    """The words of a text that carry meaning, shortened, in their order; none has white space in it."""
    return [*chain.from_iterable(map(_get_words, text.split()))]


def find_tokens(text: str) -> list[str]:
    """All words and numbers of a text, in their order."""
    if "://" in text:
        text = _URL.sub(" ", text)
    if text.isascii():
        return _LATIN_TOKEN.findall(text.lower())
    return _TOKEN.findall(separate_words(text.replace("’", "'")))


def weigh(word: str) -> int:
    """How much it proves that a passage has this word, 1 or 2."""
    return _WEIGHTS_OF_COMMON.get(word, _WEIGHT)


def weigh_all(words: Iterable[str]) -> dict[str, int]:
    """What each of the different words proves, in their order."""
    weigh = _WEIGHTS_OF_COMMON.get
    return {word: weigh(word, _WEIGHT) for word in words}


@lru_cache(maxsize=6_000)
def shorten(token: str) -> str:
    """What of a word is compared; nothing of one that carries no meaning."""
    word = token.lower()
    stem, apostrophe, _ = word.partition("'")
    if word in SMALL_WORDS or (apostrophe and stem in SMALL_WORDS) or len(word) == 1:
        return ""
    if word[0].isdigit():
        return word
    whole = fold_accents(stem if apostrophe and len(stem) > 1 else word)
    short = _ENDING.sub("", whole)
    return (_DOUBLED.sub(r"\1", short) if short != whole else whole)[:_STEM]
