"""Starts runs when the clock says so."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from random import SystemRandom

import structlog
from cronsim import CronSim

from app.beside import running_beside
from app.operations.scheduling.runs import IndexRuns

MAX_JITTER_SECONDS = 60.0
"""Services that have the same schedule do not all ask Gemini, and a site, in the same second."""

Sleep = Callable[[float], Awaitable[None]]


@asynccontextmanager
async def keeping_schedule(
    runs: IndexRuns,
    schedule: str,
    *,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    sleep: Sleep = asyncio.sleep,
    jitter: Callable[[], float] = lambda: SystemRandom().uniform(0, MAX_JITTER_SECONDS),
) -> AsyncIterator[None]:
    """Within the block, start a run at each time of `schedule`, which is cron's, in UTC; without one, never."""
    if not schedule:
        yield
        return
    async with running_beside(_keep(runs, schedule, now, sleep, jitter), name="index schedule"):
        yield


async def _keep(
    runs: IndexRuns, schedule: str, now: Callable[[], datetime], sleep: Sleep, jitter: Callable[[], float]
) -> None:
    log = structlog.stdlib.get_logger("askdocs.index_runs")
    while True:
        due = next(CronSim(schedule, now()))
        while (left := (due - now()).total_seconds()) > 0:
            await sleep(min(left, 3_600.0))  # the clock may be set meanwhile
        await sleep(jitter())
        if (await runs.load_status()).started_at >= due.timestamp():
            continue  # another process of this service has started it
        try:
            if not await runs.start("schedule"):
                log.info("index_run_skipped", detail="the one before is still under way")
        except OSError as error:
            log.warning("index_run_not_started", detail=str(error))
