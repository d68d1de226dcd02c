"""The passages that a sentence cites, cut so that many sentences can be compared with them at little cost."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from chains.languages import detect_language
from chains.support.facts.clauses import Stance, contradict, is_supposed, read_stance, split_clauses
from chains.support.facts.turns import Turns, read_turns
from chains.support.tally import count, find_at_least, find_most, find_places, widen
from chains.support.words import cut_words, weigh_all

# That it begins with a set of characters lets the engine skip all others, which makes it ten times as fast.
_SENTENCE_END = re.compile(
    r"[.!?\n。！？](?:(?<=[.!?])[\"'”’)\]]*\s+|(?<=\n)\n*|(?<=[。！？])|(?<=[a-z]\.)(?=[A-Z][a-z]))"
)
_WRAP = re.compile(r"\n(?<=[^\n]{60}\n)(?=[\w`'\"(*\[])")
"""The end of a long line in a paragraph ends no sentence."""
_COVERED = 0.5
"""A sentence speaks of a clause when it has half of its words."""
_SAMPLE = 1_500
_LONG = 5.3
"""The logarithm of 200 words: in a longer text more of any sentence's words stand near each other by chance."""
_LONGEST = 1.5
"""Beyond 900 words the length tells nothing more."""
_KEPT = 128
"""So many passages stay cut, because answers cite the same ones again and again. With 1,500 characters each they take
1.5 MB, in Chinese 12 MB."""
_LONGEST_KEPT = 2_500
"""Passages with more characters are cut anew each time: so all take 43 MB at most, where no two letters are alike."""


class Features(NamedTuple):
    """What the words of a sentence tell of its support; the regression of `scoring` weighs them."""

    information: float
    """The share of the sentence's words that stand in one sentence of the passages or beside it, rare words counting
    more, times the logarithm of how many words it has: two words of two prove less than ten of ten."""
    pairs: float
    """Share of the pairs of neighbouring words that are neighbours in the passages, too."""
    length: float
    """By how much the logarithm of the passages' words exceeds 200 words'."""


@dataclass(frozen=True)
class Text:
    """One passage, cut into sentences and lines."""

    sentences: tuple[str, ...]
    lengths: tuple[int, ...]
    """How many words each has."""
    places: dict[str, int]
    """In which sentences a word stands, a bit for each."""
    stream: str
    """All words between blanks, each sentence a line: what stands side by side is found in it."""
    whole: str
    """The passage as it was before."""

    @classmethod
    def cut(cls, text: str) -> "Text":
        """Cut a passage."""
        sentences: list[str] = []
        lengths: list[int] = []
        lines: list[str] = []
        places: dict[str, int] = {}
        bit = 1
        for sentence in _SENTENCE_END.split(_WRAP.sub(" ", text)):
            words = cut_words(sentence)
            if words:
                for word in words:
                    places[word] = places.get(word, 0) | bit
                bit <<= 1
                sentences.append(sentence)
                lengths.append(len(words))
                lines.append(f" {' '.join(words)} ")
        return cls(tuple(sentences), tuple(lengths), places, "\n".join(lines), text)


def cut_passage(text: str) -> Text:
    """Cut a passage, or take it as it was cut for an answer before."""
    return _cut_and_keep(text) if len(text) <= _LONGEST_KEPT else Text.cut(text)


@lru_cache(_KEPT)
def _cut_and_keep(text: str) -> Text:
    return Text.cut(text)


def find_words(text: str) -> frozenset[str]:
    """The words of a passage, as they were found before."""
    return _find_and_keep_words(text) if len(text) <= _LONGEST_KEPT else frozenset(cut_words(text))


@lru_cache(_KEPT)
def _find_and_keep_words(text: str) -> frozenset[str]:
    return frozenset(cut_words(text))


