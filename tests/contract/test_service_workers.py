"""Several worker processes over one Qdrant server."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import httpx
import pytest

from app.settings import QdrantSettings
from gemini_emulator import Emulator
from tests.support.kitchen import write_docs
from tests.support.services import create_settings, index_docs

QUESTION = {"query": "How is a cast-iron pan washed?"}
TOKEN = "developer-secret"


def wait_until(condition: Callable[[], bool], seconds: float = 30) -> None:
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
    pids = [int(pid) for pid in children.read_text().split()]
    return [pid for pid in pids if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for the processes in /proc")
def test_workers_share_the_index_and_their_metrics_and_a_dead_one_is_replaced(
    emulator: Emulator, server_settings: QdrantSettings, tmp_path: Path
) -> None:
    qdrant = {"host": server_settings.host, "collection_name": server_settings.collection_name}
    asyncio.run(index_docs(write_docs(tmp_path / "docs"), create_settings(emulator, tmp_path, qdrant=qdrant)))
    environment = os.environ | {
        "GEMINI_API_KEY": emulator.api_key,
        "GEMINI_BASE_URL": emulator.base_url,
        "GEMINI_EMBEDDING_DIMENSIONS": "384",
        "QDRANT_HOST": server_settings.host,
        "QDRANT_COLLECTION_NAME": server_settings.collection_name,
        "DEVELOPER_TOKEN": TOKEN,
    }
    command = [str(Path(sys.executable).with_name("askdocs")), "serve", "--port", "0", "--workers", "2"]
    process = subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        line = process.stderr.readline()
        found = re.search(r"askdocs serves (http://\S+)/chat with 2 processes", line)
        assert found, line
        Thread(target=process.stderr.read, daemon=True).start()
        wait_until(lambda: is_ready(found[1]))
        check(found[1], process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(40)
        process.stderr.close()


def check(address: str, process: "subprocess.Popen[str]") -> None:
    for _ in range(8):
        assert httpx.post(f"{address}/chat", json=QUESTION, timeout=30).json()["outcome"] == "answered"
    metrics = httpx.get(f"{address}/metrics", headers={"authorization": f"Bearer {TOKEN}"}).text
    assert 'askdocs_answers_total{outcome="answered",reason="",wire="chat"} 8.0' in metrics
    wait_until(lambda: len(read_pids(process)) == 2)
    first = read_pids(process)
    os.kill(first[0], signal.SIGKILL)
    wait_until(lambda: len(set(read_pids(process)) - set(first)) == 1)
    wait_until(lambda: is_ready(address))
    assert httpx.post(f"{address}/chat", json=QUESTION, timeout=30).json()["outcome"] == "answered"
