"""A service that is killed while it is asked: its database opens, and nothing in it is half."""

import asyncio
import os
import random
import signal
import sqlite3
import sys
from contextlib import closing, suppress
from pathlib import Path

import httpx

from app.settings import Settings
from tests.support.kitchen import write_docs
from tests.support.service_process import serving_process
from tests.support.services import index_docs

KILLS = int(os.environ.get("TEST_KILLS", "2"))
CALLERS = 64
QUESTION = "How is a cast-iron pan washed?"


async def keep_asking(address: str, until: asyncio.Event, delivered: list[str]) -> None:
    async with httpx.AsyncClient(base_url=address, timeout=30) as client:
        while not until.is_set():
            with suppress(httpx.HTTPError):
                answer = await client.post("/chat", json={"query": QUESTION})
                if answer.status_code == 200:
                    delivered.append(answer.json()["id"])


async def ask_until_killed(address: str, kill: int, database: Path, seconds: float) -> list[str]:
    """The ids of the answers in the order in which they came. It is killed so long after it has begun to write."""
    over, delivered = asyncio.Event(), list[str]()
    before = count_answers(database)
    callers = [asyncio.create_task(keep_asking(address, over, delivered)) for _ in range(CALLERS)]
    async with asyncio.timeout(120):
        while count_answers(database) == before:  # noqa: ASYNC110 - another process writes
            await asyncio.sleep(0.05)
    await asyncio.sleep(seconds)
    os.kill(kill, signal.SIGKILL)
    over.set()
    await asyncio.gather(*callers)
    return delivered


def count_answers(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute("SELECT count(*) FROM answer").fetchone()[0])


def count_lost_before_others(delivered: list[str], known: set[str]) -> int:
    """Answers that are lost though later ones are kept."""
    kept = [place for place, name in enumerate(delivered) if name in known]
    return sum(name not in known for name in delivered[: kept[-1]]) if kept else 0


def test_a_killed_service_leaves_a_whole_database(settings: Settings, tmp_path: Path) -> None:
    asyncio.run(index_docs(write_docs(tmp_path / "docs"), settings))
    generator = random.Random(7)
    environment = {"LIMIT_ADDRESS_PER_MINUTE": "0", "LIMIT_ADDRESS_PER_DAY": "0", "LIMIT_CONCURRENT_ANSWERS": "200"}
    environment |= {"KEEP_ANSWERS": "true", "LOG_LEVEL": "error"}
    file = settings.qdrant.path / "askdocs.db"
    delivered = kept = 0
    for _ in range(KILLS):
        with serving_process(settings, tmp_path, **environment) as (address, process):
            ids = asyncio.run(ask_until_killed(address, process.pid, file, generator.uniform(0.0, 2.5)))
            process.wait(20)
        delivered += len(ids)
        with sqlite3.connect(file) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            kept, whole = database.execute("SELECT count(*), count(json(found)) FROM answer").fetchone()
            (counted,) = database.execute("SELECT coalesce(sum(answers), 0) FROM answer_day").fetchone()
            known = {row[0] for row in database.execute("SELECT id FROM answer")}
        assert kept == whole == counted
        assert count_lost_before_others(ids, known) <= CALLERS, "answers are written in their order"
        if "TEST_KILLS" in os.environ:
            sys.stderr.write(f"{delivered} delivered, {kept} kept\n")
    assert 0 < kept <= delivered + KILLS * CALLERS
