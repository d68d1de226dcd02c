"""The demo as a user starts it, and Debian's chromium."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = "/usr/bin/chromium"
LIVE = bool(os.environ.get("ASKDOCS_LIVE"))
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


@dataclass
class Demo:
    """A running `askdocs demo`."""

    address: str
    printed: str
    process: subprocess.Popen[str]
    folder: Path


def start_demo(folder: Path, *arguments: str, port: int = 0, settings: Mapping[str, str] | None = None) -> Demo:
    """Start the demo (on a free port by default) and wait until it has printed how to use it."""
    if LIVE and not os.environ.get("GEMINI_API_KEY"):
        pytest.fail("`make live` asks real Gemini: set GEMINI_API_KEY.")
    hidden = () if LIVE else ("GEMINI_", "GOOGLE_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    with (folder / "demo.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", "from app.cli import main; main()", "demo", "--port", str(port), *arguments],
            cwd=folder,
            env=environment | dict(settings or {}) | {"PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    assert process.stdout is not None
    printed = ""
    for line in process.stdout:
        printed += line
        if line.strip().startswith("curl "):
            break
    address = re.search(r"http://127\.0\.0\.1:\d+", printed)
    assert address, printed + (folder / "demo.log").read_text()
    return Demo(address.group(), printed, process, folder)


def stop_demo(demo: Demo) -> int:
    """Ctrl-C; returns the exit code."""
    demo.process.send_signal(signal.SIGINT)
    code = demo.process.wait(20)
    assert demo.process.stdout is not None
    demo.process.stdout.close()
    return code


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    demo = start_demo(tmp_path_factory.mktemp("demo"))
    yield demo
    stop_demo(demo)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.fail(f"{CHROMIUM} is missing: install Debian's package `chromium`.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def screenshots() -> Path:
    """Where the tests leave pictures for people to look at."""
    folder = ROOT / "artifacts" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
