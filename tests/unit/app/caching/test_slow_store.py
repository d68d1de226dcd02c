"""A store that takes its time, as one behind a network does: nothing is made twice, and nobody waits for it."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator

import pytest

from app.caching.cache import Cache
from app.caching.making import Codec
from app.caching.port import NO_TURN, Key, Turn
from app.context import CacheUse
from app.middleware.departures import RunningAnswers
from chains.errors import DeadlineError
from tests.support.cached_chains import settle

KEY = Key("default", "one", b"How hot?")


class Gate:
    """Lets pass those who come while it is open; the others wait at it."""

    def __init__(self) -> None:
        self.waiting: list[asyncio.Future[None]] = []
        self.is_open = True

    async def __call__(self) -> None:
        if not self.is_open:
            self.waiting.append(asyncio.get_running_loop().create_future())
            await self.waiting[-1]

    def release(self) -> None:
        for waiting in self.waiting:
            if not waiting.done():
                waiting.set_result(None)
        self.waiting.clear()


class SlowStore:
    """What it has is looked up when it is asked; the answer is on its way for as long as the test says."""

    def __init__(self) -> None:
        self.values: dict[Key, bytes] = {}
        self.get_gate, self.put_gate = Gate(), Gate()

    async def get(self, key: Key) -> bytes | None:
        value = self.values.get(key)
        await self.get_gate()
        return value

    async def take_turn(self, key: Key, *, wait: float, lease: float) -> Turn:
        return NO_TURN

    async def put(self, key: Key, value: bytes, turn: Turn = NO_TURN) -> None:
        await self.put_gate()
        self.values[key] = value

    async def end_turn(self, key: Key, turn: Turn) -> None:
        """Nobody waits."""


class Kitchen:
    """A cache over a slow store, and what is made for it."""

    def __init__(self) -> None:
        self.store = SlowStore()
        self.begun = self.stopped = 0
        self.oven = Gate()
        self.cache = Cache[str](
            "answers",
            self.store,
            register=RunningAnswers(),
            is_told=True,
        )

    async def make(self) -> AsyncIterator[str]:
        self.begun += 1
        number = self.begun
        try:
            await self.oven()
        except asyncio.CancelledError:
            self.stopped += 1
            raise
        yield f"made {number}"

    def read(self, use: CacheUse | None = None) -> AsyncGenerator[list[str]]:
        codec = Codec[str](lambda parts: "".join(parts).encode(), lambda value: [value.decode()])
        return self.cache.read(KEY, self.make, codec=codec, use=use or CacheUse(), whole=False)

    async def ask(self, use: CacheUse | None = None) -> str:
        return "".join([part async for parts in self.read(use) for part in parts])


async def test_two_who_find_nothing_at_the_same_time_make_one_call() -> None:
    kitchen = Kitchen()
    kitchen.store.get_gate.is_open = False
    tasks = [asyncio.create_task(kitchen.ask()) for _ in range(5)]
    await settle()
    assert kitchen.begun == 0
    kitchen.store.get_gate.release()
    assert [await task for task in tasks] == ["made 1"] * 5
    assert kitchen.begun == 1


async def test_who_asked_the_store_before_a_value_was_complete_and_hears_after_it_gets_that_value() -> None:
    kitchen = Kitchen()
    kitchen.oven.is_open = False
    first = asyncio.create_task(kitchen.ask())
    await settle()
    kitchen.store.get_gate.is_open = False
    second = asyncio.create_task(kitchen.ask())
    await settle()
    kitchen.oven.release()
    assert await first == "made 1"
    await settle()
    assert kitchen.store.values == {KEY: b"made 1"}
    kitchen.store.get_gate.release()
    assert await second == "made 1"
    assert kitchen.begun == 1


async def test_nobody_waits_until_a_value_is_kept_and_who_asks_meanwhile_joins() -> None:
    kitchen = Kitchen()
    kitchen.store.put_gate.is_open = False
    assert await kitchen.ask() == "made 1"
    use = CacheUse()
    assert await kitchen.ask(use) == "made 1"
    assert use.result == "collapsed"
    assert not kitchen.store.values
    kitchen.store.put_gate.release()
    await settle()
    use = CacheUse()
    assert await kitchen.ask(use) == "made 1"
    assert use.result == "hit"
    assert kitchen.begun == 1


async def test_a_value_is_kept_though_its_callers_left_while_it_was_being_kept() -> None:
    kitchen = Kitchen()
    kitchen.store.put_gate.is_open = False
    source = kitchen.read()
    assert await anext(source) == ["made 1"]
    await settle()
    await source.aclose()
    kitchen.store.put_gate.release()
    await settle()
    assert kitchen.store.values == {KEY: b"made 1"}


@pytest.mark.parametrize("place", ["get", "make"])
async def test_the_first_caller_is_cancelled_between_get_and_put_and_the_second_is_answered(place: str) -> None:
    kitchen = Kitchen()
    gate = kitchen.store.get_gate if place == "get" else kitchen.oven
    gate.is_open = False
    first, second = (asyncio.create_task(kitchen.ask()) for _ in range(2))
    await settle()
    first.cancel()
    await settle()
    gate.release()
    assert await second == "made 1"
    assert (kitchen.begun, kitchen.stopped) == (1, 0)
    assert kitchen.store.values == {KEY: b"made 1"}


async def test_nothing_is_begun_for_a_request_that_has_ended_while_the_store_was_asked() -> None:
    kitchen = Kitchen()
    kitchen.store.get_gate.is_open = False
    use = CacheUse()
    task = asyncio.create_task(kitchen.ask(use))
    await settle()
    use.end()
    kitchen.store.get_gate.release()
    with pytest.raises(DeadlineError):
        await task
    assert kitchen.begun == 0


async def test_a_value_that_everybody_has_left_is_neither_kept_nor_joined() -> None:
    kitchen = Kitchen()
    kitchen.oven.is_open = False
    first = asyncio.create_task(kitchen.ask())
    await settle()
    kitchen.store.get_gate.is_open = False
    second = asyncio.create_task(kitchen.ask())
    await settle()
    first.cancel()
    await settle()
    assert kitchen.stopped == 1
    kitchen.oven.is_open = True
    kitchen.store.get_gate.release()
    assert await second == "made 2"
    assert kitchen.store.values == {KEY: b"made 2"}


async def test_what_is_put_late_belongs_to_its_own_generation() -> None:
    kitchen = Kitchen()
    kitchen.store.put_gate.is_open = False
    assert await kitchen.ask() == "made 1"
    newer = KEY._replace(generation="two")
    codec = Codec[str](lambda _: None, lambda _: None)
    source = kitchen.cache.read(newer, kitchen.make, codec=codec, use=CacheUse(), whole=True)
    assert [part async for parts in source for part in parts] == ["made 2"]
    kitchen.store.put_gate.release()
    await settle()
    assert kitchen.store.values == {KEY: b"made 1"}
