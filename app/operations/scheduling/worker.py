"""A worker: takes runs from the queue, and carries each out in a process of its own."""

import asyncio
import os
import socket
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import structlog
from pydantic import SecretStr

from app.jobs import MAX_ATTEMPTS, SILENT_SECONDS, Job, Jobs
from app.operations.scheduling.carrying import BEAT_SECONDS, Carrying
from app.operations.scheduling.processes import STOP_SECONDS, RunCommands
from chains.errors import StoreUnavailableError

POLL_SECONDS = 2.0
TIDY_SECONDS = 10.0
FORGET_SECONDS = 600.0
ALIVE_SECONDS = 60.0
"""A worker that has not looked at anything for so long hangs."""

CreateCommands = Callable[[Job, Path], RunCommands]
"""What to start for a run; the folder is for what it writes, and goes with it."""


class Worker:
    """Takes runs of the sites that it knows, so many at once, until it is told to stop."""

    def __init__(
        self,
        jobs: Jobs,
        sites: Sequence[str],
        create_commands: CreateCommands,
        *,
        runs_at_once: int = 1,
        notify_url: SecretStr | None = None,
        beat_seconds: float = BEAT_SECONDS,
        silent_seconds: float = SILENT_SECONDS,
    ) -> None:
        self.name = f"{socket.gethostname()[:100]} {os.getpid()} {uuid4().hex[:6]}"
        self.jobs = jobs
        self.sites = list(sites)
        self._create_commands = create_commands
        self._runs_at_once = runs_at_once
        self._notify_url = notify_url
        self._beat_seconds = beat_seconds
        self._silent_seconds = silent_seconds
        self._running: set[asyncio.Task[None]] = set()
        self._hands_back = asyncio.Event()
        self._looked_at = time.monotonic()
        self._in_touch_since = time.monotonic()
        """Since when the database has always answered: after it was away, nobody else can have told that he lives."""
        self._tidied_at = self._forgot_at = 0.0
        self._is_away = False
        self._log = structlog.stdlib.get_logger("askdocs.index_runs")

    @property
    def is_alive(self) -> bool:
        """Whether it goes on looking for work."""
        return time.monotonic() - self._looked_at < ALIVE_SECONDS

    async def work(self, stopping: asyncio.Event, *, grace_seconds: float) -> None:
        """Carry out runs until `stopping` is set; then end those under way, or hand back what is left of them."""
        while not stopping.is_set():
            self._looked_at = time.monotonic()
            if not await self._look():
                await _wait([*self._running, asyncio.create_task(stopping.wait())], POLL_SECONDS)
        if self._running:
            self._log.info("worker_drains", runs=len(self._running))
            await asyncio.wait(self._running, timeout=max(0.0, grace_seconds - STOP_SECONDS))
        self.hand_back()
        if self._running:
            await asyncio.wait(self._running)

    def hand_back(self) -> None:
        """End the runs under way now, and put what is left of them back into the queue."""
        self._hands_back.set()

    async def _look(self) -> bool:
        """Tidy the queue, and begin a run; whether one was begun."""
        try:
            await self._tidy()
            job = None
            if len(self._running) < self._runs_at_once:
                job = await self.jobs.queue.take(self.name, self.sites)
        except StoreUnavailableError as error:
            if not self._is_away:
                self._log.warning("index_queue_away", detail=str(error))
            self._is_away, self._in_touch_since = True, time.monotonic()
            return False
        self._is_away = False
        if job is None:
            return False
        task = asyncio.create_task(self._carry_out(job), name=f"index run {job.number}")
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return True

    async def _tidy(self) -> None:
        now = time.monotonic()
        if now - self._tidied_at < min(TIDY_SECONDS, self._silent_seconds):
            return
        self._tidied_at = now
        if now - self._in_touch_since > self._silent_seconds:
            for site in await self.jobs.queue.rescue(MAX_ATTEMPTS, self._silent_seconds):
                self._log.warning("index_run_rescued", site=site)
        for site in await self.jobs.queue.give_up_unknown(self.sites):
            self._log.warning("index_run_of_unknown_site", site=site)
        if now - self._forgot_at > FORGET_SECONDS:
            self._forgot_at = now
            await self.jobs.records.forget()

    async def _carry_out(self, job: Job) -> None:
        try:
            with TemporaryDirectory(prefix="askdocs-run-", ignore_cleanup_errors=True) as folder:
                carrying = Carrying(
                    self.jobs,
                    job,
                    self._create_commands(job, Path(folder)),
                    hands_back=self._hands_back,
                    notify_url=self._notify_url,
                    beat_seconds=self._beat_seconds,
                    silent_seconds=self._silent_seconds,
                )
                await carrying.run()
        except OSError as error:  # of the folder: its disk is full, or cannot be written
            self._log.warning("index_run_not_started", site=job.site, detail=str(error))
            with suppress(StoreUnavailableError):  # else it is taken up by another one, as that of a dead worker
                await self.jobs.queue.end(job, "failed", detail=f"It could not be started: {error}", log="")


async def _wait(tasks: Sequence["asyncio.Task[object]"], seconds: float) -> None:
    """Until one of them is done, or the time is over; the last one is ours."""
    await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    tasks[-1].cancel()
    with suppress(asyncio.CancelledError):
        await tasks[-1]
