"""Which sentences of a response the passages do not support."""

import re
from collections.abc import Sequence

from chains.retrieval import Passage
from chains.support.claims import Claim, find_claims
from chains.support.evidence import Evidence, Match, Text, cut_passage
from chains.support.scoring import THRESHOLD, Sentence, is_supported, score, weigh_match

_MIN_WORDS = 3
"""A sentence with fewer words that carry meaning claims nothing that words could prove, such as "Here is how"."""
_NO_CLAIM = re.compile(r"[?？:：]['\"”’»)]*\Z")
"""Questions, and what leads to a list or to code."""


class Judge:
    """Judges sentences by the passages that were given. Only those that are cited are cut, each once."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = {passage.source.number: passage for passage in passages}
        self._evidence: dict[tuple[int, ...], Evidence] = {}
        self._matches: dict[tuple[tuple[str, ...], tuple[int, ...]], Match] = {}
        """By words, not by sentences: a marker is mended before the full stop of its sentence has come."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """Those of the passages."""
        return tuple(self._passages)

    def score(self, sentence: Sentence, numbers: Sequence[int]) -> float:
        """How probable it is that these passages say it together."""
        return score(sentence, self._match(sentence, numbers))

    def is_supported(self, sentence: Sentence, numbers: Sequence[int]) -> bool:
        """Whether these passages say it together."""
        return is_supported(sentence, self._match(sentence, numbers))

    def find_unsupported(self, response: str) -> list[str]:
        """The sentences, as a reader sees them, that the passages which they cite do not support, each once, in order.

        A sentence without a marker is compared with what its paragraph cites; in a paragraph without one, with all that
        the response cites. A response that cites nothing is `uncited`, which says it of every sentence.
        """
        claims = find_claims(response)
        cited = tuple(dict.fromkeys(number for claim in claims for number in claim.block))
        if not cited:
            return []
        return list(dict.fromkeys(claim.text for claim in claims if self._is_unsupported(claim, cited)))

    def says(self, text: str) -> bool:
        """Whether the passages together say a sentence of this text, in whatever language both are."""
        matches = (self._match(Sentence(claim.text), self.numbers) for claim in find_claims(text))
        return any(weigh_match(match) >= THRESHOLD for match in matches)

    def _is_unsupported(self, claim: Claim, cited: tuple[int, ...]) -> bool:
        sentence = Sentence(claim.text, claim.code)
        if _NO_CLAIM.search(claim.text) or len(set(sentence.words)) < _MIN_WORDS:
            return False
        return not self.is_supported(sentence, claim.numbers or claim.block or cited)

    def _match(self, sentence: Sentence, numbers: Sequence[int]) -> Match:
        key = (sentence.words, tuple(sorted(numbers)))
        if key not in self._matches:
            self._matches[key] = self._read(key[1]).match(sentence.words)
        return self._matches[key]

    def _read(self, numbers: tuple[int, ...]) -> Evidence:
        if numbers not in self._evidence:
            passages = [self._passages[number] for number in numbers if number in self._passages]
            self._evidence[numbers] = Evidence([_cut(passage) for passage in passages])
        return self._evidence[numbers]


def _cut(passage: Passage) -> Text:
    return cut_passage(f"{passage.source.title}\n{passage.source.section}\n{passage.text}")
