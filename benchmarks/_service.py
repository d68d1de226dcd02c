"""askdocs as its own process over the emulator as another: for measurements that a shared process would blur."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import httpx

ROOT = Path(__file__).parent.parent
TOKEN = "benchmark-developer-token"
KEY = "emulator-key"
PYTHON = [sys.executable, "-c"]
ASKDOCS = [*PYTHON, "from app.cli import main; main()"]


@dataclass(frozen=True, slots=True)
class Service:
    """A running process and where it is."""

    address: str
    process: "subprocess.Popen[str]"

    def read_metric(self, name: str) -> float:
        """The sum of all series of this name."""
        text = httpx.get(f"{self.address}/metrics", headers={"authorization": f"Bearer {TOKEN}"}, timeout=20).text
        return sum(float(line.rsplit(" ", 1)[1]) for line in text.splitlines() if re.match(rf"{name}[{{ ]", line))


@contextmanager
def emulating(port: int) -> Iterator[str]:
    """Gemini's emulator with its controls, in a process of its own; yields its address."""
    command = [sys.executable, "-m", "gemini_emulator", "--port", str(port), "--control"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/control/calls")
        yield address
    finally:
        process.terminate()
        process.wait(10)


def create_environment(gemini: str, folder: Path, **variables: str) -> dict[str, str]:
    """The settings of a service without limits per minute and day."""
    return os.environ | {
        "PYTHONPATH": str(ROOT),
        "GEMINI_API_KEY": KEY,
        "GEMINI_BASE_URL": gemini,
        "GEMINI_EMBEDDING_DIMENSIONS": "384",
        "QDRANT_PATH": str(folder / "data"),
        "DEVELOPER_TOKEN": TOKEN,
        "LIMIT_ADDRESS_PER_MINUTE": "0",
        "LIMIT_ADDRESS_PER_DAY": "0",
        "LOG_LEVEL": "error",
        **variables,
    }


def index(docs: Path, folder: Path, environment: dict[str, str]) -> None:
    """Index a folder of Markdown."""
    command = [*ASKDOCS, "index", str(docs), "--site-url", "https://docs.example"]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)


@contextmanager
def serving(folder: Path, environment: dict[str, str], *options: str) -> Iterator[Service]:
    """`askdocs serve` on a free port."""
    log = (folder / "serve.log").open("a")
    process = subprocess.Popen(
        [*ASKDOCS, "serve", "--port", "0", *options], cwd=folder, env=environment, stderr=subprocess.PIPE, text=True
    )
    if process.stderr is None:
        raise RuntimeError("the process has no standard error")
    try:
        found = None
        while found is None:
            line = process.stderr.readline()
            if not line:
                raise RuntimeError("askdocs did not start")
            found = re.search(r"askdocs serves (http://\S+)/chat", line)
        Thread(target=lambda: [log.write(line) for line in process.stderr or ()], daemon=True).start()
        wait_for(f"{found[1]}/health")
        yield Service(found[1], process)
    finally:
        process.terminate()
        process.wait(40)
        log.close()


def wait_for(url: str, seconds: float = 60) -> float:
    """Wait until the address answers with success; the seconds that it took."""
    started = time.monotonic()
    while True:
        try:
            if httpx.get(url, timeout=5).is_success:
                return time.monotonic() - started
        except httpx.HTTPError:
            pass
        if time.monotonic() - started > seconds:
            raise TimeoutError(url)
        time.sleep(0.05)
