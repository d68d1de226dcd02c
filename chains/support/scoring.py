"""How probable it is that passages say what a sentence says."""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from chains.guard import MARKER
from chains.languages import detect_language
from chains.support.evidence import Evidence, Features, Match, Text
from chains.support.facts.clauses import asserts_what_is_denied, can_contradict, deny_the_same, holds_opposite
from chains.support.facts.names import find_flags, find_names, find_proper_names
from chains.support.facts.numbers import find_counts, find_numbers, knows_counts, knows_numbers
from chains.support.facts.turns import Turns, denies_wholly, find_turns, have_opposites
from chains.support.words import cut_words, find_tokens

THRESHOLD = 0.5
"""Below it a sentence is not supported."""
_WEIGHTS = Features(information=0.664, pairs=2.191, length=-2.590)
"""Fitted by `python -m benchmarks.support` on the development set of AttributionBench, 2026-11-26."""
_INTERCEPT = -1.398
_ANSWERS_OWN = 1.3
"""What it adds to the logarithm of the odds that a sentence stands in an answer: it was written from the passages, so
that most are supported, and in AttributionBench a half."""
_DEED = re.compile(
    r"\b(?:our|us|I['’]ve|we['’]ve|I['’]ll|we['’]ll|(?:I|we)\s+(?:have|had|will|shall|am|are|was|were|promise|guarantee|\w+ed)"
    r"|your\s+(?:\w+\s+){1,3}?(?:has|have|had|was|were)(?:\s+\w+)?\s+\w+e[dn]|will\s+\w+\s+you"
    r"|wir\s+(?:haben|werden)|ich\s+(?:habe|werde)|unser\w*|j['’]ai|nous\s+(?:avons|allons)|nos|notre|hemos|nuestr\w+)\b",
    re.IGNORECASE,
)
"""What the writer, or somebody for the reader, did or will do: nobody wrote that from documentation."""
_OWN_VOICE = re.compile(r"[woWOn](?:(?<=\bw)e\b|(?<=\bW)e\b|(?<=\b[oO])ur\b|(?<=\bn)o(?:us|tre)\b)")
_BESIDE_OTHERS = 1.3
"""What it adds, times the difference, that the passages which are cited have more of the words than any other one."""
_NAMED = 0.5
"""What it adds that they have the names which the sentence writes as code."""
_COPIED = 0.9
"""So much of its words, and of its pairs of neighbouring words, stands there: the sentence is the passage's own."""
WRONG = 0.1
"""The score of a sentence with a fact that no passage has."""
_ALIKE = 0.65
"""A sentence shares so much with one of the passages that they are about the same, and must agree in what they deny."""
_SPOKEN_OF = 0.3
"""A sentence shares so much with one that it speaks of the same, in other words."""
_NEAR = 0.35
"""… or so much, where it denies what that one does not exclude, and nothing around it denies. Of the supported
claims of AttributionBench, .3 flags 4 of 599 and finds 172 of 379 planted denials, .4 flags 1 and finds 146."""
_ORDERED = 0.3
"""… in the same order, too: then a "not" more or less is no other way to say it."""

_PATH = " > "
"""It stands between headings, which assert nothing."""


class Sentence:
    """What is judged. Whatever is found in it is found once, however many passages it is compared with."""

    def __init__(self, text: str, code: Sequence[str] = ()) -> None:
        """`code`: what of it is written as code."""
        self.text = text
        self.words = tuple(cut_words(text))
        self.names = find_flags(text) | find_names(code) if code or "--" in text else frozenset()
        """The flags and the names in code: they must be right to the letter."""

    @cached_property
    def _tokens(self) -> list[str]:
        return find_tokens(self.text)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """They must be right to the letter."""
        return find_numbers(self.text)

    @cached_property
    def counts(self) -> frozenset[str]:
        """Counts that are written as words."""
        return find_counts(self.text, self._tokens)

    @cached_property
    def proper_names(self) -> frozenset[str]:
        """Those of a sentence that denies nothing: to say that a thing is not so, others are named.

        In German every noun has a capital.
        """
        if self.turns.may_deny or self.language == "de":
            return frozenset()
        return find_proper_names(self.text)

    @cached_property
    def turns(self) -> Turns:
        """What could turn it around."""
        return find_turns(self.text, self._tokens)

    @property
    def language(self) -> str:
        """Its language."""
        return detect_language(self.text)


def score_support(claim: str, references: Iterable[str]) -> float:
    """How probable it is that the references support the claim, 0 to 1; at least `THRESHOLD` means that they do.

    Markers in the claim are no part of it.
    """
    sentence, match = compare(claim, references)
    return score(sentence, match, is_wrong=has_wrong_fact(sentence, match))


