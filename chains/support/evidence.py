"""The passages that a sentence cites, cut so that many sentences can be compared with them at little cost."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from chains.languages import detect_language
from chains.support.words import cut_words, weigh

_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+|\n+|[。！？]|(?<=[a-z])\.(?=[A-Z][a-z])")
_WRAP = re.compile(r"\n(?<=[^\n]{60}\n)(?=[\w`'\"(*\[])")
"""The end of a long line in a paragraph ends no sentence."""
_LIKE = 0.5
_SAMPLE = 1_500
_LONG = 5.3
"""The logarithm of 200 words: in a longer text more of any sentence's words stand near each other by chance."""
_LONGEST = 1.5
"""Beyond 900 words the length tells nothing more."""


class Features(NamedTuple):
    """What the words of a sentence tell of its support; the regression of `scoring` weighs them."""

    information: float
    """The share of the sentence's words that stand in one sentence of the passages or beside it, rare words counting
    more, times the logarithm of how many words it has: two words of two prove less than ten of ten."""
    pairs: float
    """Share of the pairs of neighbouring words that are neighbours in the passages, too."""
    length: float
    """By how much the logarithm of the passages' words exceeds 200 words'."""


@dataclass(slots=True)
class Match:
    """A sentence beside the passages: its features, and the sentences of the passages that are most like it."""

    features: Features
    words: frozenset[str]
    """Those of the sentence."""
    best: str = ""
    """The sentence that shares most."""
    share: float = 0.0
    """How much of the words of the sentence stands in `best`."""
    around: str = ""
    """All sentences that share at least half as much, with their neighbours."""


@dataclass(frozen=True)
class Text:
    """One passage, cut into sentences and lines."""

    sentences: tuple[str, ...]
    words: tuple[list[str], ...]

    @classmethod
    def cut(cls, text: str) -> "Text":
        """Cut a passage."""
        sentences = [sentence for sentence in _SENTENCE_END.split(_WRAP.sub(" ", text)) if sentence]
        words = [cut_words(sentence) for sentence in sentences]
        kept = [number for number, found in enumerate(words) if found]
        return cls(tuple(sentences[number] for number in kept), tuple(words[number] for number in kept))


@dataclass
class Evidence:
    """Several passages together."""

    texts: Sequence[Text]
    sentences: list[str] = field(init=False)
    _words: list[list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.sentences = [sentence for text in self.texts for sentence in text.sentences]
        self._words = [words for text in self.texts for words in text.words]

    @cached_property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.sentences)

    @cached_property
    def language(self) -> str:
        """The language in which it begins."""
        return detect_language(self.text[:_SAMPLE])

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for number, words in enumerate(self._words):
            for word in words:
                found = places.setdefault(word, [])
                if not found or found[-1] != number:
                    found.append(number)
        return places

    @cached_property
    def _pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset(pair for words in self._words for pair in pairwise(words))

    @cached_property
    def _length(self) -> float:
        return min(_LONGEST, max(0.0, math.log(1 + sum(map(len, self._words))) - _LONG))

    def match(self, sentence: str) -> Match:
        """Find what is most like a sentence."""
        words = cut_words(sentence)
        weights = {word: weigh(word) for word in words}
        total = sum(weights.values()) or 1.0
        alone: dict[int, float] = {}
        near: dict[int, float] = {}
        for word, weight in weights.items():
            around: set[int] = set()
            for place in self._places.get(word, ()):
                alone[place] = alone.get(place, 0.0) + weight
                around.update((place - 1, place, place + 1))
            for place in around:
                near[place] = near.get(place, 0.0) + weight
        share = max(near.values(), default=0.0) / total
        pairs = list(pairwise(words))
        features = Features(
            information=share * math.log(1 + len(weights)),
            pairs=sum(pair in self._pairs for pair in pairs) / len(pairs) if pairs else share,
            length=self._length,
        )
        if not alone:
            return Match(features, frozenset(words))
        best = max(alone, key=lambda place: (alone[place], -len(self._words[place])))
        like = [place for place in alone if alone[place] >= _LIKE * alone[best]]
        places = sorted({place + step for place in like for step in (-1, 0, 1)})
        return Match(
            features,
            frozenset(words),
            best=self.sentences[best],
            share=alone[best] / total,
            around="\n".join(self.sentences[place] for place in places if 0 <= place < len(self.sentences)),
        )
