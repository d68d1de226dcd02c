"""What must be right to the letter: numbers, flags, names in code, and whether a sentence denies something."""

import re
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

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
    "12": "twelve zwölf douze doce",
    "100": "hundred hundert cent cien 百",
    "1000": "thousand tausend mille mil 千",
}
_NUMERALS = {word: number for number, words in _WORDS.items() for word in words.split()}
_LETTERS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_FLAG = re.compile(r"(?<![\w-])--?[A-Za-z][\w-]*")
_NAME = re.compile(r"[A-Za-z_$@./][\w$@./-]*[\w$]")
_NEGATIONS = frozenset(
    """
    not no never cannot nor neither nobody nothing none without unable nicht kein keine keinen keinem keiner keines nie
    niemals ohne niemand pas jamais sans aucun aucune personne nunca jamás sin nadie ningún ninguna
    """.split()  # noqa: SIM905 - as a text it can be read
)
_SPACELESS_NEGATION = re.compile("不|没|無|沒|ませ|ない|なし|なく|않|없")
_NO_NEGATION = re.compile(
    r"\b(?:not only|no matter|no\.|whether or not|if not|no problem|nicht nur|no solo)", re.IGNORECASE
)
_OPPOSITES = (
    ("enable", "disable"), ("before", "after"), ("always", "never"), ("minimum", "maximum"), ("increase", "decrease"),
    ("required", "optional"), ("allow", "forbid"), ("allow", "deny"), ("upper", "lower"), ("oldest", "newest"),
    ("first", "last"), ("true", "false"), ("on", "off"), ("include", "exclude"), ("more", "less"),
)  # fmt: skip
_OPPOSITE_WORDS = frozenset(word for pair in _OPPOSITES for word in pair)
_TURNING_WORDS = _NEGATIONS | _OPPOSITE_WORDS
_COUNTERPARTS = {word: {*chain(*[pair for pair in _OPPOSITES if word in pair])} - {word} for word in _OPPOSITE_WORDS}


def find_numbers(text: str) -> frozenset[str]:
    """The numbers in a text, those in versions and names too; `1,000` is `1000`."""
    prose = _URL.sub(" ", text) if "://" in text else text
    return frozenset(map(_normalize, _NUMBER.findall(prose)))


def knows_numbers(text: str, numbers: frozenset[str]) -> bool:
    """Whether a passage has all these numbers, also as words or as parts of compound ones."""
    written = find_numbers(text)
    return numbers <= written or numbers <= written | _read_more_numbers(text, written)


def find_names(code: Iterable[str]) -> frozenset[str]:
    """The flags and names in pieces of code."""
    return frozenset(name for piece in code for name in (*_FLAG.findall(piece), *_NAME.findall(piece)))


def find_flags(text: str) -> frozenset[str]:
    """The flags in prose that begin with two dashes: there they are no names of anything else."""
    return frozenset(flag for flag in _FLAG.findall(text) if flag.startswith("--")) if "--" in text else frozenset()


class Stance(NamedTuple):
    """What turns a sentence around without another word of it."""

    denies: bool
    """It denies something, as far as its words tell; two denials are none."""
    opposites: frozenset[str]
    """Those of its words that have an opposite."""


def find_turning_words(text: str) -> frozenset[str]:
    """The words of a sentence that have an opposite, and "not" where any of them, or a part of one, could deny."""
    lower = text.lower()
    words = _LETTERS.findall(lower if text.isascii() else f"{lower} {lower.replace('’', chr(39))}")
    found = _TURNING_WORDS.intersection(words)
    may_deny = not _NEGATIONS.isdisjoint(found) or "n't" in lower or "n’t" in lower
    return found | {"not"} if may_deny or (not text.isascii() and _SPACELESS_NEGATION.search(text)) else found


def can_contradict(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether sentences with these turning words could contradict one another: most cannot, and are read no further."""
    return "not" in one or "not" in other or any(not _COUNTERPARTS[word].isdisjoint(other) for word in one)


def read_stance(text: str) -> Stance:
    """The denials and opposites of a sentence."""
    lower = text.lower()
    opposites = _OPPOSITE_WORDS.intersection(_LETTERS.findall(lower))
    words = _LETTERS.findall(_NO_NEGATION.sub(" ", lower.replace("’", "'")))
    denials = sum([word in _NEGATIONS or word.endswith("n't") for word in words])
    denials += 0 if text.isascii() else len(_SPACELESS_NEGATION.findall(text))
    return Stance(bool(denials % 2), opposites)


def contradict(one: Stance, other: Stance) -> bool:
    """Whether of two sentences that are about the same only one denies it, or each holds one of two opposites."""
    if one.denies != other.denies:
        return True
    first, second = one.opposites, other.opposites
    if first == second or not first or not second:
        return False
    sides = [(first.intersection(pair), second.intersection(pair)) for pair in _OPPOSITES]
    return any(len(left) == len(right) == 1 and left != right for left, right in sides)


def _read_more_numbers(text: str, written: frozenset[str]) -> set[str]:
    parts = {part for number in written for part in number.split(":")}
    whole = {number.partition(".")[0] for number in written if "." in number}
    series = {f"{number}.x" for number in whole}
    words = {_NUMERALS[word] for word in _NUMERALS.keys() & set(_LETTERS.findall(text.lower()))}
    return parts | whole | series | words


def _normalize(number: str) -> str:
    return number.replace(",", "") if _GROUPED.match(number) else number
