"""Which of the passages that were given could say a sentence, and which has most of it: what its words alone tell."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from chains.support.evidence import Features, Text, cut_passage, find_words
from chains.support.scoring import THRESHOLD, weigh
from chains.support.tally import count, find_most, read_count
from chains.support.words import shorten, weigh_all


class Candidates:
    """Cuts each passage that is asked for once, and looks for each word once, however many sentences have it."""

    def __init__(self, texts: Mapping[int, str]) -> None:
        """`texts`: those of the passages, by number."""
        self._texts = texts
        self._cut: dict[int, Text] = {}
        self._passages: dict[str, int] = {}
        """In which passages a word stands, a bit for each."""

    def cut(self, number: int) -> Text:
        """The passage of this number, cut into sentences."""
        if number not in self._cut:
            self._cut[number] = cut_passage(self._texts[number])
        return self._cut[number]

    def find(self, words: Sequence[str]) -> list[int]:
        """The numbers of the passages that could reach the threshold for a sentence of these words.

        A passage is taken to have two neighbours where it has both words, so that none is left out.
        """
        weights = weigh_all(words)
        places = dict(zip(weights, self._find_all(weights), strict=True))
        found = [(place, weight) for place, weight in zip(places.values(), weights.values(), strict=True) if place]
        if not found:
            return []
        whole = sum(weights.values())
        shares = count(found)
        pairs = count([(places[one] & places[other], 1) for one, other in pairwise(words)])
        all_pairs = max(1, len(words) - 1)

        def is_possible(share: int, neighbours: int) -> bool:
            information = share / whole * math.log(1 + len(places))
            return weigh(Features(information, neighbours / all_pairs, length=0.0)) >= THRESHOLD

        if not is_possible(find_most(shares)[0], find_most(pairs)[0]):
            return []
        numbers = enumerate(self._texts)
        return [number for at, number in numbers if is_possible(read_count(shares, at), read_count(pairs, at))]

    def compare(self, words: Sequence[str], numbers: Sequence[int]) -> float:
        """How much larger a share of these words stands in the passages of these numbers than in any other one."""
        cited = sum([1 << at for at, number in enumerate(self._texts) if number in numbers])
        weights = weigh_all(words)
        found = [*zip(self._find_all(weights), weights.values(), strict=True)]
        own = sum([weight for places, weight in found if places & cited])
        elsewhere, _ = find_most(count([(places & ~cited, weight) for places, weight in found]))
        return (own - elsewhere) / (sum(weights.values()) or 1)

    def have(self, names: Iterable[str]) -> bool:
        """Whether each of these names, in small letters, stands in any passage, in an address too."""
        return all(self._find(shorten(name)) or any(_has_word(text, name) for text in self._lower) for name in names)

    def _find_all(self, words: Iterable[str]) -> list[int]:
        known = self._passages
        return [known[word] if word in known else self._find(word) for word in words]

    def _find(self, word: str) -> int:
        self._passages[word] = sum([bit for bit, words in self._words if word in words])
        return self._passages[word]

    @cached_property
    def _words(self) -> list[tuple[int, Collection[str]]]:
        """The bit of each passage, and its words: for those alone, none is cut."""
        return [(1 << at, self._find_words(number)) for at, number in enumerate(self._texts)]

    def _find_words(self, number: int) -> Collection[str]:
        cut = self._cut.get(number)
        return cut.places if cut else find_words(self._texts[number])

    @cached_property
    def _lower(self) -> list[str]:
        return [text.lower() for text in self._texts.values()]


def _has_word(text: str, name: str) -> bool:
    """Whether a word of the text begins with this name."""
    place = text.find(name)
    while place > 0 and text[place - 1].isalpha():
        place = text.find(name, place + 1)
    return place >= 0
