"""The queue of a process, in the database of `DATABASE_URL`."""

from app.jobs.queue import JobQueue
from app.jobs.records import JobRecords
from app.settings import Settings
from app.stores import create_database, ensure_schema


class Jobs:
    """The queue, for those who ask, carry out and look. Building it calls nobody.

    Raises:
        SettingsError: `DATABASE_URL` cannot be used.
    """

    def __init__(self, settings: Settings) -> None:
        database = create_database(settings.stores, settings.qdrant.path)
        self.queue = JobQueue(database)
        self.records = JobRecords(database)
        self.aclose = database.aclose


def open_jobs(settings: Settings) -> Jobs:
    """The queue, in a database that is ready for this version. Runs before the event loop does.

    Raises:
        SettingsError: the database cannot be used, or has to be upgraded first.
    """
    ensure_schema(settings.stores, settings.qdrant.path)
    return Jobs(settings)
