"""Several worker processes on one port: they share an index, metrics and memory, and a dead one is replaced."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest

from app.settings import QdrantSettings, Settings
from gemini_emulator import Emulator
from tests.support.kitchen import write_docs
from tests.support.services import Control, create_settings, index_docs

pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for the processes in /proc")
QUESTION = {"query": "How is a cast-iron pan washed?"}
TOKEN = "developer-secret"


@pytest.fixture(params=["embedded", "server"])
def settings(request: pytest.FixtureRequest, emulator: Emulator, tmp_path: Path) -> Settings:
    """Those of an indexed handbook on either engine."""
    chosen: QdrantSettings = request.getfixturevalue(f"{request.param}_settings")
    qdrant = {"host": chosen.host, "collection_name": chosen.collection_name}
    settings = create_settings(emulator, tmp_path / "data", qdrant=qdrant)
    asyncio.run(index_docs(write_docs(tmp_path / "docs"), settings))
    return settings


@contextmanager
def serving(settings: Settings, folder: Path, **variables: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """`askdocs serve --workers 2`, with its address."""
    environment = os.environ | {
        "GEMINI_API_KEY": settings.gemini.api_key.get_secret_value(),
        "GEMINI_BASE_URL": settings.gemini.base_url,
        "GEMINI_EMBEDDING_DIMENSIONS": "384",
        "QDRANT_HOST": settings.qdrant.host,
        "QDRANT_PATH": str(settings.qdrant.path),
        "QDRANT_COLLECTION_NAME": settings.qdrant.collection_name,
        "DEVELOPER_TOKEN": TOKEN,
        "LIMIT_ADDRESS_PER_MINUTE": "0",
        "CACHE_ANSWERS_MEGABYTES": "0",
        **variables,
    }
    command = [str(Path(sys.executable).with_name("askdocs")), "serve", "--port", "0", "--workers", "2"]
    process = subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        line = process.stderr.readline()
        found = re.search(r"askdocs serves (http://\S+)/chat with 2 processes", line)
        assert found, line
        Thread(target=process.stderr.read, daemon=True).start()
        wait_until(lambda: is_ready(found[1]) and len(read_pids(process)) == 2)
        yield found[1], process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(40)
        process.stderr.close()


def wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    started = time.monotonic()
    while not condition():
        assert time.monotonic() - started < seconds, "too late"
        time.sleep(0.1)


def is_ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/health/ready", timeout=5).status_code == 200
    except httpx.HTTPError:
        return False


def read_pids(process: "subprocess.Popen[str]") -> list[int]:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(pid) for pid in children.read_text().split()]


def read_memory(pid: int, name: str) -> int:
    """Of a process, in kB: `Pss`, where each page counts once among those who have it, or `Private_Dirty`, …"""
    found = re.search(rf"^{name}:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    assert found
    return int(found[1])


def ask(address: str) -> dict[str, Any]:
    answer: dict[str, Any] = httpx.post(f"{address}/chat", json=QUESTION, timeout=60).raise_for_status().json()
    return answer


def ask_and_lose(address: str) -> None:
    with suppress(httpx.HTTPError):
        ask(address)


def read_metrics(address: str) -> str:
    return httpx.get(f"{address}/metrics", headers={"authorization": f"Bearer {TOKEN}"}, timeout=60).text


def test_workers_share_the_index_and_their_metrics_and_a_dead_one_is_replaced(
    settings: Settings, tmp_path: Path
) -> None:
    with serving(settings, tmp_path) as (address, process):
        for _ in range(8):
            assert ask(address)["outcome"] == "answered"
        assert 'askdocs_answers_total{outcome="answered",reason="",wire="chat"} 8.0' in read_metrics(address)
        before = read_pids(process)
        for dead in before:  # one after the other: somebody always answers
            os.kill(dead, signal.SIGKILL)
            wait_until(lambda dead=dead: len(set(read_pids(process)) - {dead}) == 2)  # type: ignore[misc]
            wait_until(lambda: is_ready(address))
            assert ask(address)["outcome"] == "answered"
        assert not set(read_pids(process)) & set(before)


def test_each_worker_notices_a_new_index(settings: Settings, tmp_path: Path) -> None:
    with serving(settings, tmp_path) as (address, _):
        for _ in range(8):
            ask(address)
        (tmp_path / "docs" / "pans.md").write_text("# Pans\n\n## Washing\n\nA cast-iron pan is washed in the sea.\n")
        asyncio.run(index_docs(tmp_path / "docs", settings))
        time.sleep(2.5)  # the record on a server is read every two seconds
        assert {"sea" in ask(address)["response"] for _ in range(12)} == {True}


@pytest.mark.parametrize("settings", ["embedded"], indirect=True)
def test_workers_find_in_redis_what_one_of_them_has_made(settings: Settings, redis_url: str, tmp_path: Path) -> None:
    shared = {"REDIS_URL": f"{redis_url}/7?socket_timeout=5", "CACHE_ANSWERS_MEGABYTES": "4"}
    with serving(settings, tmp_path, **shared) as (address, _):
        answers = [httpx.post(f"{address}/chat", json=QUESTION, timeout=60) for _ in range(24)]
        statuses = [answer.headers["cache-status"] for answer in answers]
        assert statuses == ["askdocs; fwd=miss"] + ["askdocs; hit"] * 23
        shown = read_metrics(address)

    found = re.search(r'^askdocs_cache_shared_total\{cache="answers",result="found"\} (\S+)', shown, re.MULTILINE)

    assert found, "the other worker has asked Redis"


def test_the_second_worker_takes_little_memory(settings: Settings, tmp_path: Path) -> None:
    with serving(settings, tmp_path) as (address, process):
        for _ in range(16):
            ask(address)
        first, second = read_pids(process)
        everything = sum(read_memory(pid, "Pss") for pid in (process.pid, first, second))
        alone = read_memory(second, "Private_Dirty") + read_memory(second, "Private_Clean")
        assert alone < 0.6 * (everything - alone)


def test_what_a_killed_worker_had_under_way_is_not_under_way_for_ever(
    settings: Settings, tmp_path: Path, control: Control
) -> None:
    with serving(settings, tmp_path) as (address, process):
        ask(address)
        for method in ("streamGenerateContent", "generateContent"):
            control.fail(method=method, chunk_delay=60)
        control.script("Never [1].", "Ever.")
        thread = Thread(target=ask_and_lose, args=[address])
        thread.start()
        wait_until(lambda: "askdocs_answers_running 1.0" in read_metrics(address))
        before = read_pids(process)
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        thread.join(60)
        wait_until(lambda: not set(before) & set(read_pids(process)) and is_ready(address))
        wait_until(lambda: "askdocs_answers_running 1.0" not in read_metrics(address))


def test_a_service_that_cannot_be_built_says_why(tmp_path: Path) -> None:
    command = [str(Path(sys.executable).with_name("askdocs")), "serve", "--port", "0", "--workers", "2"]
    ended = subprocess.run(
        command, cwd=tmp_path, env=os.environ | {"GEMINI_API_KEY": ""}, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, "GEMINI_API_KEY is not set" in ended.stderr) == (2, True)
