"""Deletes what is too old, while a process runs."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog

from app.stores.threads import ThreadStore
from chains.errors import StoreUnavailableError

_EVERY_SECONDS = 3_600.0


@asynccontextmanager
async def forgetting(threads: ThreadStore, days: int, *, every_seconds: float = _EVERY_SECONDS) -> AsyncIterator[None]:
    """Within the block, delete threads of so many days: at once, and again every hour."""
    task = asyncio.create_task(_keep_forgetting(threads, days, every_seconds), name="retention")
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _keep_forgetting(threads: ThreadStore, days: int, every_seconds: float) -> None:
    log = structlog.stdlib.get_logger("askdocs.retention")
    while True:
        try:
            if count := await threads.forget(days):
                log.info("threads_deleted", count=count, days=days)
        except StoreUnavailableError as error:
            log.warning("threads_not_deleted", detail=str(error))
        await asyncio.sleep(every_seconds)
