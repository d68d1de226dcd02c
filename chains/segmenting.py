"""The words of every script: one form for texts that read alike, and blanks between words where a script has none.

The index, the questions to it and the proof of sentences all read texts through these functions, so that each finds the
words that the others know.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_KANA = "\u3041-\u30ff\u31f0-\u31ff"
_SOUTHEAST_ASIAN = "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0edf\u1000-\u103f\u1050-\u109f\u1780-\u17d3\u17dc\u17dd"
"""Thai, Lao, Burmese and Khmer, without their digits and signs."""
_HANGUL = "\uac00-\ud7af"
MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0\u08d3-\u0963\u0966-\u096f\u0971-\u0dff"
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0edf\u0f18\u0f19\u0f35\u0f37\u0f39\u0f71-\u0f84\u0f86-\u0fbc\u1000-\u1049"
    "\u1050-\u109f\u1780-\u17d3\u17dc-\u17e9\u1b00-\u1b4b\u3099\u309a\ua980-\ua9c0"
)
"""Signs that belong to the letter before them, and all of the scripts that cannot be written without them."""
_WORD = re.compile(rf"(?:[^\W_]|[{MARKS}])+")
_UNSPACED = re.compile(f"[{_SOUTHEAST_ASIAN}]+|[{_KANA}{_HAN}]+|[{_HANGUL}]+")
_IS_HANGUL = re.compile(f"[{_HANGUL}]")
_LONG_HAN_WORD = re.compile(f"[{_HAN}]{{3,}}")
_JOINERS = re.compile("[\u00ad\u0640\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]")
"""What nobody sees, and the stroke that makes Arabic words longer."""
_ACCENTED = re.compile("[\u00c0-\u036f\u0370-\u03ff\u1e00-\u1fff]+")
_DROPPED = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670]"
)
"""Accents, and the vowels of Hebrew and Arabic: readers leave them out."""
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ё": "е"}
)
"""Letters that do not consist of another and an accent; of Cyrillic accents, only this one is left out by readers."""


def separate_words(text: str) -> str:
    """The text in one form (NFKC), with blanks between words where its script writes none.

    Chinese and Japanese, Thai, Lao, Khmer and Burmese are cut into words. A Chinese word of more than two characters is
    followed by its pairs, and Korean is cut into pairs alone, because its endings cling to the words.
    """
    if text.isascii():
        return text
    text = _JOINERS.sub("", unicodedata.normalize("NFKC", text))
    return _UNSPACED.sub(_separate, text) if _UNSPACED.search(text) else text


def list_words(text: str) -> list[str]:
    """The words of a text, in their order and as they are written; signs stay with their letters."""
    return _WORD.findall(separate_words(text))


@lru_cache(maxsize=20_000)
def fold_accents(word: str) -> str:
    """The word in lower case, as readers type it who leave accents and points out."""
    lower = word.lower()
    if lower.isascii():
        return lower
    plain = _ACCENTED.sub(lambda match: unicodedata.normalize("NFD", match[0]), lower)
    return _DROPPED.sub("", plain).translate(_LETTERS)


def _separate(match: re.Match[str]) -> str:
    run = match[0]
    words = _pair(run) if _IS_HANGUL.match(run) else _cut(run)
    return f" {' '.join(words)} "


def _cut(run: str) -> Iterator[str]:
    for word in _load_breaker()(run):
        yield word
        if _LONG_HAN_WORD.fullmatch(word):
            yield from _pair(word)


def _pair(run: str) -> list[str]:
    return [run] if len(run) == 1 else [run[start : start + 2] for start in range(len(run) - 1)]


@cache
def _load_breaker() -> Callable[[str], Iterator[str]]:
    """ICU's dictionaries, which only texts of these scripts need: they take 30 ms to load."""
    from icu4py.breakers import WordBreaker  # noqa: PLC0415 - most processes never need it

    def cut(run: str) -> Iterator[str]:
        return iter(WordBreaker(run, "en"))

    return cut
