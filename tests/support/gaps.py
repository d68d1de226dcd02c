"""Failed answers, groups and gaps for tests."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from app.insights.grouping import QuestionGroup
from app.insights.labels import Label
from app.insights.questions import FailedQuestion, Vector
from app.stores import FailedAnswer, Failure, StoredGap
from tests.support.stores import NOW

DAY = 86_400


def create_failed(**changes: Any) -> FailedAnswer:
    """An answer that failed."""
    values: dict[str, Any] = {
        "question": "How do I descale the kettle?",
        "outcome": "abstained",
        "reason": "weak_match",
        "unsupported": 0,
        "version": "",
        "locale": "",
        "generation": "old",
        "found": (("https://kitchen.example/ovens", 0.3),),
        "is_downvoted": False,
    }
    return FailedAnswer(**values | changes)


def create_question(
    text: str = "How do I descale the kettle?",
    *,
    times: int = 1,
    at: float = NOW - 3_600,
    gap: int | None = None,
    vector: Vector | None = None,
    **changes: Any,
) -> FailedQuestion:
    """A question that failed so many times."""
    failures = tuple(Failure(number, at, gap) for number in range(times))
    return FailedQuestion(create_failed(question=text, **changes), failures, vector)


def create_group(
    *questions: FailedQuestion, gap: StoredGap | None = None, terms: tuple[int, ...] = ()
) -> QuestionGroup:
    """A group of these questions."""
    return QuestionGroup(list(questions), Label("descale · kettle", terms), gap, [], np.full(4, 0.5, dtype=np.float32))


class MemoryGaps:
    """A `GapStore` that keeps nothing on disk."""

    def __init__(self, *gaps: StoredGap) -> None:
        self.gaps = {gap.number: gap for gap in gaps}

    async def add(self, gaps: Sequence[StoredGap]) -> list[StoredGap]:
        first = 1 + max(self.gaps, default=0)
        added = [replace(gap, number=number) for number, gap in enumerate(gaps, first)]
        self.gaps |= {gap.number: gap for gap in added}
        return added

    async def save(self, gap: StoredGap, *, only: Collection[str] = ()) -> StoredGap:
        if only:
            gap = replace(self.gaps[gap.number], **{name: getattr(gap, name) for name in only})
        self.gaps[gap.number] = gap
        return gap

    async def load(self, number: int) -> StoredGap | None:
        return self.gaps.get(number)

    async def list(self, *, site: str = "", status: str | None = None) -> list[StoredGap]:
        return [gap for gap in self.gaps.values() if status in {None, gap.status} and site in {"", gap.site}]

    async def delete(self, number: int) -> bool:
        return self.gaps.pop(number, None) is not None
