"""Deletes what is too old, while a process runs."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

import structlog

from app.beside import running_beside
from chains.errors import StoreUnavailableError

_EVERY_SECONDS = 3_600.0
Forget = Callable[[], Awaitable[int]]
"""Deletes what is too old, and says how many things that were."""


@asynccontextmanager
async def forgetting(kinds: Mapping[str, Forget], *, every_seconds: float = _EVERY_SECONDS) -> AsyncIterator[None]:
    """Within the block, delete what is too old of each kind: at once, and again every hour."""
    async with running_beside(_keep_forgetting(kinds, every_seconds), name="retention"):
        yield


async def _keep_forgetting(kinds: Mapping[str, Forget], every_seconds: float) -> None:
    log = structlog.stdlib.get_logger("askdocs.retention")
    while True:
        for kind, forget in kinds.items():
            try:
                if count := await forget():
                    log.info("deleted", kind=kind, count=count)
            except StoreUnavailableError as error:
                log.warning("not_deleted", kind=kind, detail=str(error))
        await asyncio.sleep(every_seconds)
