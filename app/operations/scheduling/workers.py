"""What a worker of this machine is made of, and how long it works."""

import asyncio
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.jobs import Job, open_jobs
from app.operations.scheduling.carrying import REPORT
from app.operations.scheduling.processes import CLOSE_GAPS, INDEX, RunCommands
from app.operations.scheduling.runs import find_schedule, list_indexed_sites
from app.operations.scheduling.watching import watching
from app.operations.scheduling.worker import Worker
from app.settings import Settings
from app.settings.routes import LangServeConfig
from chains.errors import SettingsError

_LOG = "run.log"


def create_worker(settings: Settings, config: LangServeConfig, *, runs_at_once: int) -> Worker:
    """Build it. Runs before the event loop does.

    Raises:
        SettingsError: nothing says that workers are wanted, there is nothing to index, or the database is not ready.
    """
    if settings.index.runs != "workers":
        raise SettingsError("A worker wants INDEX_RUNS=workers, in its own environment and in that of the service.")
    sites = [site.name for site in list_indexed_sites(settings, config.sites)]
    if not sites:
        raise SettingsError(
            "There is nothing to index. Name `sources` for a site in langserve.yaml, or set INDEX_SOURCES."
        )
    return Worker(
        open_jobs(settings),
        sites,
        partial(_create_commands, keeps_answers=settings.stores.keep_answers),
        runs_at_once=runs_at_once,
        notify_url=settings.index.notify_url if settings.index.notify_url.get_secret_value() else None,
    )


async def run_worker(worker: Worker, settings: Settings, config: LangServeConfig) -> None:
    """Work until SIGTERM or Ctrl-C; a second one hands back at once what is under way."""
    stopping = asyncio.Event()

    def stop() -> None:
        if stopping.is_set():
            worker.hand_back()
        stopping.set()

    schedules = {name: find_schedule(settings, config.find_site(name)) for name in worker.sites}
    _on_signal(stop)
    async with watching(worker.jobs, schedules):
        await worker.work(stopping, grace_seconds=settings.server.shutdown_seconds)
    await worker.jobs.aclose()


def _create_commands(job: Job, folder: Path, *, keeps_answers: bool) -> RunCommands:
    named = ("--site", job.site)
    asked = ("--rebuild",) * job.rebuild + ("--allow-shrink",) * job.allow_shrink
    return RunCommands(
        folder / _LOG,
        index=(*INDEX, *named, "--report", str(folder / REPORT), *asked),
        then=(*CLOSE_GAPS, *named) if keeps_answers else (),
    )


def _on_signal(stop: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop))
