"""What several callers wait for, and how long they hold it."""

import gc
import weakref
from collections.abc import AsyncIterator

from app.caching.flight import Flight
from app.context import CacheUse
from app.middleware.departures import RunningAnswers
from tests.support.cached_chains import settle


class Vector:
    """A part that is large."""


async def test_a_request_that_has_left_holds_the_parts_no_longer_although_it_goes_on() -> None:
    request = CacheUse()

    async def make() -> AsyncIterator[Vector]:
        yield Vector()

    async def keep(_: Flight[Vector]) -> None:
        pass

    async def ask() -> "weakref.ref[Vector]":
        flight = Flight(make, use=CacheUse(), register=RunningAnswers(), keep=keep, on_end=lambda _: None)
        leave = flight.join()
        request.at_end(leave)
        [[vector]] = [parts async for parts in flight.follow(whole=True)]
        leave()
        return weakref.ref(vector)

    vector = await ask()
    await settle()
    gc.collect()
    assert vector() is None
    request.end()
