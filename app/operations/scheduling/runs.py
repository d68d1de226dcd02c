"""Runs `askdocs index` beside the service, one at a time, and keeps what it says."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import structlog
from pydantic import SecretStr

from app.locks import portalocker
from app.observability.metrics import get_metrics
from app.operations.scheduling.notifying import notify
from app.operations.scheduling.processes import CLOSE_GAPS, INDEX, SUCCESSES, RunCommands
from app.operations.scheduling.status import Result, RunStatus, load_status, store_status
from app.settings import Settings
from app.settings.sites import DEFAULT_SITE, Site

LOG = "index_run.log"
LOCK = "index_runs.lock"


class IndexRuns:
    """The runs of one index. Several processes of a service may have one each: a lock keeps their runs apart.

    `folder` holds the status and the log. What a run embedded is kept, and the index is swapped when it is whole.
    """

    def __init__(
        self,
        folder: Path,
        *,
        notify_url: SecretStr | None = None,
        command: Sequence[str] = INDEX,
        then: Sequence[str] = (),
        clock: Callable[[], float] = time.time,
    ) -> None:
        """`command` and `then`: see `RunCommands`."""
        self._folder = folder
        self._notify_url = notify_url
        self.commands = RunCommands(folder / LOG, command, then)
        self._clock = clock
        self._task: asyncio.Task[None] | None = None
        self._log = structlog.stdlib.get_logger("askdocs.index_runs")

    async def load_status(self) -> RunStatus:
        """The last run. One that was running when its service was killed is told as killed."""
        status = load_status(self._folder)
        if status.result == "running" and not self._is_locked():
            return status.model_copy(update={"result": "killed", "detail": "The service ended while it ran."})
        return status

    async def load_log(self) -> str:
        """What the last run wrote; the end of it when it is long."""
        return self.commands.read_log()

    async def start(self, cause: str) -> bool:
        """Start a run; False when one is under way."""
        self._folder.mkdir(parents=True, exist_ok=True)
        lock = portalocker.Lock(self._folder / LOCK, flags=portalocker.LOCK_EX | portalocker.LOCK_NB, timeout=0)
        try:
            lock.acquire()
        except portalocker.LockException:
            return False
        before = load_status(self._folder)
        kept = {"last_success_at": before.last_success_at, "failures": before.failures}
        status = RunStatus.model_validate({"result": "running", "cause": cause, "started_at": self._clock()} | kept)
        try:
            store_status(self._folder, status)
        except OSError:
            lock.release()
            raise
        self._task = asyncio.create_task(self._run(status, lock), name="index run")
        return True

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Within the block, runs go on; behind it, the one under way is ended."""
        _show_success(load_status(self._folder))
        try:
            yield
        finally:
            if self._task is not None:
                self._task.cancel()
                with suppress(asyncio.CancelledError):
                    await self._task

    async def wait(self) -> None:
        """Wait for the run under way."""
        if self._task is not None:
            await self._task

    async def _run(self, status: RunStatus, lock: portalocker.Lock) -> None:
        self._log.info("index_run_started", cause=status.cause)
        result: Result = "killed"
        detail = "The service was stopped."
        try:
            result, detail = await self.commands.run()
        except OSError as error:
            result, detail = "failed", f"It could not be started: {error}"
        finally:
            status = _finish(status, result, detail, self._clock())
            with suppress(OSError):  # the folder is gone or full: the log line below tells
                store_status(self._folder, status)
            lock.release()
            get_metrics().index_runs.labels(result).inc()
            _show_success(status)
            self._log.info("index_run_ended", cause=status.cause, result=result, detail=detail)
        if result in {"failed", "killed"} and self._notify_url is not None:
            await notify(self._notify_url, status)

    def _is_locked(self) -> bool:
        try:
            with portalocker.Lock(self._folder / LOCK, flags=portalocker.LOCK_EX | portalocker.LOCK_NB, timeout=0):
                return False
        except portalocker.LockException:
            return True
        except OSError:
            return False


def list_indexed_sites(settings: Settings, sites: Sequence[Site]) -> list[Site]:
    """Those that say what they are made of; for the first one, INDEX_SOURCES may."""
    return [site for site in sites if site.sources or (site is sites[0] and settings.index.sources)]


def create_runs(settings: Settings, sites: Sequence[Site]) -> dict[str, IndexRuns]:
    """Build the runs that a service carries out itself, for each site that names sources.

    Where answers are kept, gaps that a run has answered are closed behind it.
    """
    runs: dict[str, IndexRuns] = {}
    for site in list_indexed_sites(settings, sites):
        folder, named = settings.qdrant.path, () if site is sites[0] else ("--site", site.name)
        runs[site.name] = IndexRuns(
            folder if site.name == DEFAULT_SITE else folder / "sites" / site.name,
            notify_url=settings.index.notify_url if settings.index.notify_url.get_secret_value() else None,
            command=(*INDEX, *named),
            then=(*CLOSE_GAPS, *named) if settings.stores.keep_answers else (),
        )
    return runs


def find_schedule(settings: Settings, site: Site) -> str:
    """When a site is indexed; that of INDEX_SCHEDULE is for INDEX_SOURCES."""
    return site.schedule if site.sources else settings.index.schedule


def _finish(status: RunStatus, result: Result, detail: str, now: float) -> RunStatus:
    is_success = result in SUCCESSES
    return status.model_copy(
        update={
            "result": result,
            "detail": detail,
            "ended_at": now,
            "last_success_at": now if is_success else status.last_success_at,
            "failures": 0 if is_success else status.failures + 1,
        }
    )


def _show_success(status: RunStatus) -> None:
    metrics = get_metrics()
    metrics.index_last_success.set(status.last_success_at)
    metrics.index_failures.set(status.failures)
