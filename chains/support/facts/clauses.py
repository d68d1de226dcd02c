"""The clauses of sentences: what each of them denies, and whether two of them say the opposite."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from chains.support.facts.turns import (
    COUNTERPARTS,
    LETTERS,
    NEGATIONS,
    SMALL,
    SPACELESS_NEGATION,
    Turns,
    count_denials,
    denies_beside,
    find_opposites,
    find_whole_words,
    have_opposites,
    is_denial,
    read_turns,
)
from chains.support.words import cut_words, shorten, weigh

_DENIES_A_NOUN = frozenset(
    "no without none kein keine keinen keinem keiner keines ohne sans aucun aucune sin ningún ninguna".split()  # noqa: SIM905
)
"""Of these only the next word is denied, of others the clause."""
_CLAUSE_END = re.compile(
    r"([,;:()–—，；、.\s](?:(?<=[,;:()–—.])\s|(?<=\s)(?:and|or|but|because|so|unless|while|whereas|if|when|that|which|who"
    r"|where|und|oder|aber|weil|wenn|dass|et|ou|mais|si|que|qui|quand|y|o|pero|cuando)\s|(?<=[，；、])))",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\b(?:whose|would|might|should|if|when|unless|until|wenn|falls|si|quand|cuando)\b", re.IGNORECASE
)
_SAME = 0.4
"""A clause speaks of what another one denies when it has so many of its words."""
_SPOKEN = 2
"""A clause with fewer words says too little to be denied."""
_KEPT_CLAUSES = 1_000


class Stance(NamedTuple):
    """What turns a sentence around without another word of it."""

    denies: bool
    """It denies something, as far as its words tell; two denials are none."""
    opposites: frozenset[str]
    """Those of its words that have an opposite."""


def can_contradict(one: Turns, other: Turns) -> bool:
    """Whether sentences with these words could contradict one another: most cannot, and are read no further."""
    return one.may_deny or other.may_deny or have_opposites(one, other)


def read_stance(text: str) -> Stance:
    """The denials and opposites of a sentence."""
    lower = text.lower()
    words = LETTERS.findall(lower)
    opposites = find_opposites(frozenset(words))
    denials = count_denials(lower)
    denials += 0 if text.isascii() else len(SPACELESS_NEGATION.findall(text))
    return Stance(bool(denials % 2), opposites)


class Clause(NamedTuple):
    """Its words, and those of them that it denies."""

    words: frozenset[str]
    denied: frozenset[str]


def asserts_what_is_denied(claim: str, words: Iterable[str], passage: Sequence[str]) -> bool:
    """Whether a clause of the claim asserts what the clauses of the passage that are most like it deny.

    `words`: those of the claim.
    """
    denying = [clause for sentence in passage if read_turns(sentence).may_deny for clause in read_clauses(sentence)]
    denied = [clause.denied for clause in denying if clause.denied]
    if not denied or frozenset(words).isdisjoint(chain(*denied)):
        return False
    asserted = [clause.words for clause in read_clauses(claim) if not clause.denied]
    if not any(_is_denied(words, denying) for words in asserted):
        return False
    told = [clause for sentence in passage for clause in read_clauses(sentence)]
    return any(_is_denied(words, told) for words in asserted)


def deny_the_same(one: str, other: str) -> bool:
    """Whether two sentences deny the same word: then they do not differ in what they deny."""
    denied = [frozenset().union(*[clause.denied for clause in read_clauses(text)]) for text in (one, other)]
    return not denied[0].isdisjoint(denied[1])


def holds_opposite(claim: str, mine: Turns, passage: str, theirs: Turns, known: frozenset[str]) -> bool:
    """Whether a claim has the opposite of a word of the passage instead of it, and neither of them denies its word.

    `known`: the words with an opposite that stand around the passage, too.
    """
    for word in mine.opposites - known - SMALL:
        if word in NEGATIONS and theirs.may_limit:
            continue
        for other in (COUNTERPARTS[word] & theirs.opposites) - mine.opposites:
            if denies_beside(split_clauses(claim), word) == denies_beside(split_clauses(passage), other):
                return True
    return False


@lru_cache(_KEPT_CLAUSES)
def read_clauses(sentence: str) -> tuple[Clause, ...]:
    """Cut a sentence into clauses; passages are cited again and again, so that most have been read before.

    A denial without a word of its own, as in "not where it was", is part of the clause that it leads to.
    """
    clauses: list[Clause] = []
    before = ""
    for text in split_clauses(sentence):
        clause = _read_clause(before + text if text[0].isspace() else text)
        before = "" if clause.words else before + text
        clauses += [clause] if clause.words else []
    return tuple(clauses)


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
    mine, theirs = one.opposites - other.opposites, other.opposites - one.opposites
    return any(not COUNTERPARTS[word].isdisjoint(theirs) for word in mine)


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
    tokens = find_whole_words(clause.lower())
    has_neither = "neither" in tokens
    for token in tokens:
        if is_denial(token):
            denials += 0 if token == "nor" and has_neither else 1  # noqa: S105 - no password
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
