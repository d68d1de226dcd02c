"""The last run of a site that workers carried out."""

from typing import TYPE_CHECKING

from app.settings import Settings

if TYPE_CHECKING:  # it brings what runs are made with, and `askdocs status` asks this
    from app.operations.scheduling.status import RunStatus


async def load_last_run(settings: Settings, site: str) -> "RunStatus | None":
    """None where the service carries runs out itself.

    Raises:
        StoreUnavailableError: the queue cannot be read.
        SettingsError: `DATABASE_URL` cannot be used.
    """
    if settings.index.runs != "workers":
        return None
    from app.jobs import Jobs  # noqa: PLC0415 - it brings the database
    from app.operations.scheduling.queued import QueuedRuns  # noqa: PLC0415 - the same

    jobs = Jobs(settings)
    try:
        return await QueuedRuns(jobs, site).load_status()
    finally:
        await jobs.aclose()
