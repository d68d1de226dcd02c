"""The numbers of a sentence, as digits and as words."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*(?:\.x\b)?")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+\Z")
_URL = re.compile(r"https?://\S+")
_WORDS = {
    "0": "zero null cero zéro",
    "1": "one single once ein eine einer eines un une uno una 一",
    "2": "two both twice pair zwei beide deux dos 二 两 両",
    "3": "three thrice drei trois tres 三",
    "4": "four vier quatre cuatro 四",
    "5": "five fünf cinq cinco 五",
    "6": "six sechs seis 六",
    "7": "seven sieben sept siete 七",
    "8": "eight acht huit ocho 八",
    "9": "nine neun neuf nueve 九",
    "10": "ten zehn dix diez 十",
    "11": "eleven elf onze",
    "12": "twelve zwölf douze doce",
    "15": "fifteen fünfzehn quinze quince",
    "20": "twenty zwanzig vingt veinte",
    "30": "thirty dreißig trente treinta",
    "40": "forty vierzig quarante cuarenta",
    "50": "fifty fünfzig cinquante cincuenta",
    "60": "sixty sechzig soixante sesenta",
    "80": "eighty achtzig",
    "90": "ninety neunzig noventa",
    "100": "hundred hundert cent cien 百",
    "1000": "thousand tausend mille mil 千",
}
_NUMERALS = {word: number for number, words in _WORDS.items() for word in words.split()}
_LETTERS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_COUNTS = frozenset(word for word, number in _NUMERALS.items() if 3 <= int(number) <= 90)  # noqa: PLR2004
_COUNT = re.compile(rf"\b(?:{'|'.join(_COUNTS)})\b")
"""Counts that are written as words and must be right: "one" and "two" are often no counts."""
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[-*+]|\d{1,3}[.)])[ \t]")


def find_numbers(text: str) -> frozenset[str]:
    """The numbers in a text, those in versions and names too; `1,000` is `1000`."""
    prose = _URL.sub(" ", text) if "://" in text else text
    return frozenset(map(_normalize, _NUMBER.findall(prose)))


def knows_numbers(text: str, numbers: frozenset[str]) -> bool:
    """Whether a passage has all these numbers, also as words or as parts of compound ones."""
    written = find_numbers(text)
    return numbers <= written or numbers <= written | _read_more_numbers(text, written)


def find_counts(text: str, tokens: Iterable[str]) -> frozenset[str]:
    """The counts that are written as words, such as "four". `tokens`: all words of the text."""
    if text.isascii():
        return frozenset([_NUMERALS[word] for word in _COUNTS.intersection(tokens)])
    return frozenset(_NUMERALS[word] for word in _COUNT.findall(text.lower()))


def knows_counts(sentences: Sequence[str], counts: frozenset[str]) -> bool:
    """Whether passages have these numbers, or lists of so many items."""
    if knows_numbers("\n".join(sentences), counts):
        return True
    items = [_ITEM.match(sentence) for sentence in sentences]
    of_one_depth = Counter(item["indent"] for item in items if item)
    in_a_row = [len([*row]) for is_item, row in groupby(items, bool) if is_item]
    commas = {sentence.count(",") for sentence in sentences}
    enumerated = [count + more for count in commas if count for more in (1, 2)]
    return counts <= {*map(str, [*of_one_depth.values(), *in_a_row, *enumerated])}


def _read_more_numbers(text: str, written: frozenset[str]) -> set[str]:
    parts = {part for number in written for part in number.split(":")}
    whole = {number.partition(".")[0] for number in written if "." in number}
    series = {f"{number}.x" for number in whole}
    words = {_NUMERALS[word] for word in _NUMERALS.keys() & set(_LETTERS.findall(text.lower()))}
    return parts | whole | series | words


def _normalize(number: str) -> str:
    return number.replace(",", "") if _GROUPED.match(number) else number
