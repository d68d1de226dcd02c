"""A queue of the tests' own, and runs that do not index."""

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import text

from app.jobs import Job, Jobs
from app.operations.scheduling.processes import RunCommands
from app.settings import Settings, load_settings
from app.stores import create_database, ensure_schema
from tests.support.stores import empty_postgres

WAITS = "import time; print('reading', flush=True); time.sleep(60)"


def create_job_settings(postgres_url: str, folder: Path) -> Settings:
    """Settings with an empty database of this version, whose Qdrant server nobody asks."""
    stores = empty_postgres(postgres_url)
    ensure_schema(stores, folder, upgrade=True)
    return load_settings(
        stores={"database_url": stores.database_url},
        qdrant={"host": "http://127.0.0.1:1", "path": folder},
        index={"runs": "workers"},
    )


@asynccontextmanager
async def opening_jobs(settings: Settings) -> AsyncIterator[Jobs]:
    jobs = Jobs(settings)
    yield jobs
    await jobs.aclose()


async def change(settings: Settings, statement: str) -> None:
    """Change the database as time, or another program, would."""
    database = create_database(settings.stores, settings.qdrant.path)
    async with database.writing() as connection:
        await connection.execute(text(statement))
    await database.aclose()


async def list_states(jobs: Jobs) -> list[tuple[str, str]]:
    """Site and state of each run, in the order in which they were asked for."""
    found = [*await jobs.records.list_open(), *await jobs.records.list_ended()]
    return [(job.site, job.state) for job in sorted(found, key=lambda job: job.number)]


def run_python(code: str) -> Callable[[Job, Path], RunCommands]:
    """Runs that are this code, with the site and the folder as its arguments."""

    def create(job: Job, folder: Path) -> RunCommands:
        return RunCommands(folder / "run.log", index=(sys.executable, "-c", code, job.site, str(folder)))

    return create
