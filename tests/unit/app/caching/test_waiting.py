"""A value that another process makes already is waited for, but never longer than making it takes."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator

import pytest

from app.caching.cache import Cache
from app.caching.making import Codec
from app.caching.pace import LONGEST_SECONDS, SHORTEST_SECONDS, Pace
from app.caching.port import NO_TURN, Key, Turn
from app.context import CacheUse
from app.middleware.departures import RunningAnswers
from chains.errors import ModelUnavailableError
from tests.support.cached_chains import settle
from tests.support.metrics import read_metric
from tests.support.virtual_time import in_virtual_time

KEY = Key("default", "one", b"How hot?")
OURS = Turn(token="ours")


class Neighbour:
    """A store in which another process has something ready after a while, or never."""

    def __init__(self, made: bytes | None = None, after: float = 0.0) -> None:
        self.made = made
        self.after = after
        self.waits: list[float] = []
        self.leases: list[float] = []
        self.kept: list[tuple[bytes, Turn]] = []
        self.ended: list[Turn] = []

    async def get(self, key: Key) -> bytes | None:
        return None

    async def take_turn(self, key: Key, *, wait: float, lease: float) -> Turn:
        self.waits.append(wait)
        self.leases.append(lease)
        await asyncio.sleep(min(self.after, wait))
        if self.after > wait:
            return NO_TURN
        return OURS if self.made is None else Turn(self.made)

    async def put(self, key: Key, value: bytes, turn: Turn = NO_TURN) -> None:
        self.kept.append((value, turn))

    async def end_turn(self, key: Key, turn: Turn) -> None:
        self.ended.append(turn)


class Kitchen:
    """A cache beside such a neighbour; what it makes takes three seconds, the first part one."""

    def __init__(self, neighbour: Neighbour, *, error: Exception | None = None, is_kept: bool = True) -> None:
        self.begun = 0
        self.error = error
        self.codec = Codec[str](lambda parts: "".join(parts).encode() if is_kept else None, read_words)
        self.cache = Cache[str]("answers", neighbour, register=RunningAnswers(), is_told=True)

    async def make(self) -> AsyncIterator[str]:
        self.begun += 1
        await asyncio.sleep(1)
        yield "Very "
        await asyncio.sleep(2)
        if self.error:
            raise self.error
        yield "hot."

    def read(self, use: CacheUse | None = None, *, whole: bool = True) -> AsyncGenerator[list[str]]:
        return self.cache.read(KEY, self.make, codec=self.codec, use=use or CacheUse(), whole=whole)

    async def ask(self, use: CacheUse | None = None, *, whole: bool = True) -> str:
        return "".join([part async for parts in self.read(use, whole=whole) for part in parts])


def read_words(value: bytes) -> list[str] | None:
    return [value.decode()] if value.isascii() else None


@in_virtual_time
async def test_what_another_process_has_made_meanwhile_is_taken() -> None:
    neighbour = Neighbour(b"Made next door.", after=2)
    kitchen, use = Kitchen(neighbour), CacheUse()
    assert await kitchen.ask(use) == "Made next door."
    assert (kitchen.begun, neighbour.kept, neighbour.ended) == (0, [], [])
    assert use.result == "collapsed"


@in_virtual_time
async def test_what_another_process_has_made_and_nobody_can_read_is_made_here() -> None:
    neighbour = Neighbour(b"\xff")
    kitchen, use = Kitchen(neighbour), CacheUse()
    before = read_metric("askdocs_cache_shared_total", cache="answers", result="rejected")
    assert await kitchen.ask(use) == "Very hot."
    await settle()
    assert read_metric("askdocs_cache_shared_total", cache="answers", result="rejected") == before + 1
    assert [value for value, _ in neighbour.kept] == [b"Very hot."]
    assert use.result == "miss"


@in_virtual_time
async def test_nobody_waits_longer_than_making_it_takes_and_a_stream_only_until_its_first_part() -> None:
    neighbour = Neighbour()
    kitchen = Kitchen(neighbour)
    for _ in range(40):  # it learns how long that takes
        await kitchen.ask(whole=False)
        await settle()
    neighbour.after, loop = 1000, asyncio.get_running_loop()
    for whole, seconds in ((True, 3), (False, 1)):
        started = loop.time()
        assert await kitchen.ask(whole=whole) == "Very hot."
        assert loop.time() - started == pytest.approx(seconds + 3, rel=0.05)
        await settle()
        assert neighbour.waits[-1] == pytest.approx(seconds, rel=0.05)
    assert neighbour.leases[-1] == pytest.approx(3, rel=0.05)


@in_virtual_time
async def test_what_is_kept_ends_the_turn_and_so_does_everything_that_is_not() -> None:
    neighbour = Neighbour()
    await Kitchen(neighbour).ask()
    await settle()
    assert neighbour.kept == [(b"Very hot.", OURS)]
    with pytest.raises(ModelUnavailableError):
        await Kitchen(neighbour, error=ModelUnavailableError("away")).ask()
    await Kitchen(neighbour, is_kept=False).ask()
    await settle()
    left = asyncio.create_task(Kitchen(neighbour).ask())
    await asyncio.sleep(1.5)
    left.cancel()
    await settle()
    assert neighbour.ended == [OURS] * 3
    assert len(neighbour.kept) == 1


@in_virtual_time
async def test_whoever_wants_a_fresh_value_waits_for_nobody_and_leaves_it_to_the_others() -> None:
    neighbour = Neighbour(b"Made next door.", after=2)
    kitchen, use = Kitchen(neighbour), CacheUse(may_read=False)
    assert await kitchen.ask(use) == "Very hot."
    await settle()
    assert (neighbour.waits, neighbour.kept, use.result) == ([], [(b"Very hot.", NO_TURN)], "request")


@in_virtual_time
async def test_a_fresh_value_in_its_place_ends_the_turn_of_the_one_before() -> None:
    neighbour = Neighbour()
    kitchen = Kitchen(neighbour)
    first = asyncio.create_task(kitchen.ask())
    await asyncio.sleep(1)
    await kitchen.ask(CacheUse(may_read=False))
    await first
    await settle()
    assert (neighbour.kept, neighbour.ended) == ([(b"Very hot.", NO_TURN)], [OURS])


def test_the_pace_follows_what_was_measured_within_its_bounds() -> None:
    pace = Pace(5)
    assert pace.seconds == 5
    for _ in range(100):
        pace.note(2)
    assert pace.seconds == pytest.approx(2, rel=0.01)
    for seconds in (1, 3) * 50:
        pace.note(seconds)
    assert 4 < pace.seconds < 8
    for taken, bound in ((0.001, SHORTEST_SECONDS), (1000.0, LONGEST_SECONDS)):
        for _ in range(200):
            pace.note(taken)
        assert pace.seconds == bound
