"""The database of answers while its disk is full, read-only or locked, and while Postgres is gone."""

import asyncio
import resource
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from app.settings import StoreSettings
from app.stores import AnswerFilter, AnswerWriter, Database, SqlAnswers, create_database, ensure_schema
from app.stores.sql.database import FILE
from tests.support.cut_connection import laying_cable
from tests.support.metrics import read_metric
from tests.support.stores import create_answer, empty_postgres

ALL = AnswerFilter()
BEFORE, DURING = 20, 30


@asynccontextmanager
async def opening(settings: StoreSettings, folder: Path) -> AsyncIterator[tuple[SqlAnswers, Database]]:
    ensure_schema(settings, folder, upgrade=True)
    database = create_database(settings, folder)
    yield SqlAnswers(database), database
    await database.aclose()


def create_writer(answers: SqlAnswers) -> AnswerWriter:
    return AnswerWriter(answers, max_waiting=25, every_seconds=0.05, pause_seconds=0.1)


def put(writer: AnswerWriter, name: str, count: int) -> None:
    for number in range(count):
        writer.put(create_answer(f"{name}{number}", text="x" * 2_000))


async def count_until(answers: SqlAnswers, count: int) -> None:
    async with asyncio.timeout(30):
        while await answers.count(ALL) != count:  # noqa: ASYNC110 - another task writes
            await asyncio.sleep(0.05)


@contextmanager
def full_disk(folder: Path) -> Iterator[None]:
    """No file of this process may grow beyond what the database has."""
    size = max(path.stat().st_size for path in folder.iterdir())
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 4_096, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    with sqlite3.connect(folder / FILE) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.rollback()


@pytest.mark.parametrize("fault", [full_disk, locked])
async def test_answers_wait_while_sqlite_cannot_write(fault: object, tmp_path: Path) -> None:
    async with opening(StoreSettings(data_path=tmp_path), tmp_path) as (answers, _):
        await check(answers, lambda: fault(tmp_path))  # type: ignore[operator]


async def test_answers_wait_while_postgres_is_gone(postgres_url: str, tmp_path: Path) -> None:
    empty_postgres(postgres_url)
    parts = urlsplit(postgres_url)
    assert parts.port
    async with laying_cable(parts.port) as cable:
        address = postgres_url.replace(str(parts.port), str(cable.port))
        ensure_schema(StoreSettings(database_url=SecretStr(postgres_url)), tmp_path, upgrade=True)
        database = create_database(StoreSettings(database_url=SecretStr(address)), tmp_path)

        @contextmanager
        def gone() -> Iterator[None]:
            cable.cut()
            yield
            cable.mend()

        await check(SqlAnswers(database), gone)
        await database.aclose()


async def check(answers: SqlAnswers, fault: object) -> None:
    """What waits is written later, what does not fit is counted, and two lines tell of it."""
    writer = create_writer(answers)
    dropped = read_metric("askdocs_answers_kept_total", result="dropped")
    with capture_logs() as lines:
        async with writer.running():
            put(writer, "before", BEFORE)
            await count_until(answers, BEFORE)
            with fault():  # type: ignore[operator]
                put(writer, "during", DURING)
                async with asyncio.timeout(20):
                    while not lines:  # noqa: ASYNC110 - another task tries
                        await asyncio.sleep(0.05)
                put(writer, "more", 5)
            await count_until(answers, BEFORE + 25)
    assert read_metric("askdocs_answers_kept_total", result="dropped") - dropped == DURING - 25 + 5
    assert [line["event"] for line in lines] == ["answers_wait", "answers_written_again"]
    (total,) = await answers.list_days("2026-01-01")
    assert total.answers == BEFORE + 25
