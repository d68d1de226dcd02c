"""Indexing runs beside a service: one at a time, whatever becomes of them."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr

from app.operations.scheduling import IndexRuns, RunStatus

WAITS = "import time; print('reading', flush=True); time.sleep(60)"


def create_runs(folder: Path, code: str, notify_url: str = "") -> IndexRuns:
    return IndexRuns(
        folder, command=(sys.executable, "-c", code), notify_url=SecretStr(notify_url) if notify_url else None
    )


async def finish(runs: IndexRuns) -> RunStatus:
    await runs.wait()
    return await runs.load_status()


async def until_it_reads(runs: IndexRuns) -> None:
    async with asyncio.timeout(20):
        while "reading" not in await runs.load_log():  # noqa: ASYNC110 - another process writes it
            await asyncio.sleep(0.02)


async def test_a_run_tells_how_it_ended_and_what_it_wrote(tmp_path: Path) -> None:
    runs = create_runs(tmp_path, "print('60 pages'); print('3 embedded')")
    assert await runs.start("request")
    assert (await runs.load_status()).result == "running"
    status = await finish(runs)
    assert (status.result, status.detail, status.failures) == ("done", "3 embedded", 0)
    assert status.last_success_at >= status.started_at > 0
    assert await runs.load_log() == "60 pages\n3 embedded\n"


@pytest.mark.parametrize(("code", "result"), [(1, "failed"), (3, "incomplete"), (5, "failed")])
async def test_the_exit_code_is_the_result(tmp_path: Path, code: int, result: str) -> None:
    runs = create_runs(tmp_path, f"raise SystemExit({code})")
    await runs.start("schedule")
    status = await finish(runs)
    assert status.result == result
    assert bool(status.last_success_at) == (result == "incomplete")


async def test_of_two_runs_the_second_is_refused_in_any_process(tmp_path: Path) -> None:
    runs = create_runs(tmp_path, WAITS)
    async with runs.running():
        assert await runs.start("webhook")
        await until_it_reads(runs)
        assert not await runs.start("schedule")
        other = create_runs(tmp_path, WAITS)
        assert not await other.start("schedule")
        assert (await other.load_status()).result == "running"
    assert (await runs.load_status()).result == "killed"
    assert (await runs.load_status()).cause == "webhook"


async def test_after_a_failure_and_a_kill_the_next_run_goes(tmp_path: Path) -> None:
    failing = create_runs(tmp_path, "raise SystemExit(4)")
    await failing.start("schedule")
    assert (await finish(failing)).failures == 1
    killed = create_runs(tmp_path, "import os; print('reading', flush=True); os.kill(os.getpid(), 9)")
    await killed.start("schedule")
    status = await finish(killed)
    assert (status.result, status.detail, status.failures) == ("killed", "reading", 2)
    mended = create_runs(tmp_path, "print('60 pages')")
    await mended.start("schedule")
    assert (await finish(mended)).failures == 0


@pytest.mark.parametrize(
    ("code", "then", "detail"),
    [
        ("print('3 embedded')", "print('Gap 7 is closed.')", "3 embedded Gap 7 is closed."),
        ("print('3 embedded')", "raise SystemExit(4)", "3 embedded Gaps: it left with 4."),
        ("print('3 embedded')", "", "3 embedded"),
        ("print('no key'); raise SystemExit(2)", "print('Gap 7 is closed.')", "no key"),
    ],
)
async def test_what_follows_on_a_run_is_told_with_it(tmp_path: Path, code: str, then: str, detail: str) -> None:
    runs = IndexRuns(tmp_path, command=(sys.executable, "-c", code), then=(sys.executable, "-c", then))
    await runs.start("webhook")
    status = await finish(runs)
    assert status.detail == detail
    assert status.result == ("failed" if "SystemExit" in code else "done")
    assert ("Gap 7" in await runs.load_log()) == ("Gap 7" in detail)


async def test_a_command_that_cannot_be_started_has_failed(tmp_path: Path) -> None:
    runs = IndexRuns(tmp_path, command=(str(tmp_path / "nothing"),))
    assert await runs.start("request")
    assert (await finish(runs)).result == "failed"


@asynccontextmanager
async def listening_once() -> AsyncIterator[tuple[str, list[bytes]]]:
    bodies: list[bytes] = []

    async def receive(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        bodies.append(await reader.readexactly(length))
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(receive, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook", bodies


async def test_the_owner_is_told_of_a_failure_and_not_of_a_success(tmp_path: Path) -> None:
    async with listening_once() as (url, bodies):
        for code in ("print('no key'); raise SystemExit(2)", "print('fine')"):
            runs = create_runs(tmp_path, code, notify_url=url)
            await runs.start("schedule")
            await runs.wait()
    assert len(bodies) == 1
    told = json.loads(bodies[0])
    assert told["text"] == "askdocs could not index: no key"
    assert told["result"] == "failed"
