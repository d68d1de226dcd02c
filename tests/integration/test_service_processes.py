"""Real processes: signals, several of them, limits that they share."""

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import httpx
import pytest

from app.settings import Settings
from gemini_emulator import Emulator
from tests.support.service_process import ASKDOCS, is_up, serving_process, wait_until
from tests.support.services import Control

GOOD = {"query": "How is a cast-iron pan washed?"}


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    executable = shutil.which("redis-server")
    if executable is None:
        pytest.fail("There is no redis-server. Install it (Debian: apt-get install redis-server).")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("redis")
    command = [executable, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)

    def is_listening() -> bool:
        with socket.socket() as client:
            return client.connect_ex(("127.0.0.1", port)) == 0

    try:
        wait_until(is_listening)
        yield f"redis://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def test_two_processes_share_limits_and_budget(
    kitchen: Callable[..., Settings], redis: str, tmp_path: Path, emulator: Emulator
) -> None:
    shared = {"REDIS_URL": f"{redis}/1", "LIMIT_ADDRESS_PER_MINUTE": "6", "LIMIT_TOKENS_PER_DAY": "1000000"}
    with (
        serving_process(kitchen(), tmp_path, **shared) as (first, _),
        serving_process(kitchen(), tmp_path, **shared) as (second, _),
    ):
        statuses = [
            httpx.post(f"{address}/chat", json=GOOD, timeout=20).status_code
            for address in (first, second, first, second, second, second, first, second)
        ]
        assert httpx.get(f"{first}/health/ready").json()["dependencies"]["limits"]["detail"] == "counted in Redis"
    assert statuses == [200] * 6 + [429] * 2
    budget = {"REDIS_URL": f"{redis}/2", "LIMIT_TOKENS_PER_DAY": "50"}
    with (
        serving_process(kitchen(), tmp_path, **budget) as (first, _),
        serving_process(kitchen(), tmp_path, **budget) as (second, _),
    ):
        assert httpx.post(f"{first}/chat", json=GOOD, timeout=20).status_code == 200
        refused = httpx.post(f"{second}/chat", json=GOOD, timeout=20)
        assert refused.status_code == 429
        assert "tokens for today" in refused.json()["detail"]


def stream(address: str, parts: list[str]) -> None:
    with httpx.stream("POST", f"{address}/chat/stream", json={"input": GOOD}, timeout=30) as answer:
        parts.extend(answer.iter_lines())


@pytest.mark.parametrize(("seconds", "whole"), [("10", True), ("2", False)])
def test_a_stream_ends_properly_after_sigterm_and_new_work_is_refused(
    seconds: str, *, whole: bool, kitchen: Callable[..., Settings], control: Control, tmp_path: Path
) -> None:
    chunks = [f"Word {number} is washed [1]. " for number in range(30)]
    control.script(*chunks)
    control.fail(method="streamGenerateContent", chunk_delay=0.1)
    with serving_process(kitchen(), tmp_path, SHUTDOWN_SECONDS=seconds) as (address, process):
        lines: list[str] = []
        reader = Thread(target=stream, args=(address, lines))
        reader.start()
        wait_until(lambda: any("Word 1 " in line for line in lines))
        process.send_signal(signal.SIGTERM)
        wait_until(lambda: not is_up(address), 3)
        reader.join(15)
        assert process.wait(15) == -signal.SIGTERM
    text = "\n".join(lines)
    assert text.rstrip().endswith("event: end")
    assert ('"outcome":"answered"' in text) is whole
    assert ('"outcome":"truncated","reason":"cut_off"' in text) is not whole
    assert ("Word 29" in text) is whole


def test_an_answer_that_is_asked_for_whole_comes_from_the_passages_after_sigterm(
    kitchen: Callable[..., Settings], control: Control, tmp_path: Path
) -> None:
    control.fail(method="generateContent", chunk_delay=30)
    with (
        serving_process(kitchen(), tmp_path, SHUTDOWN_SECONDS="2") as (address, process),
        ThreadPoolExecutor(1) as pool,
    ):
        asking = pool.submit(httpx.post, f"{address}/chat", json=GOOD, timeout=20)
        wait_until(lambda: control.calls()["generations_running"] == 1)
        process.send_signal(signal.SIGTERM)
        answer = asking.result()
        assert process.wait(15) == -signal.SIGTERM
    assert answer.status_code == 200
    assert (answer.json()["outcome"], answer.json()["reason"]) == ("extractive", "model_unavailable")


def test_several_processes_want_a_qdrant_server(kitchen: Callable[..., Settings], tmp_path: Path) -> None:
    environment = os.environ | {"GEMINI_API_KEY": "emulator-key", "QDRANT_PATH": str(kitchen().qdrant.path)}
    command = [str(ASKDOCS), "serve", "--port", "0", "--workers", "2"]
    refused = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert "--workers wants a Qdrant server" in refused.stderr
