"""A marker that names a passage which does not support its sentence leaves as that of a passage which does."""

from collections.abc import Sequence

from chains.support.claims import read_sentence
from chains.support.verdict import Judge

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
        if claim.numbers:
            return list(numbers)
        sentence = self._judge.read(claim)
        return [self._judge.find_better(sentence, numbers[0])] if len(set(sentence.words)) >= _MIN_WORDS else [*numbers]