class Evidence:
    """Several passages together."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self.texts = texts
        starts = accumulate([len(text.sentences) for text in texts], initial=0)
        self._places = [(text.places, start) for text, start in zip(texts, starts, strict=False)]
        self._stream = "\n".join([text.stream for text in texts])
        words = sum([sum(text.lengths) for text in texts])
        self._length = min(_LONGEST, max(0.0, math.log(1 + words) - _LONG))
        self._nothing = Features(0.0, 0.0, self._length)

    @cached_property
    def sentences(self) -> list[str]:
        """Those of all passages."""
        return [sentence for text in self.texts for sentence in text.sentences]

    @cached_property
    def lengths(self) -> list[int]:
        """How many words each sentence has."""
        return [length for text in self.texts for length in text.lengths]

    @cached_property
    def language(self) -> str:
        """The language in which it begins."""
        return detect_language("\n".join(self.sentences)[:_SAMPLE])

    def match(self, words: Sequence[str]) -> "Match":
        """Find what is most like a sentence of these words."""
        weights = weigh_all(words)
        get = self._find(weights).get
        found = [(place, weight) for word, weight in weights.items() if (place := get(word))]
        total = sum(weights.values()) or 1
        if not found:
            return Match(self, self._nothing, weights, found, total)
        near, _ = find_most(count([(place | place << 1 | place >> 1, weight) for place, weight in found]))
        share = near / total
        near_each_other = [f" {one} {other} " for one, other in pairwise(words) if get(one, 0) & get(other, 0)]
        pairs = sum([pair in self._stream for pair in near_each_other])
        features = Features(
            information=share * math.log(1 + len(weights)),
            pairs=pairs / (len(words) - 1) if len(words) > 1 else share,
            length=self._length,
        )
        return Match(self, features, weights, found, total)

    def has(self, name: str) -> bool:
        """Whether a name without blanks stands in the passages."""
        return any(name in text.whole for text in self.texts)

    def _find(self, words: Mapping[str, int]) -> dict[str, int]:
        """The places of these words at least."""
        if len(self._places) == 1:
            return self._places[0][0]
        found = dict.fromkeys(words, 0)
        for places, start in self._places:
            for word in words.keys() & places.keys():
                found[word] |= places[word] << start
        return found


@dataclass
class Match:
    """A sentence beside the passages: its features, and the sentences of the passages that are most like it."""

    evidence: Evidence
    features: Features
    weights: Mapping[str, int]
    """The sentence's words, and what each of them proves."""
    found: list[tuple[int, int]]
    """The places of each of its words that has any, with the word's weight."""
    total: int
    """The weight of all its words."""

    @property
    def known(self) -> int:
        """The weight of those that stand anywhere in the passages."""
        return sum([weight for _, weight in self.found])

    @cached_property
    def share(self) -> float:
        """How much of the words of the sentence stands in `best`."""
        return find_most(self._counts)[0] / self.total

    @property
    def turns(self) -> Turns:
        """What could turn `best` around; only where there is one."""
        return read_turns(self.best)

    @property
    def turns_around(self) -> list[Turns]:
        """What could turn the sentences of `around` around."""
        return [*map(read_turns, self.around)]

    @cached_property
    def best(self) -> str:
        """The sentence that shares most; of equal ones the shortest, then that which has the earliest word."""
        return self.evidence.sentences[self._best_place] if self.found else ""

    @property
    def beside(self) -> str:
        """`best` with the sentences before and behind it."""
        if not self.found:
            return ""
        return " ".join(self.evidence.sentences[max(0, self._best_place - 1) : self._best_place + 2])

    @cached_property
    def around(self) -> list[str]:
        """All sentences that share at least half as much as `best`, with their neighbours."""
        sentences = self.evidence.sentences
        return [sentences[place] for place in find_places(widen(self._near)) if place < len(sentences)]

    @property
    def near(self) -> list[str]:
        """All sentences that share at least half as much as `best`."""
        sentences = self.evidence.sentences
        return [sentences[place] for place in find_places(self._near)]

    def is_contradicted(self, text: str) -> bool:
        """Whether a sentence of this text and `best`, in the clauses that are about the same, say the opposite.

        A condition that either of them leaves out may deny something else, so the sentence must do it as a whole, too.
        """
        said = _read_shared(self.best, frozenset(self.weights))
        if said is None or not contradict(read_stance(text), said):
            return False
        shared = _read_shared(text, frozenset(cut_words(self.best)))
        return shared is not None and contradict(shared, said)

    @cached_property
    def _near(self) -> int:
        if not self.found:
            return 0
        most, _ = find_most(self._counts)
        return find_at_least(self._counts, (most + 1) // 2)

    @cached_property
    def _best_place(self) -> int:
        lengths = self.evidence.lengths
        _, places = find_most(self._counts)
        if places & (places - 1) == 0:
            return places.bit_length() - 1
        most = set(find_places(places))
        shortest = min(lengths[place] for place in most)
        first = (place for places, _ in self.found for place in find_places(places))
        return next(place for place in first if place in most and lengths[place] == shortest)

    @cached_property
    def _counts(self) -> list[int]:
        return count(self.found)


def _read_shared(text: str, words: frozenset[str]) -> Stance | None:
    """The stance of those clauses of a text that have these words; None when all of them have too few."""
    clauses = [(clause, frozenset(cut_words(clause))) for clause in split_clauses(text) if not is_supposed(clause)]
    chosen = [(clause, own) for clause, own in clauses if _covers(words, own)]
    is_enough = _covers(words, frozenset().union(*[own for _, own in chosen]))
    return read_stance(" ".join([clause for clause, _ in chosen])) if chosen and is_enough else None


def _covers(words: frozenset[str], part: frozenset[str]) -> bool:
    return len(part & words) >= _COVERED * len(part)
