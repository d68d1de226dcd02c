"""What an answer may cost is reserved; what it has cost is taken off the budget once, whoever waits for it."""

import asyncio
from typing import Any

import pytest

from app.context import Caller, Observation, RequestContext, entering, get_context
from app.middleware.admission import Admission
from app.middleware.limits.budget import Budget, Reservation
from app.middleware.limits.counters import Counters
from app.middleware.limits.rates import Limits
from app.middleware.limits.site_budgets import SiteBudgets
from app.observability.steps import note_tokens
from app.settings import LimitSettings


class Service:
    """Admission in front of an application that a test gives, as a caller sees it."""

    def __init__(self, tokens_per_day: int, *, estimate: int = 10, **settings: Any) -> None:
        limits = LimitSettings(tokens_per_day=tokens_per_day, **settings)
        counters = Counters("")
        self.app: Any = None
        self.statuses: list[int] = []
        self.budget = Budget(counters, tokens_per_day=tokens_per_day, tokens_per_question=estimate, request_seconds=60)
        budgets = SiteBudgets(self.budget, {})
        self.admission = Admission(self.run, limits=Limits(limits, counters), budgets=budgets, settings=limits)

    async def run(self, scope: Any, receive: Any, send: Any) -> None:
        result = self.app()
        if result is not None:
            await result
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def ask(self, app: Any) -> int:
        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                self.statuses.append(message["status"])

        self.app = app
        with entering(RequestContext(questions=1, caller=Caller("address", "192.0.2.1"))):
            await self.admission({"type": "http", "method": "POST", "path": "/chat"}, None, send)  # type: ignore[arg-type]
        return self.statuses[-1]


def nothing() -> None:
    """An answer that costs nothing."""


async def test_tokens_that_are_counted_after_their_caller_has_left_are_taken_off_the_budget() -> None:
    service = Service(tokens_per_day=100)
    left: list[Observation] = []
    assert await service.ask(lambda: left.append(get_context().observation)) == 200
    left[0].meter.tokens += 100  # the shared answer goes on in the context of the caller who has left
    assert await service.ask(nothing) == 429


async def test_tokens_are_taken_off_once() -> None:
    service = Service(tokens_per_day=100)
    assert await service.ask(lambda: note_tokens(30, 19)) == 200
    assert [await service.ask(nothing) for _ in range(5)] == [200] * 5
    assert await service.ask(lambda: note_tokens(30, 21)) == 200
    assert await service.ask(nothing) == 429


async def test_forty_at_once_spend_no_more_than_the_budget_and_one_answer() -> None:
    service = Service(tokens_per_day=2_000, estimate=7_500, address_per_minute=0)
    spent = 0

    async def answer() -> None:
        nonlocal spent
        await asyncio.sleep(0)
        note_tokens(1_200, 340)
        spent += 1_540

    await asyncio.gather(*(service.ask(answer) for _ in range(40)))
    assert (service.statuses.count(200), service.statuses.count(429)) == (1, 39)
    while await service.ask(answer) == 200:
        pass
    assert spent == 3_080


async def test_what_was_reserved_is_free_again_however_the_answer_ended() -> None:
    service = Service(tokens_per_day=100, estimate=90)

    def fail() -> None:
        raise RuntimeError("unforeseen")

    with pytest.raises(RuntimeError):
        await service.ask(fail)
    started = asyncio.Event()

    async def hang() -> None:
        started.set()
        await asyncio.sleep(60)

    asking = asyncio.create_task(service.ask(hang))
    await started.wait()
    assert await service.ask(nothing) == 429
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert await service.ask(nothing) == 200


async def test_a_question_that_another_limit_refuses_reserves_nothing() -> None:
    service = Service(tokens_per_day=100, estimate=90, address_per_minute=1)
    assert [await service.ask(nothing) for _ in range(3)] == [200, 429, 429]
    assert isinstance(await service.budget.reserve(1), Reservation)


async def test_answers_that_cost_nothing_leave_the_budget_as_it_is() -> None:
    service = Service(tokens_per_day=100, estimate=60, address_per_minute=0)
    assert [await service.ask(nothing) for _ in range(50)] == [200] * 50
