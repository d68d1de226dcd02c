"""Streams that stop at once when nobody wants them any more."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from app.pump import Pumps, pump
from chains.errors import DeadlineError, ModelUnavailableError


class Source:
    """Yields numbers, a pause before each, and keeps what became of it."""

    def __init__(self, count: int, *, pause: float = 0.0, failure: Exception | None = None) -> None:
        self.events: list[str] = []
        self._count = count
        self._pause = pause
        self._failure = failure

    async def read(self) -> AsyncIterator[int]:
        self.events.append("entered")
        try:
            for number in range(self._count):
                await asyncio.sleep(self._pause)
                yield number
            if self._failure is not None:
                raise self._failure
        except asyncio.CancelledError:
            self.events.append("cancelled")
            raise
        finally:
            self.events.append("left")


async def test_what_the_source_yields_comes_in_order() -> None:
    source = Source(5)
    assert [number async for number in pump(source.read(), Pumps())] == [0, 1, 2, 3, 4]
    assert source.events == ["entered", "left"]


async def test_a_failure_of_the_source_comes_after_what_it_has_yielded() -> None:
    source = Source(2, failure=ModelUnavailableError("Away."))
    numbers = pump(source.read(), Pumps())
    assert [await anext(numbers), await anext(numbers)] == [0, 1]
    with pytest.raises(ModelUnavailableError):
        await anext(numbers)


async def test_a_generator_that_nobody_reads_to_its_end_stops_with_its_block() -> None:
    source = Source(1000, pause=0.01)
    with Pumps() as pumps:
        kept = pump(source.read(), pumps)
        assert await anext(kept) == 0
    await asyncio.sleep(0.02)
    assert source.events == ["entered", "cancelled", "left"]
    await kept.aclose()


async def test_closing_the_generator_stops_the_source() -> None:
    source = Source(1000, pause=0.01)
    numbers = pump(source.read(), Pumps())
    assert await anext(numbers) == 0
    await numbers.aclose()
    await asyncio.sleep(0.02)
    assert source.events == ["entered", "cancelled", "left"]


async def test_an_end_from_outside_reaches_the_reader_as_its_reason() -> None:
    source = Source(1000, pause=0.01)
    with Pumps() as pumps:
        numbers = pump(source.read(), pumps)
        assert [await anext(numbers), await anext(numbers)] == [0, 1]
        pumps.end(DeadlineError("Enough."))
        pumps.end(DeadlineError("Twice is no harm."))
        with pytest.raises(DeadlineError, match="Enough"):
            await anext(numbers)
    assert source.events == ["entered", "cancelled", "left"]


async def test_pumps_of_two_blocks_do_not_touch_each_other() -> None:
    async def read_all() -> list[int]:
        source = Source(20, pause=0.005)
        with Pumps() as pumps:
            return [number async for number in pump(source.read(), pumps)]

    async def leave() -> None:
        source = Source(1000, pause=0.005)
        with Pumps() as pumps:
            await anext(pump(source.read(), pumps))

    whole, _ = await asyncio.gather(read_all(), leave())
    assert whole == list(range(20))


async def test_what_was_ended_from_outside_says_so() -> None:
    pumps = Pumps()
    assert not pumps.are_ended
    pumps.end(DeadlineError("Enough."))
    assert pumps.are_ended
