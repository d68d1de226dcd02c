"""One run of the queue, from its begin to its end: its process, its heartbeat, and what follows on it."""

import asyncio
import json
import time
from datetime import UTC, datetime
from typing import Literal

import structlog
from pydantic import SecretStr

from app.jobs import EndState, Job, Jobs, Next, Problem, choose_next
from app.observability.metrics import get_metrics
from app.operations.scheduling.notifying import notify
from app.operations.scheduling.processes import Ended, RunCommands
from app.operations.scheduling.queued import create_status
from chains.errors import StoreUnavailableError

BEAT_SECONDS = 5.0
REPORT = "report.json"
"""Beside the log: why the run failed, as `askdocs index --report` writes it."""
_SHARE_OF_SILENCE = 0.6
"""After so much of the time for which a worker may be silent, its run is ended: the rest is for ending it."""
_PAUSE_SECONDS = 2.0
_MAX_RUNNING_LOG = 20_000

StopReason = Literal["", "cancelled", "handed back", "lost"]


class Carrying:
    """Carries one run out. The worker tells every few seconds that it lives; a worker that cannot, ends its run."""

    def __init__(
        self,
        jobs: Jobs,
        job: Job,
        commands: RunCommands,
        *,
        hands_back: asyncio.Event,
        notify_url: SecretStr | None,
        beat_seconds: float,
        silent_seconds: float,
    ) -> None:
        """`hands_back` is set when the worker must go: what is left of the run is for another one."""
        self._jobs = jobs
        self._job = job
        self._commands = commands
        self._hands_back = hands_back
        self._notify_url = notify_url
        self._beat_seconds = beat_seconds
        self._longest_silence = silent_seconds * _SHARE_OF_SILENCE
        self._log = structlog.stdlib.get_logger("askdocs.index_runs").bind(site=job.site, run=job.number)

    async def run(self) -> None:
        """Begin it, watch it and tell how it ended."""
        self._log.info("index_run_started", cause=self._job.cause, attempt=self._job.attempt)
        began = time.monotonic()
        process = asyncio.create_task(self._commands.run())
        reason = await self._watch(process)
        state: EndState
        state, detail = await _end_process(process)
        following: Next | None = None
        if reason == "lost":
            self._log.warning("index_run_lost", detail="Another worker has it, or the database was away for too long.")
            return
        if self._hands_back.is_set() and not reason:
            reason = "handed back"  # who stops a worker may have stopped its processes first
        if reason and state not in {"done", "incomplete"}:  # it may have ended at the same moment
            state = "cancelled" if reason == "cancelled" else "put_off"
            detail = "It was cancelled." if reason == "cancelled" else "Its worker was stopped: it goes on elsewhere."
            following = Next(0.0, self._job.attempt) if reason == "handed back" else None
        else:
            now = datetime.fromtimestamp((self._job.started_at or 0.0) + time.monotonic() - began, UTC)
            state, following = choose_next(state, self._read_problem(), self._job.attempt, now)
        await self._tell_end(state, detail, following)

    async def _watch(self, process: "asyncio.Task[tuple[Ended, str]]") -> StopReason:
        """Wait for the process; why it has to be ended before its time, if so."""
        handing_back = asyncio.create_task(self._hands_back.wait())
        told_at = time.monotonic()
        try:
            while True:
                await asyncio.wait(
                    {process, handing_back}, timeout=self._beat_seconds, return_when=asyncio.FIRST_COMPLETED
                )
                if process.done():
                    return ""
                if handing_back.done():
                    return "handed back"
                began = time.monotonic()
                try:
                    log = self._commands.read_log()[-_MAX_RUNNING_LOG:]
                    told = await self._jobs.queue.beat(self._job, detail=self._commands.read_last_line(), log=log)
                except StoreUnavailableError:
                    if time.monotonic() - told_at > self._longest_silence:
                        return "lost"
                    continue
                told_at = began
                if told is None:
                    return "lost"
                if told:
                    return "cancelled"
        finally:
            handing_back.cancel()

    def _read_problem(self) -> Problem | None:
        try:
            return Problem(**json.loads((self._commands.log.parent / REPORT).read_bytes())["error"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    async def _tell_end(self, state: EndState, detail: str, following: Next | None) -> None:
        """As long as the database is away, it is tried again: until then the run is nobody else's."""
        log = self._commands.read_log()
        while True:
            try:
                ended = await self._jobs.queue.end(self._job, state, detail=detail, log=log, following=following)
                break
            except StoreUnavailableError:
                if self._hands_back.is_set():
                    return  # another worker finds it, and the index as it is now
                await asyncio.sleep(_PAUSE_SECONDS)
        if ended is None:
            self._log.warning("index_run_lost", detail="Another worker has it.")
            return
        if ended != state:  # it was cancelled at the last moment
            state, following = ended, None
        get_metrics().index_runs.labels(state).inc()
        told = {"delay": round(following.delay), "attempt": following.attempt} if following else {}
        self._log.info("index_run_ended", cause=self._job.cause, result=state, detail=detail, **told)
        if state in {"failed", "killed"} and following is None and self._notify_url is not None:
            await self._notify(self._notify_url, detail)

    async def _notify(self, url: SecretStr, detail: str) -> None:
        try:
            job = await self._jobs.records.find(self._job.number)
            summary = (await self._jobs.records.summarize([self._job.site]))[self._job.site]
        except StoreUnavailableError:
            return
        if job is not None:
            status = create_status(job, summary)
            await notify(url, status.model_copy(update={"detail": f"{job.site}: {detail}"}))


async def _end_process(process: "asyncio.Task[tuple[Ended, str]]") -> tuple[Ended, str]:
    """How it ended; it is stopped when it goes on."""
    process.cancel()
    try:
        return await process
    except asyncio.CancelledError:
        return "killed", "It was stopped."
    except OSError as error:
        return "failed", f"It could not be started: {error}"
