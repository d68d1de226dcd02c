"""Work in its caller's own task that an end from outside stops with its reason."""

import asyncio

import pytest

from app.pump import Pumps
from chains.errors import DeadlineError


async def work(pumps: Pumps, began: asyncio.Event) -> str:
    with pumps.interruptible():
        began.set()
        await asyncio.sleep(30)
    return "done"


async def test_an_end_raises_its_reason_and_leaves_the_task_uncancelled() -> None:
    pumps, began = Pumps(), asyncio.Event()

    async def go_on() -> int:
        with pytest.raises(DeadlineError, match="Enough"):
            await work(pumps, began)
        await asyncio.sleep(0)
        task = asyncio.current_task()
        assert task is not None
        return task.cancelling()

    task = asyncio.create_task(go_on())
    await began.wait()
    pumps.end(DeadlineError("Enough."))
    pumps.end(DeadlineError("Twice is no harm."))
    assert await task == 0


async def test_a_caller_that_cancels_too_is_cancelled() -> None:
    pumps, began = Pumps(), asyncio.Event()
    task = asyncio.create_task(work(pumps, began))
    await began.wait()
    pumps.end(DeadlineError("Enough."))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_the_end_of_the_block_cancels_whoever_still_works() -> None:
    began = asyncio.Event()
    with Pumps() as pumps:
        task = asyncio.create_task(work(pumps, began))
        await began.wait()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_nothing_begins_after_an_end_or_behind_the_block() -> None:
    ended = Pumps()
    ended.end(DeadlineError("Enough."))
    with pytest.raises(DeadlineError, match="Enough"):
        await work(ended, asyncio.Event())
    with Pumps() as left:
        pass
    with pytest.raises(asyncio.CancelledError):
        await work(left, asyncio.Event())
