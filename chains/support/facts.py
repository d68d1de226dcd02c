"""What must be right to the letter: numbers, flags, names in code, and whether a sentence denies something."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, groupby
from typing import NamedTuple

from chains.support.words import cut_words, find_tokens, shorten, weigh

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
_COUNTS = frozenset(word for word, number in _NUMERALS.items() if 3 <= int(number) <= 12)  # noqa: PLR2004
_COUNT = re.compile(rf"\b(?:{'|'.join(_COUNTS)})\b")
"""Counts that are written as words and must be right: "one" and "two" are often no counts."""
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[-*+]|\d{1,3}[.)])[ \t]")
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
_NO_DENIAL = frozenset({"not", "no", "nicht"})
"""Each of them has one of these."""
_DENIES_A_NOUN = frozenset(
    "no without none kein keine keinen keinem keiner keines ohne sans aucun aucune sin ningún ninguna".split()  # noqa: SIM905
)
"""Of these only the next word is denied, of others the clause."""
_CLAUSE_END = re.compile(
    r"([,;:()–—，；、.\s](?:(?<=[,;:()–—.])\s|(?<=\s)(?:and|or|but|because|so|unless|while|whereas|if|when|that|which|who"
    r"|where|und|oder|aber|weil|wenn|dass|et|ou|mais|si|que|qui|quand|y|o|pero|cuando)\s|(?<=[，；、])))",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(r"\b(?:would|might|should|if|when|unless|until|wenn|falls|si|quand|cuando)\b", re.IGNORECASE)
_SAME = 0.4
"""A clause speaks of what another one denies when it has so many of its words."""
_SPOKEN = 2
"""A clause with fewer words says too little to be denied."""
_KEPT_CLAUSES = 1_000
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


def find_turning_words(text: str, tokens: Iterable[str]) -> frozenset[str]:
    """The words of a sentence that have an opposite, and "not" where any of them, or a part of one, could deny.

    `tokens`: all of its words.
    """
    is_ascii = text.isascii()
    lower = text.lower()
    found = _TURNING_WORDS.intersection(
        tokens if is_ascii else _LETTERS.findall(f"{lower} {lower.replace('’', chr(39))}")
    )
    may_deny = not _NEGATIONS.isdisjoint(found) or "n't" in lower or "n’t" in lower
    return found | {"not"} if may_deny or (not is_ascii and _SPACELESS_NEGATION.search(text)) else found


def can_contradict(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether sentences with these turning words could contradict one another: most cannot, and are read no further."""
    return "not" in one or "not" in other or any(not _COUNTERPARTS[word].isdisjoint(other) for word in one)


def read_stance(text: str) -> Stance:
    """The denials and opposites of a sentence."""
    lower = text.lower()
    words = _LETTERS.findall(lower)
    opposites = _OPPOSITE_WORDS.intersection(words)
    if not _NO_DENIAL.isdisjoint(words) or not text.isascii():
        words = _LETTERS.findall(_NO_NEGATION.sub(" ", lower.replace("’", "'")))
    denials = sum([word in _NEGATIONS or word.endswith("n't") for word in words])
    denials += 0 if text.isascii() else len(_SPACELESS_NEGATION.findall(text))
    return Stance(bool(denials % 2), opposites)


class Clause(NamedTuple):
    """Its words, and those of them that it denies."""

    words: frozenset[str]
    denied: frozenset[str]


def asserts_what_is_denied(claim: str, words: Iterable[str], passage: Sequence[str]) -> bool:
    """Whether a clause of the claim asserts what the clauses of the passage that are most like it deny.

    `words`: those of the claim.
    """
    denying = [clause for sentence in passage if _may_deny(sentence) for clause in read_clauses(sentence)]
    denied = [clause.denied for clause in denying if clause.denied]
    if not denied or frozenset(words).isdisjoint(chain(*denied)):
        return False
    asserted = [clause.words for clause in read_clauses(claim) if not clause.denied]
    if not any(_is_denied(words, denying) for words in asserted):
        return False
    told = [clause for sentence in passage for clause in read_clauses(sentence)]
    return any(_is_denied(words, told) for words in asserted)


@lru_cache(_KEPT_CLAUSES)
def read_clauses(sentence: str) -> tuple[Clause, ...]:
    """Cut a sentence into clauses; passages are cited again and again, so that most have been read before."""
    return tuple(map(_read_clause, split_clauses(sentence)))


def split_clauses(sentence: str) -> list[str]:
    """The clauses of a sentence, with the words that lead to them."""
    pieces = ["", *_CLAUSE_END.split(sentence)]
    return [before + clause for before, clause in zip(pieces[::2], pieces[1::2], strict=True) if clause]


def is_supposed(clause: str) -> bool:
    """Whether it names a condition, or what would be: that denies nothing."""
    return _SUPPOSED.search(clause) is not None


def contradict(one: Stance, other: Stance) -> bool:
    """Whether of two sentences that are about the same only one denies it, or each holds one of two opposites."""
    if one.denies != other.denies:
        return True
    first, second = one.opposites, other.opposites
    if first == second or not first or not second:
        return False
    sides = [(first.intersection(pair), second.intersection(pair)) for pair in _OPPOSITES]
    return any(len(left) == len(right) == 1 and left != right for left, right in sides)


@lru_cache(_KEPT_CLAUSES)
def _may_deny(sentence: str) -> bool:
    return "not" in find_turning_words(sentence, find_tokens(sentence))


def _is_denied(words: frozenset[str], told: Sequence[Clause]) -> bool:
    total = sum(map(weigh, words))
    shares = [sum(map(weigh, words & clause.words)) for clause in told]
    most = max(shares, default=0)
    if len(words) < _SPOKEN or most < _SAME * total:
        return False
    nearest = [clause for clause, share in zip(told, shares, strict=True) if share == most]
    return all(len(words & clause.denied) > len(words & clause.words) / 2 for clause in nearest)


def _read_clause(clause: str) -> Clause:
    words: list[str] = []
    denied: list[str] = []
    denials = 0
    is_next = is_whole = False
    lower = clause.lower().replace("’", "'")
    tokens = _LETTERS.findall(lower)
    if not _NO_DENIAL.isdisjoint(tokens):
        tokens = _LETTERS.findall(_NO_NEGATION.sub(" ", lower))
    for token in tokens:
        if token in _NEGATIONS or token.endswith("n't"):
            denials += 1
            is_next = token in _DENIES_A_NOUN
            is_whole = is_whole or not is_next
            continue
        for word in [shorten(token)] if token.isascii() else cut_words(token):
            if not word:
                continue
            words.append(word)
            denied += [word] if is_next else []
            is_next = False
    if denials % 2 == 0 or is_supposed(clause):
        return Clause(frozenset(words), frozenset())
    return Clause(frozenset(words), frozenset(words if is_whole else denied))


def _read_more_numbers(text: str, written: frozenset[str]) -> set[str]:
    parts = {part for number in written for part in number.split(":")}
    whole = {number.partition(".")[0] for number in written if "." in number}
    series = {f"{number}.x" for number in whole}
    words = {_NUMERALS[word] for word in _NUMERALS.keys() & set(_LETTERS.findall(text.lower()))}
    return parts | whole | series | words


def _normalize(number: str) -> str:
    return number.replace(",", "") if _GROUPED.match(number) else number
