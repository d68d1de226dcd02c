"""A worker on a real Postgres, whose runs are processes that do not index."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from app.jobs import Job, Jobs
from app.operations.scheduling.worker import Worker
from app.settings import Settings, StoreSettings
from app.stores import create_database
from chains.errors import StoreUnavailableError
from tests.support.cut_connection import laying_cable
from tests.support.jobs import WAITS, change, create_job_settings, list_states, opening_jobs, run_python

SITES = ["guide", "shop", "attic"]
REPORTS = """
import pathlib, sys
told = '{"kind": "%s", "may_pass": %s, "retry_after": %s}'
pathlib.Path(sys.argv[2], "report.json").write_text('{"problem": "no", "error": ' + told + "}")
print("Gemini says no")
raise SystemExit(4)
"""
CUT_OFF = "import pathlib, sys; pathlib.Path(sys.argv[2], 'report.json').write_text('{'); raise SystemExit(4)"


@pytest.fixture
def settings(postgres_url: str, tmp_path: Path) -> Settings:
    return create_job_settings(postgres_url, tmp_path)


@pytest.fixture
async def jobs(settings: Settings) -> AsyncIterator[Jobs]:
    async with opening_jobs(settings) as jobs:
        yield jobs


@asynccontextmanager
async def working(jobs: Jobs, code: str, *, grace: float = 0, **options: float) -> AsyncIterator[Worker]:
    worker = Worker(jobs, SITES, run_python(code), beat_seconds=0.1, **options)  # type: ignore[arg-type]  # numbers
    stopping = asyncio.Event()
    work = asyncio.create_task(worker.work(stopping, grace_seconds=grace))
    try:
        yield worker
    finally:
        stopping.set()
        await work


async def until(condition: Callable[[], Awaitable[object]]) -> None:
    async with asyncio.timeout(40):
        while not await condition():  # noqa: ASYNC110 - another process changes it
            await asyncio.sleep(0.05)


async def load_end(jobs: Jobs, site: str = "guide") -> Job:
    async def is_over() -> bool:
        return bool(await jobs.records.list_ended(site))

    await until(is_over)
    return (await jobs.records.list_ended(site))[0]


async def is_reading(jobs: Jobs, site: str = "guide") -> bool:
    job = await jobs.records.find_last(site)
    return job is not None and job.detail == "reading"


async def test_a_run_is_carried_out_and_what_it_wrote_is_kept(jobs: Jobs) -> None:
    await jobs.queue.enqueue("guide", "webhook")
    async with working(jobs, "import sys; print('60 pages'); print('3 embedded of', sys.argv[1])"):
        job = await load_end(jobs)
    assert (job.state, job.detail, job.cause) == ("done", "3 embedded of guide", "webhook")
    assert await jobs.records.load_log(job.number) == "60 pages\n3 embedded of guide\n"
    assert job.ended_at
    assert job.started_at
    assert job.ended_at > job.started_at >= job.asked_at


@pytest.mark.parametrize(
    ("code", "state", "waits"),
    [
        ("raise SystemExit(3)", "incomplete", 0),
        ("raise SystemExit(2)", "failed", 0),
        ("raise SystemExit(1)", "failed", 0),
        ("import os; os.kill(os.getpid(), 9)", "killed", 60),
        (REPORTS % ("ModelUnavailableError", "true", "null"), "put_off", 60),
        (REPORTS % ("ModelQuotaError", "true", "90"), "put_off", 90),
        (REPORTS % ("DailyQuotaError", "true", "7200"), "put_off", 7_200),
        (REPORTS % ("SettingsError", "false", "null"), "failed", 0),
        (CUT_OFF, "failed", 0),
    ],
)
async def test_how_a_run_ended_says_what_follows(jobs: Jobs, code: str, state: str, waits: float) -> None:
    await jobs.queue.enqueue("guide", "webhook")
    async with working(jobs, code):
        job = await load_end(jobs)
    assert job.state == state
    following = await jobs.records.list_open()
    assert [round(one.due_at - (job.ended_at or 0)) for one in following] == ([waits] if waits else [])


async def test_a_cancelled_run_ends_with_its_process(jobs: Jobs, tmp_path: Path) -> None:
    number, _ = await jobs.queue.enqueue("guide", "request")
    async with working(jobs, f"import os; print(os.getpid()); {WAITS}"):
        await until(lambda: is_reading(jobs))
        await jobs.queue.enqueue("guide", "webhook")
        assert await jobs.queue.cancel(number) == "running"
        job = await load_end(jobs)
        pid = int((await jobs.records.load_log(number)).split()[0])
        assert (job.number, job.state) == (number, "cancelled")
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
        await until(lambda: is_reading(jobs))  # what was asked for meanwhile goes on


async def test_a_worker_that_is_stopped_hands_back_what_it_cannot_end(jobs: Jobs) -> None:
    await jobs.queue.enqueue("guide", "webhook")
    async with working(jobs, WAITS):
        await until(lambda: is_reading(jobs))
    assert await list_states(jobs) == [("guide", "put_off"), ("guide", "waiting")]
    (waiting,) = await jobs.records.list_open()
    assert waiting.attempt == 1
    assert (await jobs.records.summarize(["guide"]))["guide"].failures == 0
    async with working(jobs, "print('the rest')"):
        await until(lambda: is_state(jobs, "done"))


async def is_state(jobs: Jobs, state: str, site: str = "guide") -> bool:
    job = await jobs.records.find_last(site)
    return job is not None and job.state == state


async def test_a_worker_that_is_stopped_ends_a_short_run_within_its_grace(jobs: Jobs) -> None:
    await jobs.queue.enqueue("guide", "webhook")
    async with working(jobs, "import time; print('reading', flush=True); time.sleep(2); print('all')", grace=30):
        await until(lambda: is_reading(jobs))
    assert await is_state(jobs, "done")


async def test_runs_of_several_sites_go_on_at_once(jobs: Jobs) -> None:
    for site in SITES:
        await jobs.queue.enqueue(site, "webhook")
    async with working(jobs, WAITS, runs_at_once=2):
        for site in SITES[:2]:
            await until(lambda site=site: is_reading(jobs, site))  # type: ignore[misc]  # of this turn
        figures = await jobs.records.count()
        assert (figures.running, figures.waiting) == (2, 1)


async def test_a_worker_whose_run_was_taken_over_ends_it_and_changes_nothing(jobs: Jobs, settings: Settings) -> None:
    await jobs.queue.enqueue("guide", "webhook")
    async with working(jobs, f"import os; print(os.getpid()); {WAITS}") as worker:
        await until(lambda: is_reading(jobs))
        pid = int((await jobs.records.load_last_log("guide")).split()[0])
        await change(settings, "UPDATE index_run SET worker = 'another'")

        async def is_gone() -> bool:
            with suppress(ProcessLookupError):
                os.kill(pid, 0)
                return False
            return True

        await until(is_gone)
        job = await jobs.records.find_last("guide")
        assert job is not None
        assert (job.state, job.worker) == ("running", "another")
        assert worker.is_alive


async def test_the_run_of_a_dead_worker_is_taken_up(jobs: Jobs) -> None:
    await jobs.queue.enqueue("guide", "webhook")
    assert await jobs.queue.take("one that died", SITES)
    async with working(jobs, "print('the rest')", silent_seconds=1):
        await until(lambda: is_state(jobs, "done"))
    assert await list_states(jobs) == [("guide", "killed"), ("guide", "done")]


async def test_the_run_of_a_living_worker_is_not_taken_up(jobs: Jobs) -> None:
    await jobs.queue.enqueue("guide", "webhook")
    working_long = working(jobs, "import time; time.sleep(4); print('all')", silent_seconds=2)
    async with working_long, working(jobs, "print('all')", silent_seconds=2):
        await until(lambda: is_state(jobs, "done"))
    assert await list_states(jobs) == [("guide", "done")]


async def test_a_worker_goes_on_when_the_database_comes_back(settings: Settings, postgres_url: str) -> None:
    async with laying_cable(urlsplit(postgres_url).port or 0) as cable, opening_jobs(settings) as jobs:
        url = f"postgresql://askdocs@127.0.0.1:{cable.port}/postgres"
        through = settings.model_copy(update={"stores": StoreSettings(database_url=SecretStr(url))})
        async with opening_jobs(through) as cut_jobs:
            await jobs.queue.enqueue("guide", "webhook")
            code = "import time; print('reading', flush=True); time.sleep(3); print('all')"
            async with working(cut_jobs, code, silent_seconds=30) as worker:
                await until(lambda: is_reading(jobs))
                cable.cut()
                await asyncio.sleep(5)  # the run ends meanwhile
                assert worker.is_alive
                assert await is_state(jobs, "running")
                cable.mend()
                await until(lambda: is_state(jobs, "done"))
                await jobs.queue.enqueue("shop", "webhook")
                await until(lambda: is_state(jobs, "done", "shop"))
        assert await list_states(jobs) == [("guide", "done"), ("shop", "done")]


async def test_a_worker_that_is_away_for_long_ends_its_run_before_another_takes_it(
    settings: Settings, postgres_url: str
) -> None:
    async with laying_cable(urlsplit(postgres_url).port or 0) as cable, opening_jobs(settings) as jobs:
        url = f"postgresql://askdocs@127.0.0.1:{cable.port}/postgres"
        through = settings.model_copy(update={"stores": StoreSettings(database_url=SecretStr(url))})
        async with opening_jobs(through) as cut_jobs:
            await jobs.queue.enqueue("guide", "webhook")
            async with working(cut_jobs, f"import os; print(os.getpid()); {WAITS}", silent_seconds=3):
                await until(lambda: is_reading(jobs))
                pid = int((await jobs.records.load_last_log("guide")).split()[0])
                cable.cut()
                async with working(jobs, "print('the rest')", silent_seconds=3):
                    await until(lambda: is_state(jobs, "done"))
                    with pytest.raises(ProcessLookupError):
                        os.kill(pid, 0)
                cable.mend()
        assert await list_states(jobs) == [("guide", "killed"), ("guide", "done")]


async def test_a_database_that_hangs_is_one_that_is_away(settings: Settings, jobs: Jobs) -> None:
    await jobs.queue.enqueue("guide", "webhook")
    other = create_database(settings.stores, settings.qdrant.path)
    async with working(jobs, WAITS, silent_seconds=10) as worker:
        await until(lambda: is_reading(jobs))
        async with other.writing() as connection:
            await connection.execute(text("LOCK TABLE index_run IN ACCESS EXCLUSIVE MODE"))
            with pytest.raises(StoreUnavailableError, match="did not answer within 5 s"):
                await jobs.records.count()
            await asyncio.sleep(10)
            assert worker.is_alive
        await until(lambda: has_ended(jobs, "killed"))
    await other.aclose()
    assert await list_states(jobs) == [("guide", "killed"), ("guide", "put_off"), ("guide", "waiting")]


async def has_ended(jobs: Jobs, state: str) -> bool:
    return any(job.state == state for job in await jobs.records.list_ended()) and await is_reading(jobs)
