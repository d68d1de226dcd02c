"""How long the command line and the demo take to start, and what the demo weighs.

Seconds by the wall clock; memory is the resident set (VmRSS) of the demo's process, emulator included.
"""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import httpx

RUNS = 3
COMMAND = [sys.executable, "-c", "from app.cli import main; main()"]
ROOT = Path(__file__).parent.parent


def main() -> None:
    """Print the table."""
    rows = [("askdocs --help", median(measure_help() for _ in range(RUNS)), 0.0)]
    with TemporaryDirectory() as folder:
        for name in ("demo, first start (indexes)", "demo, second start"):
            with running_demo(folder) as (address, process, seconds):
                rows.append((f"{name}: ready", seconds, read_megabytes(process.pid)))
                started = time.perf_counter()
                httpx.post(f"{address}/chat", json={"query": "How do I index my docs?"}, timeout=60).raise_for_status()
                rows.append((f"{name}: first answer after that", time.perf_counter() - started, 0))
                time.sleep(1)
                rows.append((f"{name}: idle after one answer", 0, read_megabytes(process.pid)))
    print(f"{'':46} {'seconds':>8} {'MB':>6}")
    for name, seconds, megabytes in rows:
        print(f"{name:46} {format_number(seconds, '8.2f')} {format_number(megabytes, '6.0f')}")


def measure_help() -> float:
    """Seconds of `askdocs --help`."""
    started = time.perf_counter()
    subprocess.run([*COMMAND, "--help"], check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - started


@contextmanager
def running_demo(folder: str) -> Iterator[tuple[str, "subprocess.Popen[str]", float]]:
    """Start the demo in `folder`; yields its address, its process and the seconds until it was ready."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [*COMMAND, "demo", "--port", "0"],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "PATH": "/usr/bin:/bin"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = next(line for line in process.stdout if line.strip().startswith("curl "))
        address = re.search(r"http://[\d.]+:\d+", line)
        assert address is not None
        yield address.group(), process, time.perf_counter() - started
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)


def read_megabytes(pid: int) -> float:
    """The resident set of a process, in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    match = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert match is not None
    return int(match[1]) / 1000


def format_number(value: float, format_spec: str) -> str:
    """A number, or blanks for 0."""
    return format(value, format_spec) if value else " " * int(format_spec.partition(".")[0])