def compare(claim: str, references: Iterable[str]) -> tuple[Sentence, Match]:
    """A claim without its markers, beside its references."""
    sentence = Sentence(strip_markers(claim))
    return sentence, Evidence([Text.cut(reference) for reference in references]).match(sentence.words)


def strip_markers(text: str) -> str:
    """The text without numbers in brackets, in all manners in which models write them."""
    return MARKER.sub("", text)


def score(sentence: Sentence, match: Match, *, is_wrong: bool) -> float:
    """The same for passages that were cut before, with which the sentence's words and facts were compared."""
    by_words = weigh_match(match)
    if is_wrong:
        return min(by_words, WRONG)
    return 1.0 if by_words < THRESHOLD and is_of_another_language(sentence, match.evidence) else by_words


def is_doubtful(sentence: Sentence, match: Match) -> bool:
    """Whether words alone decide: it is not copied, and no fact is wrong. There, another opinion may be better."""
    return not is_copied(match) and not has_wrong_fact(sentence, match)


def is_likely_in_answer(by_words: float, sentence: Sentence, match: Match, compare: Callable[[], float]) -> bool:
    """Whether a sentence of an answer reaches the threshold.

    Other passages were given beside those that it cites; `compare` tells how much larger a share of its words these
    have than the best of the others, and is asked only where it decides. That is at least -1: but for deeds, what words
    alone prove stays proved; and at most the share that these have.
    """
    named = _NAMED if sentence.names else 0.0
    if not _reaches_threshold(by_words, _ANSWERS_OWN + (_BESIDE_OTHERS * (match.known / match.total) + named)):
        return False
    more = _BESIDE_OTHERS * compare() + named
    if not _reaches_threshold(by_words, _ANSWERS_OWN + more):
        return False
    return _reaches_threshold(by_words, more) or not _DEED.search(sentence.text) or _has_own_voice(match.evidence)


def _has_own_voice(evidence: Evidence) -> bool:
    """Whether the passages themselves say "we": then so does who retells them."""
    return any(_OWN_VOICE.search(text.whole) for text in evidence.texts)


def _reaches_threshold(by_words: float, more: float) -> bool:
    odds = by_words * math.exp(more)
    return odds / (odds + 1 - by_words) >= THRESHOLD


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
    if sentence.numbers and not knows_numbers("\n".join(match.around), sentence.numbers):
        return True
    if sentence.counts and not knows_counts(match.evidence.sentences, sentence.counts):
        return True
    if not all(map(match.evidence.has, sentence.names)):
        return True
    return is_contradicted(sentence, match)


def is_contradicted(sentence: Sentence, match: Match) -> bool:
    """Whether the passages say the opposite of the sentence."""
    return bool(match.found) and (
        _says_the_opposite(sentence, match)
        or _asserts_what_is_denied(sentence, match)
        or _denies_what_is_asserted(sentence, match)
        or _holds_opposite(sentence, match)
    )


def _says_the_opposite(sentence: Sentence, match: Match) -> bool:
    if match.features.pairs < _ORDERED or match.share < _ALIKE:
        return False
    if not can_contradict(sentence.turns, match.turns) or deny_the_same(sentence.text, match.best):
        return False
    return match.is_contradicted(sentence.text)


def _asserts_what_is_denied(sentence: Sentence, match: Match) -> bool:
    """In other words, too: a "not" that got lost is dangerous, and one that came in is often just another wording."""
    return asserts_what_is_denied(sentence.text, sentence.words, [text for text in match.near if _PATH not in text])


def _denies_what_is_asserted(sentence: Sentence, match: Match) -> bool:
    """A denial in other words than the passage's is right where the passage denies or excludes something, too."""
    mine = sentence.turns
    if not mine.may_deny or match.share < _NEAR or match.turns.may_limit or have_opposites(mine, match.turns):
        return False
    if any(turns.may_deny for turns in match.turns_around) or sentence.language != "en":
        return False
    return denies_wholly(sentence.text) and " non-" not in match.best


def _holds_opposite(sentence: Sentence, match: Match) -> bool:
    mine = sentence.turns
    if not mine.opposites or match.share < _SPOKEN_OF or not have_opposites(mine, match.turns):
        return False
    known = frozenset().union(*[turns.opposites for turns in match.turns_around])
    return holds_opposite(sentence.text, mine, match.best, match.turns, known)


def is_of_another_language(sentence: Sentence, evidence: Evidence) -> bool:
    """Words of two languages cannot be compared: then only facts are."""
    return bool(evidence.language and sentence.language and sentence.language != evidence.language)
