"""The tokens of a day, whoever asks and how many at once."""

import asyncio
from typing import Any

import pytest

from app.middleware.limits.budget import WAIT_SECONDS, Budget, Reservation, estimate_tokens
from app.middleware.limits.counters import Counters
from app.middleware.limits.rates import Refusal
from chains.settings import AnswerSettings

NOON = 1_790_000_000 // 86_400 * 86_400 + 43_200.0


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> float:
        return self.now


def create_budget(tokens: int, *, estimate: int = 100, clock: Any = None, counters: Counters | None = None) -> Budget:
    return Budget(
        counters or Counters(""),
        tokens_per_day=tokens,
        tokens_per_question=estimate,
        request_seconds=60,
        clock=clock or Clock(),
    )


async def reserve(budget: Budget, questions: int = 1) -> Reservation:
    reserved = await budget.reserve(questions)
    assert isinstance(reserved, Reservation), reserved
    return reserved


async def be_refused(budget: Budget, questions: int = 1) -> Refusal:
    refused = await budget.reserve(questions)
    assert isinstance(refused, Refusal)
    return refused


async def test_answers_under_way_count_with_what_they_may_cost() -> None:
    budget = create_budget(250)
    first, second = await reserve(budget), await reserve(budget)
    refusal = await be_refused(budget)
    assert (refusal.limit, refusal.retry_after) == ("tokens_per_day", WAIT_SECONDS)
    assert "answers under way" in refusal.detail
    await budget.settle(first, 30)
    third = await reserve(budget)
    await budget.settle(second, 0)
    await budget.settle(third, 0)
    await reserve(budget)
    await reserve(budget)
    await be_refused(budget)


async def test_of_forty_at_once_no_more_are_let_in_than_can_be_paid() -> None:
    budget = create_budget(1_000)
    results = await asyncio.gather(*(budget.reserve(1) for _ in range(40)))
    assert sum(isinstance(result, Reservation) for result in results) == 10


async def test_a_budget_smaller_than_an_estimate_is_used_up_one_by_one() -> None:
    budget = create_budget(20)
    results = await asyncio.gather(*(budget.reserve(1) for _ in range(40)))
    reserved = [result for result in results if isinstance(result, Reservation)]
    assert len(reserved) == 1
    await budget.settle(reserved[0], 15)
    await budget.settle(await reserve(budget), 15)
    assert "after midnight" in (await be_refused(budget)).detail


async def test_a_spent_budget_closes_the_service_until_midnight() -> None:
    clock = Clock()
    budget = create_budget(100, clock=clock)
    await budget.spend(60)
    await budget.settle(await reserve(budget), 60)
    refusal = await be_refused(budget)
    assert (refusal.limit, refusal.retry_after) == ("tokens_per_day", 43_200)
    clock.now += 43_199
    assert (await be_refused(budget)).retry_after == 1
    clock.now += 1
    await reserve(budget)


async def test_a_batch_that_is_too_large_for_what_is_left_is_told_so() -> None:
    budget = create_budget(250)
    assert "Ask fewer at once" in (await be_refused(budget, 3)).detail
    await reserve(budget, 2)


async def test_what_a_dead_process_had_reserved_is_free_again_after_two_windows() -> None:
    clock = Clock()
    budget = create_budget(100, clock=clock)
    await reserve(budget)
    await be_refused(budget)
    clock.now += 120
    await be_refused(budget)
    clock.now += 120
    await reserve(budget)


async def test_an_answer_across_two_windows_stays_reserved_and_is_settled_once() -> None:
    clock = Clock()
    budget = create_budget(300, clock=clock)
    old = [await reserve(budget), await reserve(budget)]
    clock.now += 120
    new = await reserve(budget)
    await be_refused(budget)
    for reservation in (*old, new):
        await budget.settle(reservation, 10)
    await reserve(budget)
    await reserve(budget)
    await be_refused(budget)


async def test_without_a_limit_nothing_is_counted() -> None:
    budget = create_budget(0)
    for _ in range(50):
        await budget.settle(await reserve(budget, 10), 1_000_000)
    await reserve(budget)


async def test_while_redis_is_away_this_process_counts_for_itself() -> None:
    counters = Counters("redis://127.0.0.1:1")
    budget = create_budget(150, counters=counters)
    reservation = await reserve(budget)
    assert not counters.is_shared
    await be_refused(budget)
    await budget.settle(reservation, 150)
    assert "after midnight" in (await be_refused(budget)).detail


@pytest.mark.parametrize(
    ("settings", "tokens"),
    [
        ({}, 7_500),
        ({"passage_characters": 24_000}, 10_500),
        ({"history_characters": 0}, 5_500),
    ],
)
def test_the_estimate_follows_what_the_model_may_be_given(settings: dict[str, int], tokens: int) -> None:
    assert estimate_tokens(AnswerSettings.model_validate(settings)) == tokens
