"""Runs that workers carry out: what the service asks of the queue, and what it tells of it."""

from app.jobs import Job, Jobs, SiteSummary
from app.operations.scheduling.status import RunStatus


class QueuedRuns:
    """The runs of one site. Everything may raise StoreUnavailableError."""

    def __init__(self, jobs: Jobs, site: str) -> None:
        self._jobs = jobs
        self._site = site

    async def load_status(self) -> RunStatus:
        """The run that is under way, else the newest."""
        job = await self._jobs.records.find_last(self._site)
        if job is None:
            return RunStatus()
        return create_status(job, (await self._jobs.records.summarize([self._site]))[self._site])

    async def load_log(self) -> str:
        """What the last run wrote; the end of it when it is long."""
        return await self._jobs.records.load_last_log(self._site)

    async def start(self, cause: str) -> bool:
        """Ask for a run, or join the one that waits: never is there one too many."""
        await self._jobs.queue.enqueue(self._site, cause)
        return True


def create_status(job: Job, summary: SiteSummary) -> RunStatus:
    """A run of the queue, as runs of the service are told."""
    return RunStatus(
        result=job.state,
        cause=job.cause,
        started_at=job.started_at or 0.0,
        ended_at=job.ended_at or 0.0,
        detail=job.detail,
        last_success_at=summary.last_success_at,
        failures=summary.failures,
    )
