"""How probable it is that passages say what a sentence says."""

import math
import re
from collections.abc import Iterable, Sequence

from chains.guard import MARKER
from chains.languages import detect_language
from chains.support.evidence import Evidence, Features, Match, Text
from chains.support.facts import (
    denies,
    find_flags,
    find_known_numbers,
    find_names,
    find_numbers,
    says_opposite,
)
from chains.support.words import cut_words

THRESHOLD = 0.5
"""Below it a sentence is not supported."""
_WEIGHTS = Features(information=0.671, pairs=2.194, length=-2.592)
"""Fitted by `python -m benchmarks.support` on the development set of AttributionBench, 2026-11-26."""
_INTERCEPT = -1.406
WRONG = 0.1
"""The score of a sentence with a fact that no passage has."""
_ALIKE = 0.65
"""A sentence shares so much with one of the passages that they are about the same, and must agree in what they deny."""
_COVERED = 0.5
_ORDERED = 0.3
"""… in the same order, too: then a "not" more or less is no other way to say it."""
_CLAUSE_END = re.compile(r"[,;:()–—]\s|\s(?:and|or|but|und|oder|aber|et|ou|mais|y|o|pero)\s|[，；、]")


def score_support(claim: str, references: Iterable[str]) -> float:
    """How probable it is that the references support the claim, 0 to 1; at least `THRESHOLD` means that they do.

    Markers in the claim are no part of it.
    """
    return score(strip_markers(claim), Evidence([Text.cut(reference) for reference in references]))


def strip_markers(text: str) -> str:
    """The text without numbers in brackets, in all manners in which models write them."""
    return MARKER.sub("", text)


def score(claim: str, evidence: Evidence, code: Sequence[str] = ()) -> float:
    """The same for passages that were cut before; `code`: what of the claim is written as code."""
    match = evidence.match(claim)
    if has_wrong_fact(claim, match, evidence, code):
        return min(weigh(match.features), WRONG)
    by_words = weigh(match.features)
    return 1.0 if by_words < THRESHOLD and is_of_another_language(claim, evidence) else by_words


def weigh(features: Features) -> float:
    """The regression."""
    total = sum(weight * value for weight, value in zip(_WEIGHTS, features, strict=True))
    return 1 / (1 + math.exp(-_INTERCEPT - total))


def has_wrong_fact(claim: str, match: Match, evidence: Evidence, code: Sequence[str]) -> bool:
    """Whether a number, flag or name of the claim stands in no passage, or it denies what its passage says."""
    numbers = find_numbers(claim)
    if numbers and not numbers <= find_known_numbers(match.around):
        return True
    if any(name not in evidence.text for name in find_flags(claim) | find_names(code)):
        return True
    if match.share < _ALIKE or match.features.pairs < _ORDERED:
        return False
    said = _choose_clauses(match.best, match.words)
    words = set(cut_words(said))
    if len(words & match.words) < _COVERED * len(words):
        return False
    return denies(claim) != denies(said) or says_opposite(claim, said)


def _choose_clauses(sentence: str, words: frozenset[str]) -> str:
    """What of the sentence the claim speaks of: a condition that it leaves out may deny something else."""
    clauses = [(clause, set(cut_words(clause))) for clause in _CLAUSE_END.split(sentence)]
    return " ".join(clause for clause, found in clauses if len(found & words) >= _COVERED * len(found))


def is_of_another_language(claim: str, evidence: Evidence) -> bool:
    """Words of two languages cannot be compared: then only facts are."""
    spoken = detect_language(claim)
    return bool(spoken and evidence.language and spoken != evidence.language)
