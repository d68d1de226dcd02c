"""Questions that failed: answers to the same question are one, with how often it was asked."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.stores import FailedAnswer, Failure, SqlStatistics

MAX_QUESTIONS = 3_000
"""Distinct questions that are grouped: 1.3 s of CPU, and 120 MB beside what the process has without them."""

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class FailedQuestion:
    """One question, in the words of its newest answer."""

    newest: FailedAnswer
    failures: tuple[Failure, ...]
    """The newest first."""
    vector: Vector | None = None

    @property
    def text(self) -> str:
        """The question."""
        return self.newest.question

    @property
    def gap(self) -> int | None:
        """To which most of its answers belong."""
        gaps = Counter(failure.gap for failure in self.failures if failure.gap is not None)
        return gaps.most_common(1)[0][0] if gaps else None

    def count(self, since: float, until: float = float("inf")) -> int:
        """How often it failed in this time."""
        return sum(since <= failure.at < until for failure in self.failures)


@dataclass(frozen=True, slots=True)
class Failed:
    """What failed, and what of it is too much to be grouped."""

    questions: list[FailedQuestion]
    left_out: int
    """How many older questions there are."""


async def load_failed(statistics: SqlStatistics, site: str, since: float, *, limit: int = MAX_QUESTIONS) -> Failed:
    """The newest questions that failed since then, with their vectors. Raises StoreUnavailableError."""
    by_question = list((await statistics.list_failures(site, since)).values())
    kept = by_question[:limit]
    newest = await statistics.load_failed([failures[0].number for failures in kept])
    tried = [[failure.number for failure in failures[:_TRIED]] for failures in kept]
    vectors = await statistics.load_vectors([number for numbers in tried for number in numbers])
    questions = [
        FailedQuestion(
            newest[failures[0].number],
            tuple(failures),
            read_vector(next((vectors[number] for number in numbers if number in vectors), None)),
        )
        for failures, numbers in zip(kept, tried, strict=True)
        if failures[0].number in newest  # else it was deleted meanwhile
    ]
    return Failed(questions, len(by_question) - len(kept))


_TRIED = 3
"""Answers to one question of which one has a vector: each failure keeps one, but one from a cache may have none."""


def read_vector(stored: bytes | None) -> Vector | None:
    """The numbers of a stored vector; None for none, and for one that is cut off."""
    if not stored or len(stored) % 2:
        return None
    return np.frombuffer(stored, dtype=np.float16).astype(np.float32)


def write_vector(vector: NDArray[np.floating]) -> bytes:
    """A vector as it is stored."""
    return vector.astype(np.float16).tobytes()
