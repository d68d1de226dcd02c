"""What a service that is told to stop does with its answers."""

import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import httpx
import pytest

from app.settings import Settings
from tests.support.service_process import is_up, serving_process, wait_until
from tests.support.services import Control

GOOD = {"query": "How is a cast-iron pan washed?"}


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
