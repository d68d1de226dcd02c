"""Ctrl-C at a real terminal, in the middle of a run."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gemini_emulator import running
from tests.support.commands import Run
from tests.support.services import Control

PAGES = 24
SECTIONS = 50
SITE_URL = ("--site-url", "https://kitchen.example")
TERMINAL = """
import os, pty, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)  # a background process inherits that it is ignored
status = pty.spawn([sys.executable, "-c", "from app.cli import main; main()", *sys.argv[1:]])
sys.exit(os.waitstatus_to_exitcode(status))
"""


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Control]:
    """An emulator that embeds a hundred texts in half a second."""
    with running(control=True, embeddings="hash") as emulator:
        monkeypatch.setenv("GEMINI_API_KEY", emulator.api_key)
        monkeypatch.setenv("GEMINI_BASE_URL", emulator.base_url)
        control = Control(emulator)
        control.fail(method="batchEmbedContents", hang=0.5, times=1000)
        yield control
        control.close()


def write_shelves(folder: Path) -> None:
    for page in range(PAGES):
        sections = (
            f"## Shelf {section}\n\n{f'Shelf {section} of cupboard {page} holds jar {page * section}. ' * 6}\n"
            for section in range(SECTIONS)
        )
        (folder / f"cupboard-{page}.md").write_text("\n".join(sections))


def read_status(run: Run) -> dict[str, Any]:
    """All but the size: opening an index may write a page of a file."""
    status: dict[str, Any] = json.loads(run("status", "--json")[1])
    del status["bytes"]
    return status


@pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals")
def test_ctrl_c_at_a_terminal_stops_a_run_and_the_same_command_goes_on(run: Run, docs: Path, slow: Control) -> None:
    run("index", str(docs), *SITE_URL)
    before = read_status(run)
    embedded_before = slow.calls()["texts_embedded"]
    write_shelves(docs)
    command = [sys.executable, "-c", TERMINAL, "index", str(docs), *SITE_URL]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdin is not None
        deadline = time.monotonic() + 60
        while slow.calls()["texts_embedded"] < embedded_before + 800:  # four hundred at most are under way
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)
        process.stdin.write(b"\x03")
        process.stdin.flush()
        shown = process.communicate(timeout=60)[0].decode()
    assert process.returncode == 130
    assert "Stopped. What was embedded is kept: the same command goes on from there." in shown
    assert "embeddings" in shown
    assert "Traceback" not in shown
    assert read_status(run) == before
    code, out, _ = run("index", str(docs), *SITE_URL, "--json")
    summary = json.loads(out)
    assert (code, summary["continued"]) == (0, True)
    assert summary["unchanged"] >= before["passages"] + 400
    assert summary["record"]["last_run"]["points"] == before["passages"] + PAGES * SECTIONS
