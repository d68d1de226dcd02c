from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from app.operations.gaps.closing import close_answered, reopen, set_status
from app.operations.gaps.opening import GapTools
from app.stores import StoredGap
from chains.errors import ModelUnavailableError
from chains.schemas import Filters
from tests.support.gaps import DAY, MemoryGaps, create_group, create_question
from tests.support.stores import NOW

GAP = StoredGap("descale · kettle", number=1, generation="old", version="2.x", locale="en")
GROUP = create_group(*(create_question(f"{word} kettle") for word in ("descale", "clean", "wash")), gap=GAP)


class Asked:
    """Answers what it is told to, and refuses the rest."""

    def __init__(self, *answered: str, away: bool = False) -> None:
        self.answered = answered
        self.away = away
        self.questions: list[tuple[str, Filters]] = []

    async def __call__(self, question: str, filters: Filters) -> Mapping[str, Any]:
        if self.away:
            raise ModelUnavailableError("away")
        self.questions.append((question, filters))
        outcome = "answered" if question in self.answered else "abstained"
        return {"outcome": outcome, "reason": "", "unsupported": []}


def create_tools(ask: Asked | None, generation: str = "new") -> GapTools:
    return GapTools(None, lambda _: None, generation, ask=ask)  # type: ignore[arg-type]  # nothing is looked up


async def test_a_gap_closes_when_most_of_its_questions_are_answered_by_a_new_index() -> None:
    ask = Asked("descale kettle", "clean kettle")
    store = MemoryGaps(GAP)
    [(_, gap)], asked = await close_answered(store, [(GROUP, GAP)], create_tools(ask), NOW)
    assert (gap.status, gap.closed_at, gap.generation) == ("fixed", NOW, "new")
    assert store.gaps[1] == gap
    assert asked == 3
    assert ask.questions[0] == ("descale kettle", Filters(version="2.x", locale="en"))


async def test_a_gap_stays_open_when_few_are_answered_and_is_not_asked_twice_of_one_index() -> None:
    ask = Asked("descale kettle")
    store = MemoryGaps(GAP)
    pairs, asked = await close_answered(store, [(GROUP, GAP)], create_tools(ask), NOW)
    assert (pairs[0][1].status, asked) == ("open", 3)
    assert (await close_answered(store, pairs, create_tools(ask), NOW))[1] == 0


@pytest.mark.parametrize(
    ("changes", "tools"),
    [
        ({}, create_tools(Asked(), "old")),
        ({}, create_tools(None)),
        ({"cause": "voted_down"}, create_tools(Asked())),
        ({"status": "dismissed"}, create_tools(Asked())),
        ({}, create_tools(Asked(away=True))),
    ],
)
async def test_a_gap_that_need_not_or_cannot_be_asked_stays_as_it_is(changes: dict[str, Any], tools: GapTools) -> None:
    gap = replace(GAP, **changes)
    pairs, asked = await close_answered(MemoryGaps(gap), [(GROUP, gap)], tools, NOW)
    assert (pairs, asked) == ([(GROUP, gap)], 0)


async def test_a_fixed_gap_opens_again_when_two_readers_ask_in_vain_since() -> None:
    fixed = StoredGap("x", number=1, status="fixed", closed_at=NOW - DAY)
    store = MemoryGaps(fixed)
    once = create_group(create_question("kettle"))
    twice = create_group(create_question("kettle", times=2))
    assert (await reopen(store, once, fixed, NOW)).status == "fixed"
    assert (await reopen(store, twice, fixed, NOW)).status == "open"
    before = create_group(create_question("kettle", times=5, at=NOW - 2 * DAY))
    assert (await reopen(store, before, fixed, NOW)).status == "fixed"


async def test_an_owner_closes_a_gap_and_opens_it_again() -> None:
    store = MemoryGaps(GAP)
    closed = await set_status(store, GAP, "dismissed")
    assert closed.closed_at is not None
    assert (await set_status(store, closed, "planned")).closed_at is None


async def test_what_an_owner_says_of_a_gap_while_it_is_asked_about_stays() -> None:
    store = MemoryGaps(GAP)

    class Owner(Asked):
        async def __call__(self, question: str, filters: Filters) -> Mapping[str, Any]:
            store.gaps[1] = replace(GAP, status="dismissed", note="never", closed_at=NOW)
            return await super().__call__(question, filters)

    ask = Owner("descale kettle", "clean kettle", "wash kettle")
    [(_, gap)], _ = await close_answered(store, [(GROUP, GAP)], create_tools(ask), NOW + 60)
    assert gap == store.gaps[1] == replace(GAP, status="dismissed", note="never", closed_at=NOW, generation="new")
