"""What keeps `make test` free of processes notices them."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.fixtures import WITHOUT_PROCESSES
from tests.support.started_processes import noting_processes

NOTHING = [sys.executable, "-S", "-c", ""]


def run_from_a_loop() -> None:
    async def run() -> None:
        process = await asyncio.create_subprocess_exec(*NOTHING)
        await process.wait()

    asyncio.run(run())


@pytest.mark.parametrize(
    ("start", "event"),
    [
        (lambda: subprocess.run(NOTHING, check=True), "subprocess.Popen"),
        (run_from_a_loop, "subprocess.Popen"),
        (lambda: os.system("exit"), "os.system"),
    ],
)
def test_a_started_process_is_noted(start: Callable[[], object], event: str) -> None:
    with noting_processes() as noted:
        start()
    assert [line.partition(" ")[0] for line in noted] == [event]


def test_the_suites_without_processes_are_those_of_make_test() -> None:
    makefile = (Path(__file__).parents[2] / "Makefile").read_text()
    assert f"\nTESTS := {' '.join(f'tests/{suite}' for suite in WITHOUT_PROCESSES)}\n" in makefile
