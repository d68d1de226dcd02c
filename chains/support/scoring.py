"""How probable it is that passages say what a sentence says."""

import math
from collections.abc import Iterable, Sequence
from functools import cached_property

from chains.guard import MARKER
from chains.languages import detect_language
from chains.support.evidence import Evidence, Features, Match, Text
from chains.support.facts import (
    Stance,
    can_contradict,
    contradict,
    find_flags,
    find_names,
    find_numbers,
    find_turning_words,
    knows_numbers,
    read_stance,
)
from chains.support.words import cut_words

THRESHOLD = 0.5
"""Below it a sentence is not supported."""
_WEIGHTS = Features(information=0.671, pairs=2.194, length=-2.592)
"""Fitted by `python -m benchmarks.support` on the development set of AttributionBench, 2026-11-26."""
_INTERCEPT = -1.406
_COPIED = 0.9
"""So much of its words, and of its pairs of neighbouring words, stands there: the sentence is the passage's own."""
WRONG = 0.1
"""The score of a sentence with a fact that no passage has."""
_ALIKE = 0.65
"""A sentence shares so much with one of the passages that they are about the same, and must agree in what they deny."""
_ORDERED = 0.3
"""… in the same order, too: then a "not" more or less is no other way to say it."""


class Sentence:
    """What is judged. Whatever is found in it is found once, however many passages it is compared with."""

    def __init__(self, text: str, code: Sequence[str] = ()) -> None:
        """`code`: what of it is written as code."""
        self.text = text
        self.words = tuple(cut_words(text))
        self._code = code

    @cached_property
    def numbers(self) -> frozenset[str]:
        """They must be right to the letter."""
        return find_numbers(self.text)

    @cached_property
    def names(self) -> frozenset[str]:
        """They must be right to the letter, too."""
        return find_flags(self.text) | find_names(self._code)

    @cached_property
    def turning_words(self) -> frozenset[str]:
        """Those that deny something or have an opposite."""
        return find_turning_words(self.text)

    @cached_property
    def stance(self) -> Stance:
        """What it denies."""
        return read_stance(self.text)

    @cached_property
    def language(self) -> str:
        """Its language."""
        return detect_language(self.text)


def score_support(claim: str, references: Iterable[str]) -> float:
    """How probable it is that the references support the claim, 0 to 1; at least `THRESHOLD` means that they do.

    Markers in the claim are no part of it.
    """
    return score(*compare(claim, references))


def compare(claim: str, references: Iterable[str]) -> tuple[Sentence, Match]:
    """A claim without its markers, beside its references."""
    sentence = Sentence(strip_markers(claim))
    return sentence, Evidence([Text.cut(reference) for reference in references]).match(sentence.words)


def strip_markers(text: str) -> str:
    """The text without numbers in brackets, in all manners in which models write them."""
    return MARKER.sub("", text)


def score(sentence: Sentence, match: Match) -> float:
    """The same for passages that were cut before, with which the sentence's words were compared."""
    by_words = weigh_match(match)
    if has_wrong_fact(sentence, match):
        return min(by_words, WRONG)
    return 1.0 if by_words < THRESHOLD and is_of_another_language(sentence, match.evidence) else by_words


def is_doubtful(sentence: Sentence, match: Match) -> bool:
    """Whether words alone decide: it is not copied, and no fact is wrong. There, another opinion may be better."""
    return not is_copied(match) and not has_wrong_fact(sentence, match)


def is_supported(sentence: Sentence, match: Match) -> bool:
    """Whether `score` reaches the threshold; where words alone tell that it does not, facts are not looked at."""
    may_be = is_likely(match) or is_of_another_language(sentence, match.evidence)
    return may_be and not has_wrong_fact(sentence, match)


def is_likely(match: Match) -> bool:
    """Whether words alone reach the threshold."""
    return weigh_match(match) >= THRESHOLD


def weigh_match(match: Match) -> float:
    """How probable it is by words. The regression counts a long passage against a sentence, even one copied from it."""
    by_words = weigh(match.features)
    return max(by_words, _COPIED) if is_copied(match) else by_words


def is_copied(match: Match) -> bool:
    """Whether the sentence stands in the passages, nearly word for word."""
    return match.features.pairs >= _COPIED and match.share >= _COPIED


def weigh(features: Features) -> float:
    """The regression."""
    by_words = _WEIGHTS.information * features.information + _WEIGHTS.pairs * features.pairs
    total = by_words + _WEIGHTS.length * features.length
    return 1 / (1 + math.exp(-_INTERCEPT - total))


def has_wrong_fact(sentence: Sentence, match: Match) -> bool:
    """Whether a number, flag or name of the sentence stands in no passage, or it denies what its passage says."""
    if sentence.numbers and not knows_numbers(match.around, sentence.numbers):
        return True
    if not all(map(match.evidence.has, sentence.names)):
        return True
    if match.features.pairs < _ORDERED or match.share < _ALIKE:
        return False
    if not can_contradict(sentence.turning_words, find_turning_words(match.best)):
        return False
    return match.said is not None and contradict(sentence.stance, match.said)


def is_of_another_language(sentence: Sentence, evidence: Evidence) -> bool:
    """Words of two languages cannot be compared: then only facts are."""
    return bool(evidence.language and sentence.language and sentence.language != evidence.language)
