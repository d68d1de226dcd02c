"""The circuit breaker with a clock of its own."""

import asyncio

import pytest

from app.breaker import FAILURES, FIRST_SECONDS, MAX_SECONDS, Breaker
from chains.errors import IndexMissingError, ModelError, ModelQuotaError, ModelUnavailableError


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker("test", (ModelUnavailableError, ModelQuotaError), clock=clock)


def get_state(breaker: Breaker) -> str:
    return breaker.state


def fail(breaker: Breaker, error: ModelError, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(type(error)), breaker.guarding():
            raise error


def test_failures_in_a_row_open_it_and_the_last_one_is_raised_at_once(breaker: Breaker) -> None:
    fail(breaker, ModelUnavailableError("Away."), FAILURES)
    assert get_state(breaker) == "open"
    with pytest.raises(ModelUnavailableError, match="Away") as caught, breaker.guarding():
        pytest.fail("an open circuit lets nobody through")
    assert caught.value.retry_after == FIRST_SECONDS
    with pytest.raises(ModelUnavailableError):
        breaker.raise_if_open()


def test_a_success_between_failures_keeps_it_closed(breaker: Breaker) -> None:
    for _ in range(FAILURES):
        fail(breaker, ModelUnavailableError("Away."), FAILURES - 1)
        with breaker.guarding():
            pass
    assert get_state(breaker) == "closed"


def test_errors_of_other_kinds_do_not_count(breaker: Breaker) -> None:
    for _ in range(2 * FAILURES):
        with pytest.raises(IndexMissingError), breaker.guarding():
            raise IndexMissingError("Nothing.")
    assert get_state(breaker) == "closed"


def test_one_probe_is_let_through_and_closes_it(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, ModelUnavailableError("Away."), FAILURES)
    clock.now += FIRST_SECONDS
    breaker.raise_if_open()
    assert get_state(breaker) == "half_open"
    with breaker.guarding(), pytest.raises(ModelUnavailableError), breaker.guarding():
        pytest.fail("one probe at a time")
    assert get_state(breaker) == "closed"


def test_a_probe_that_was_cancelled_makes_room_for_the_next(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, ModelUnavailableError("Away."), FAILURES)
    clock.now += FIRST_SECONDS
    with pytest.raises(KeyboardInterrupt), breaker.guarding():
        raise KeyboardInterrupt
    assert get_state(breaker) == "half_open"
    with breaker.guarding():
        pass
    assert get_state(breaker) == "closed"


def test_each_probe_that_fails_doubles_the_wait_up_to_a_bound(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, ModelUnavailableError("Away."), FAILURES)
    waits = []
    for _ in range(8):
        with pytest.raises(ModelUnavailableError) as caught:
            breaker.raise_if_open()
        waits.append(caught.value.retry_after)
        clock.now += caught.value.retry_after or 0
        fail(breaker, ModelUnavailableError("Away."))
    assert waits[:4] == [FIRST_SECONDS, 2 * FIRST_SECONDS, 4 * FIRST_SECONDS, 8 * FIRST_SECONDS]
    assert waits[-1] == MAX_SECONDS


async def test_calls_that_were_under_way_when_it_opened_do_not_lengthen_the_wait(breaker: Breaker) -> None:
    away = asyncio.Event()

    async def call() -> None:
        with breaker.guarding():
            await away.wait()
            raise ModelUnavailableError("Away.")

    calls = [asyncio.create_task(call()) for _ in range(3 * FAILURES)]
    await asyncio.sleep(0)
    away.set()
    await asyncio.gather(*calls, return_exceptions=True)
    with pytest.raises(ModelUnavailableError) as caught:
        breaker.raise_if_open()
    assert caught.value.retry_after == FIRST_SECONDS


def test_it_waits_as_long_as_the_failure_asks_for(breaker: Breaker) -> None:
    fail(breaker, ModelQuotaError("Out of quota.", retry_after=17.0), FAILURES)
    with pytest.raises(ModelQuotaError) as caught:
        breaker.raise_if_open()
    assert caught.value.retry_after == 17.0


def test_how_many_failures_open_it_and_how_long_it_waits_at_most_can_be_chosen(clock: Clock) -> None:
    breaker = Breaker("test", (ModelUnavailableError,), failures=1, max_seconds=3, clock=clock)
    fail(breaker, ModelUnavailableError("Away."))
    assert get_state(breaker) == "open"
    for _ in range(4):
        clock.now += 3
        assert get_state(breaker) == "half_open"
        fail(breaker, ModelUnavailableError("Away."))
