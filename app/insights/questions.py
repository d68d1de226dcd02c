"""Questions that failed: answers to the same question are one, with how often it was asked."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.stores import FailedAnswer, SqlStatistics

MAX_QUESTIONS = 3_000
"""Distinct questions that are grouped: 370 MB and 3 s of CPU."""

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class FailedQuestion:
    """One question, in the words of its newest answer."""

    text: str
    answers: tuple[FailedAnswer, ...]
    """The newest first."""
    gap: int | None
    """To which most of its answers belong."""
    vector: Vector | None = None

    @property
    def newest(self) -> FailedAnswer:
        """The newest answer to it."""
        return self.answers[0]

    def count(self, since: float, until: float = float("inf")) -> int:
        """How often it failed in this time."""
        return sum(since <= answer.at < until for answer in self.answers)


@dataclass(frozen=True, slots=True)
class Failed:
    """What failed, and what of it is too much to be grouped."""

    questions: list[FailedQuestion]
    left_out: int
    """How many older questions there are."""


async def load_failed(statistics: SqlStatistics, site: str, since: float, *, limit: int = MAX_QUESTIONS) -> Failed:
    """The newest questions that failed since then, with their vectors. Raises StoreUnavailableError."""
    by_question: dict[bytes, list[FailedAnswer]] = {}
    for answer in await statistics.list_failed(site, since):
        by_question.setdefault(answer.question_digest, []).append(answer)
    kept = list(by_question.values())[:limit]
    vectors = await statistics.load_vectors([answer.id for answers in kept for answer in answers[:_TRIED]])
    return Failed([_create_question(answers, vectors) for answers in kept], len(by_question) - len(kept))


_TRIED = 3
"""Answers to one question of which one has a vector: each failure keeps one, but one from a cache may have none."""


def _create_question(answers: Sequence[FailedAnswer], vectors: dict[str, bytes]) -> FailedQuestion:
    gaps = Counter(answer.gap for answer in answers if answer.gap is not None)
    vector = next((vectors[answer.id] for answer in answers[:_TRIED] if answer.id in vectors), None)
    return FailedQuestion(
        text=answers[0].question,
        answers=tuple(answers),
        gap=gaps.most_common(1)[0][0] if gaps else None,
        vector=read_vector(vector),
    )


def read_vector(stored: bytes | None) -> Vector | None:
    """The numbers of a stored vector; None for none, and for one that is cut off."""
    if not stored or len(stored) % 2:
        return None
    return np.frombuffer(stored, dtype=np.float16).astype(np.float32)


def write_vector(vector: NDArray[np.floating]) -> bytes:
    """A vector as it is stored."""
    return vector.astype(np.float16).tobytes()
