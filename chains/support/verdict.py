"""Which sentences of a response the passages do not support."""

import re
from collections.abc import Sequence

from chains.retrieval import Passage
from chains.support.claims import Claim, find_claims
from chains.support.evidence import Evidence, Text
from chains.support.scoring import THRESHOLD, score, weigh
from chains.support.words import cut_words

_MIN_WORDS = 3
"""A sentence with fewer words that carry meaning claims nothing that words could prove, such as "Here is how"."""
_NO_CLAIM = re.compile(r"[?？:：]['\"”’»)]*\Z")
"""Questions, and what leads to a list or to code."""


class Judge:
    """Scores sentences by the passages that were given. Each passage is cut once, each sentence scored once."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = {passage.source.number: passage for passage in passages}
        self._texts: dict[int, Text] = {}
        self._evidence: dict[tuple[int, ...], Evidence] = {}
        self._scores: dict[tuple[str, tuple[int, ...]], float] = {}

    @property
    def numbers(self) -> tuple[int, ...]:
        """Those of the passages."""
        return tuple(self._passages)

    def score(self, claim: Claim, numbers: Sequence[int]) -> float:
        """How probable it is that these passages say it together."""
        key = (claim.text, tuple(sorted(numbers)))
        if key not in self._scores:
            self._scores[key] = score(claim.text, self._read(key[1]), claim.code)
        return self._scores[key]

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
        evidence = self._read(tuple(sorted(self._passages)))
        return any(weigh(evidence.match(claim.text).features) >= THRESHOLD for claim in find_claims(text))

    def _is_unsupported(self, claim: Claim, cited: tuple[int, ...]) -> bool:
        return _is_claim(claim) and self.score(claim, claim.numbers or claim.block or cited) < THRESHOLD

    def _read(self, numbers: tuple[int, ...]) -> Evidence:
        if numbers not in self._evidence:
            self._evidence[numbers] = Evidence([self._cut(number) for number in numbers if number in self._passages])
        return self._evidence[numbers]

    def _cut(self, number: int) -> Text:
        if number not in self._texts:
            passage = self._passages[number]
            self._texts[number] = Text.cut(f"{passage.source.title}\n{passage.source.section}\n{passage.text}")
        return self._texts[number]


def _is_claim(claim: Claim) -> bool:
    return not _NO_CLAIM.search(claim.text) and len(set(cut_words(claim.text))) >= _MIN_WORDS
