"""A marker that names a passage which does not support its sentence leaves as that of a passage which does."""

from collections.abc import Sequence

from chains.support.claims import read_sentence
from chains.support.scoring import THRESHOLD, Sentence
from chains.support.verdict import Judge

_MARGIN = 0.3
"""So much better another passage must support the sentence: a marker that is moved wrongly is worse than one that is
left, because the sentence then counts as supported."""
_MIN_WORDS = 4
_MAX_READ = 50
"""No answer has so many sentences with markers. To read one takes up to 1 ms, and a service waits for it."""


class Mender:
    """Decides when a marker comes; by then its sentence is known, so nothing is held back for it."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._read = 0

    def mend(self, numbers: Sequence[int], block: str) -> list[int]:
        """The numbers to write behind the last sentence of `block`, the Markdown of the block so far.

        Only a single marker is mended, and only where no marker stands behind the sentence already.
        """
        if len(numbers) != 1 or self._read >= _MAX_READ:
            return list(numbers)
        self._read += 1
        claim = read_sentence(block)
        sentence = Sentence(claim.text, claim.code)
        if claim.numbers or len(set(sentence.words)) < _MIN_WORDS:
            return list(numbers)
        own = self._judge.score(sentence, numbers)
        if own >= THRESHOLD:
            return list(numbers)
        others = [number for number in self._judge.numbers if self._judge.is_supported(sentence, (number,))]
        scores = {number: self._judge.score(sentence, (number,)) for number in others}
        best = max(scores, key=lambda number: scores[number], default=numbers[0])
        return [best] if scores.get(best, 0.0) >= own + _MARGIN else list(numbers)
