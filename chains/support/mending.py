"""A marker that names a passage which does not support its sentence leaves as that of a passage which does."""

from collections.abc import Sequence

from chains.support.claims import read_sentence
from chains.support.scoring import THRESHOLD
from chains.support.verdict import Judge
from chains.support.words import cut_words

_MARGIN = 0.3
"""So much better another passage must support the sentence: a marker that is moved wrongly is worse than one that is
left, because the sentence then counts as supported."""
_MIN_WORDS = 4


class Mender:
    """Decides when a marker comes; by then its sentence is known, so nothing is held back for it."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge

    def mend(self, numbers: Sequence[int], sentence: str) -> list[int]:
        """The numbers to write behind `sentence`, the Markdown of the block so far.

        Only a single marker is mended, and only where no marker stands behind the sentence already.
        """
        claim = read_sentence(sentence)
        if len(numbers) != 1 or claim.numbers or len(set(cut_words(claim.text))) < _MIN_WORDS:
            return list(numbers)
        own = self._judge.score(claim, numbers)
        if own >= THRESHOLD:
            return list(numbers)
        scores = {number: self._judge.score(claim, (number,)) for number in self._judge.numbers}
        best = max(scores, key=lambda number: scores[number])
        return [best] if scores[best] >= max(THRESHOLD, own + _MARGIN) else list(numbers)
