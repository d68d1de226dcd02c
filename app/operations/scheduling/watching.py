"""Looks at the queue: asks for the runs that the schedules want, and shows in the metrics how much there is to do.

Each process of the service and each worker does so. The database keeps the last time of each schedule, so that of all
of them one asks, and its clock is the one that counts.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import structlog
from cronsim import CronSim

from app.beside import running_beside
from app.jobs import Jobs
from app.observability.metrics import get_metrics
from chains.errors import StoreUnavailableError

LOOK_SECONDS = 15.0
CATCH_UP_SECONDS = 600.0
"""A time of the schedule at which nobody looked is made up for so long after it: an update takes a few minutes."""


@asynccontextmanager
async def watching(jobs: Jobs, schedules: Mapping[str, str], *, seconds: float = LOOK_SECONDS) -> AsyncIterator[None]:
    """Within the block, look at the queue; `schedules` are those of the sites, empty for a site without one."""
    async with running_beside(_watch(jobs, schedules, seconds), name="index queue"):
        yield


def find_due(schedule: str, since: float, now: float) -> float | None:
    """The last time of a schedule after `since`, and not after `now`; None when there is none."""
    due = None
    for time in CronSim(schedule, datetime.fromtimestamp(since, UTC)):
        if time.timestamp() > now:
            break
        due = time.timestamp()
    return due


async def _watch(jobs: Jobs, schedules: Mapping[str, str], seconds: float) -> None:
    log = structlog.stdlib.get_logger("askdocs.index_runs")
    since = 0.0
    is_away = False
    while True:
        try:
            now = await jobs.records.read_clock()
            await _ask(jobs, schedules, since or now - CATCH_UP_SECONDS, now)
            since, is_away = now, False
            await _show(jobs, schedules)
        except StoreUnavailableError as error:
            if not is_away:
                log.warning("index_queue_away", detail=str(error))
            is_away = True
        await asyncio.sleep(seconds)


async def _ask(jobs: Jobs, schedules: Mapping[str, str], since: float, now: float) -> None:
    for site, schedule in schedules.items():
        if schedule and (due := find_due(schedule, since, now)) and await jobs.queue.enqueue_due(site, due):
            structlog.stdlib.get_logger("askdocs.index_runs").info("index_run_asked_for", site=site, cause="schedule")


async def _show(jobs: Jobs, schedules: Mapping[str, str]) -> None:
    figures, metrics = await jobs.records.count(), get_metrics()
    for state in ("waiting", "running", "put_off"):
        metrics.index_jobs.labels(state).set(getattr(figures, state))
    metrics.index_oldest_waiting.set(figures.oldest_seconds)
    summaries = (await jobs.records.summarize(list(schedules))).values()
    metrics.index_last_success.set(min((summary.last_success_at for summary in summaries), default=0.0))
    metrics.index_failures.set(max((summary.failures for summary in summaries), default=0))
    metrics.index_sites_failing.set(sum(summary.failures > 0 for summary in summaries))
