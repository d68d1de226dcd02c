"""JavaScript's RemoteRunnable against a running service."""

import asyncio
import json
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from chains.schemas import ChatResponse
from gemini_emulator import running
from tests.support.answers import without_id
from tests.support.kitchen import write_docs
from tests.support.services import create_settings, index_docs, serving

pytestmark = pytest.mark.filterwarnings("ignore:astream_log is deprecated")
CLIENT = Path(__file__).parent / "js_client"


@pytest.fixture(scope="module")
def installed() -> str:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.fail("There is no Node.js. Install version 20.")
    if not (CLIENT / "node_modules/@langchain/core").is_dir():
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=CLIENT, check=True, capture_output=True, timeout=300)
    return node


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("js")
    with running() as emulator:
        settings = create_settings(emulator, folder / "data")
        with ThreadPoolExecutor() as pool:  # in this thread the browser's event loop runs
            pool.submit(asyncio.run, index_docs(write_docs(folder / "docs"), settings)).result()
        with serving(settings, dev=True) as address:
            yield address


def test_invoke_batch_stream_log_and_events_work_from_javascript(installed: str, address: str) -> None:
    run = subprocess.run(
        [installed, "client.js", f"{address}/chat"],
        cwd=CLIENT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    seen: dict[str, Any] = json.loads(run.stdout)
    assert ChatResponse.model_validate(seen["invoked"]).outcome == "answered"
    assert [without_id(answer) for answer in seen["batched"]] == [without_id(seen["invoked"])] * 2
    assert seen["parts"] > 3
    assert without_id(seen["streamed"]) == without_id(seen["invoked"])
    assert "/final_output" in seen["logged"] or "" in seen["logged"]
    assert {"retrieve_passages", "generate"} <= set(seen["events"])
    assert "422" in seen["refused"]
