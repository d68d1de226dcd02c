"""The database of answers while its disk is full, read-only or locked, and while Postgres is gone."""

import asyncio
import re
import resource
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql
from pydantic import SecretStr
from structlog.testing import capture_logs
from structlog.typing import EventDict

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


async def test_answers_wait_while_sqlite_takes_no_writes(tmp_path: Path) -> None:
    async with opening(StoreSettings(data_path=tmp_path), tmp_path) as (answers, database):

        async def turn(switch: str) -> None:
            async with database.writing() as connection:
                await connection.exec_driver_sql(f"PRAGMA query_only = {switch}")

        await check_read_only(answers, turn)


async def test_answers_wait_while_postgres_is_read_only(postgres_url: str, tmp_path: Path) -> None:
    """As a server is that runs out of space at a provider, or that was replaced by its copy."""
    settings = empty_postgres(postgres_url)

    async def turn(switch: str) -> None:
        options = "-c default_transaction_read_only=off"
        async with await psycopg.AsyncConnection.connect(postgres_url, autocommit=True, options=options) as owner:
            await owner.execute(sql.SQL("ALTER SYSTEM SET default_transaction_read_only = {}").format(switch))
            await owner.execute("SELECT pg_reload_conf()")
        async with asyncio.timeout(20):
            while await read_setting(postgres_url) != switch:  # noqa: ASYNC110 - the server's
                await asyncio.sleep(0.05)

    async with opening(settings, tmp_path) as (answers, _):
        try:
            await check_read_only(answers, turn)
        finally:
            await turn("off")


async def read_setting(url: str) -> str:
    """What a new connection may do."""
    async with await psycopg.AsyncConnection.connect(url) as connection:
        cursor = await connection.execute("SHOW default_transaction_read_only")
        ((value,),) = await cursor.fetchall()
        return str(value)


async def check_read_only(answers: SqlAnswers, turn: Callable[[str], Awaitable[None]]) -> None:
    """Nobody waits for a database that only reads: what fits waits, the rest is counted, two lines tell of it."""
    writer = create_writer(answers)
    before = read_metric("askdocs_answers_kept_total", result="dropped")
    with capture_logs() as lines:
        async with writer.running():
            put(writer, "before", BEFORE)
            await count_until(answers, BEFORE)
            await turn("on")
            tried = await try_until_it_fails(writer, lines)
            put(writer, "during", DURING)
            await answers.count(ALL)  # it can be read
            await turn("off")
            async with asyncio.timeout(30):
                while len(lines) < 2:  # noqa: ASYNC110 - another task tries
                    await asyncio.sleep(0.05)
    dropped = read_metric("askdocs_answers_kept_total", result="dropped") - before
    assert DURING - 25 <= dropped <= DURING + tried - 25
    assert await answers.count(ALL) == BEFORE + tried + DURING - dropped
    assert [line["event"] for line in lines] == ["answers_wait", "answers_written_again"]
    assert re.search("read.?only", str(lines[0])), lines[0]


async def try_until_it_fails(writer: AnswerWriter, lines: list[EventDict]) -> int:
    """Put one answer after the other: connections of a server hear of its new setting a moment later. How many."""
    tried = 0
    async with asyncio.timeout(20):
        while not lines:
            put(writer, f"try{tried}-", 1)
            tried += 1
            await asyncio.sleep(0.05)
    return tried


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
