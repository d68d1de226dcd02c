"""Closes gaps whose questions are answered since the index has changed, and opens those that come back."""

import time
from collections.abc import Sequence
from dataclasses import replace

from app.insights.grouping import QuestionGroup
from app.operations.gaps.opening import GapTools
from app.stores import GapStatus, GapStore, StoredGap
from chains.errors import AskdocsError
from chains.schemas import MAX_QUERY_CHARACTERS, Filters

ASKED = 5
"""Questions of one gap that are asked again."""
MAX_GAPS = 20
"""Gaps that are asked about in one run: at most 100 answers are paid for."""
_BACK = 2
"""One reader may have asked something else that is only alike."""
_ENOUGH = 2 / 3
"""A group holds some questions that belong to another one: not all need be answered."""
_OPEN = frozenset({"open", "planned"})
_STATUS = ("status", "closed_at")

Pair = tuple[QuestionGroup, StoredGap]


async def reopen(gaps: GapStore, group: QuestionGroup, gap: StoredGap, now: float) -> StoredGap:
    """Open a fixed gap again that is asked about in vain since."""
    if gap.status != "fixed" or sum(question.count(gap.closed_at or now) for question in group.questions) < _BACK:
        return gap
    return await gaps.save(replace(gap, status="open", closed_at=None), only=_STATUS)


async def close_answered(gaps: GapStore, pairs: Sequence[Pair], tools: GapTools, now: float) -> tuple[list[Pair], int]:
    """Ask the questions of open gaps again that were last asked of another index; also how many were asked.

    What was answered and voted down would be answered again: such a gap is closed by its owner.
    """
    done: list[Pair] = []
    asked = looked_at = 0
    for group, gap in pairs:
        is_due = gap.status in _OPEN and gap.cause != "voted_down" and gap.generation != tools.generation
        if tools.ask is None or not is_due or looked_at == MAX_GAPS:
            done.append((group, gap))
            continue
        looked_at += 1
        questions = group.questions[:ASKED]
        try:
            answered = sum([await _is_answered(tools, question.text, gap) for question in questions])
        except AskdocsError:  # the model or the index is away: it is asked in the next run
            done.append((group, gap))
            continue
        asked += len(questions)
        changed = await gaps.save(replace(gap, generation=tools.generation), only=("generation",))
        if answered >= _ENOUGH * len(questions) and changed.status in _OPEN:  # its owner may have closed it meanwhile
            changed = await gaps.save(replace(changed, status="fixed", closed_at=now), only=_STATUS)
        done.append((group, changed))
    return done, asked


async def _is_answered(tools: GapTools, question: str, gap: StoredGap) -> bool:
    assert tools.ask is not None  # noqa: S101 - its caller has looked
    filters = Filters(version=gap.version, locale=gap.locale)
    answer = await tools.ask(question[:MAX_QUERY_CHARACTERS], filters)
    return answer["outcome"] == "answered" and not answer["reason"] and not answer.get("unsupported")


async def set_status(gaps: GapStore, gap: StoredGap, status: GapStatus) -> StoredGap:
    """Say what is done about a gap, and keep its note."""
    is_closed = status in {"fixed", "dismissed"}
    closed_at = (gap.closed_at or time.time()) if is_closed else None
    return await gaps.save(replace(gap, status=status, closed_at=closed_at), only=(*_STATUS, "note"))
