"""The indexing runs that a service starts or asks for: its own, or those of workers."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from app.operations.scheduling.runs import IndexRuns, create_runs, find_schedule, list_indexed_sites
from app.operations.scheduling.schedule import keeping_schedule
from app.operations.scheduling.status import RunStatus
from app.settings import Settings
from app.settings.routes import LangServeConfig

if TYPE_CHECKING:
    from app.jobs import Jobs


class Runs(Protocol):
    """Those of one site."""

    async def load_status(self) -> RunStatus:
        """The last run."""
        ...

    async def load_log(self) -> str:
        """What it wrote."""
        ...

    async def start(self, cause: str) -> bool:
        """Start one, or ask for it; False when one is under way and this one cannot wait."""
        ...


@dataclass(frozen=True, slots=True)
class ServiceRuns:
    """Of each site that names sources."""

    of_sites: Mapping[str, Runs]
    schedules: Mapping[str, str]
    jobs: "Jobs | None" = None
    """The queue, where workers carry them out."""

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Within the block, the schedules are kept."""
        async with AsyncExitStack() as stack:
            if self.jobs is not None:
                from app.operations.scheduling.watching import watching  # noqa: PLC0415 - it brings the database

                stack.push_async_callback(self.jobs.aclose)
                await stack.enter_async_context(watching(self.jobs, self.schedules))
            for name, runs in self.of_sites.items():
                if isinstance(runs, IndexRuns):
                    await stack.enter_async_context(runs.running())
                    await stack.enter_async_context(keeping_schedule(runs, self.schedules[name]))
            yield


def create_service_runs(settings: Settings, config: LangServeConfig) -> ServiceRuns:
    """Build them, as INDEX_RUNS says.

    Raises:
        SettingsError: the database of the queue cannot be used.
    """
    sites = list_indexed_sites(settings, config.sites)
    schedules = {site.name: find_schedule(settings, site) for site in sites}
    if settings.index.runs == "here":
        return ServiceRuns(create_runs(settings, config.sites), schedules)
    from app.jobs import open_jobs  # noqa: PLC0415 - it brings the database
    from app.operations.scheduling.queued import QueuedRuns  # noqa: PLC0415 - the same

    jobs = open_jobs(settings)
    return ServiceRuns({name: QueuedRuns(jobs, name) for name in schedules}, schedules, jobs)
