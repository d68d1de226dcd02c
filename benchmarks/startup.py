"""How long the command line, the service and the demo take to start, and what they weigh.

Seconds by the wall clock, medians of three; `askdocs serve` starts over 20,000 points in the embedded index. Memory
counts each page of the process once (PSS); the demo's has the emulator in it.
"""

import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import httpx

from benchmarks._load.points import Points
from benchmarks._load.processes import ASKDOCS, ROOT, Server, running
from benchmarks._load.starting import DIMENSIONS, POINTS, measure_starts

RUNS = 3
HELP_SECONDS, SERVE_SECONDS, IDLE_MEGABYTES = 0.4, 4.0, 350
Row = tuple[str, float, float, str]


def main() -> None:
    """Print the table."""
    help_seconds = median(measure_help() for _ in range(RUNS))
    rows: list[Row] = [("askdocs --help", help_seconds, 0, f"≤ {HELP_SECONDS} s")]
    with TemporaryDirectory() as folder:
        rows += measure_serve(Path(folder) / "serve")
        rows += measure_demo(Path(folder))
    print(f"{'':58} {'seconds':>8} {'MB':>6}  goal")
    for name, seconds, megabytes, goal in rows:
        print(f"{name:58} {format_number(seconds, '8.2f')} {format_number(megabytes, '6.0f')}  {goal}")


def measure_help() -> float:
    """Seconds of `askdocs --help`."""
    started = time.perf_counter()
    subprocess.run([*ASKDOCS, "--help"], check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - started


def measure_serve(folder: Path) -> list[Row]:
    """The service over a large index."""
    with running("benchmarks._load.upstream", [], {}) as upstream:
        points = Points(POINTS, DIMENSIONS, folder, upstream.port)
        points.fill()
        start = measure_starts(points, RUNS)
    name = f"serve, {POINTS} × {DIMENSIONS} points embedded"
    return [
        (f"{name}: /health", start.ready, 0, ""),
        (f"{name}: first question answered", start.answered, 0, f"≤ {SERVE_SECONDS} s"),
        (f"{name}: idle after it", 0, start.memory.pss, f"≤ {IDLE_MEGABYTES} MB"),
    ]


def measure_demo(folder: Path) -> list[Row]:
    """The demo, which indexes our own documentation when it starts for the first time."""
    rows: list[Row] = []
    for name in ("demo, first start (indexes)", "demo, second start"):
        with running_demo(folder) as (server, address, seconds):
            rows.append((f"{name}: ready", seconds, server.read_memory().pss, ""))
            started = time.perf_counter()
            httpx.post(f"{address}/chat", json={"query": "How do I index my docs?"}, timeout=60).raise_for_status()
            rows.append((f"{name}: first answer after that", time.perf_counter() - started, 0, ""))
            time.sleep(1)
            rows.append((f"{name}: idle after one answer", 0, server.read_memory().pss, ""))
    return rows


@contextmanager
def running_demo(folder: Path) -> Iterator[tuple[Server, str, float]]:
    """Start the demo in `folder`; yields its process, its address and the seconds until it was ready."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [*ASKDOCS, "demo", "--port", "0"],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "PATH": "/usr/bin:/bin"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = next(line for line in process.stdout if line.strip().startswith("curl "))
        found = re.search(r"http://[\d.]+:(\d+)", line)
        assert found is not None
        yield Server("demo", int(found[1]), process.pid), found.group(), time.perf_counter() - started
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)


def format_number(value: float, format_spec: str) -> str:
    """A number, or blanks for 0."""
    return format(value, format_spec) if value else " " * int(format_spec.partition(".")[0])
