"""What a second worker process brings and costs, with a Qdrant server and with an embedded index.

`askdocs serve --workers 1` and `2` in turn: CPU and time of a start until all workers answer, memory (PSS: each page
is counted once) before and behind the answers, answers a second and CPU an answer of 64 callers, and seconds until a
killed worker is replaced. Medians of three, of memory the last.
"""

import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks._load.callers import run_load
from benchmarks._load.points import Points
from benchmarks._load.processes import Server, find_processes, request, running
from benchmarks._load.questions import create_unique
from tests.support.qdrant_server import serving_qdrant

POINTS = int(os.environ.get("BENCH_POINTS", "5000"))
DIMENSIONS = 768
REQUESTS = int(os.environ.get("BENCH_REQUESTS", "256"))
RUNS = int(os.environ.get("BENCH_RUNS", "3"))
CALLERS, COUNTS = 64, (1, 2)
_SETTLE_SECONDS = 2


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one number of workers."""

    seconds: float
    cpu: float
    idle: float
    used: float
    per_second: float
    cpu_an_answer: float
    replaced: float


def main() -> None:
    """Print a table for each engine."""
    with (
        TemporaryDirectory() as name,
        running("benchmarks._load.upstream", [], {}) as upstream,
        serving_qdrant(os.environ) as qdrant,
    ):
        points = Points(POINTS, DIMENSIONS, Path(name), upstream.port)
        for engine, address in (("Qdrant server", qdrant), ("embedded", "")):
            points.fill(address)
            print_table(engine, {count: measure(points, address, count) for count in COUNTS})


def print_table(engine: str, found: dict[int, Figures]) -> None:
    """A row a number of workers, and what the second one costs beside the first."""
    print(
        f"{engine + ', workers':24}{'start, s':>9}{'CPU, s':>8}{'MB':>6}{'MB used':>9}{'/s':>7}{'ms':>7}{'new, s':>8}"
    )
    for count, row in found.items():
        print(
            f"{count:<24}{row.seconds:9.2f}{row.cpu:8.2f}{row.idle:6.0f}{row.used:9.0f}{row.per_second:7.0f}"
            f"{row.cpu_an_answer:7.2f}{row.replaced:8.2f}"
        )
    one, two = found[1], found[2]
    print(f"the second costs {two.idle / one.idle - 1:.0%} of the first, {two.used / one.used - 1:.0%} when used\n")


def measure(points: Points, qdrant: str, workers: int) -> Figures:
    """Start them so often; ask, and kill one, in the last."""
    starts: list[tuple[float, float]] = []
    for run in range(RUNS):
        started = time.perf_counter()
        with serving(points, qdrant, workers) as server:
            wait_for_workers(server, workers)
            starts.append((time.perf_counter() - started, server.read_cpu_seconds()))
            if run < RUNS - 1:
                continue
            time.sleep(_SETTLE_SECONDS)
            ask(server)
            idle = server.read_memory().pss
            loads = []
            for seed in range(RUNS + 1):
                before = server.read_cpu_seconds()
                load = run_load(server.port, "/chat/stream", create_unique(seed), callers=CALLERS, requests=REQUESTS)
                if faults := [call.fault for call in load.calls if call.fault]:
                    raise RuntimeError(f"{len(faults)} questions failed: {faults[0]}")
                loads.append((REQUESTS / load.seconds, 1000 * (server.read_cpu_seconds() - before) / REQUESTS))
            used = server.read_memory().pss
            replaced = kill_one(server, workers)
    per_second, cpu_an_answer = (median(column) for column in zip(*loads[1:], strict=True))
    seconds, cpu = (median(column) for column in zip(*starts, strict=True))
    return Figures(seconds, cpu, idle, used, per_second, cpu_an_answer, replaced)


@contextmanager
def serving(points: Points, qdrant: str, workers: int) -> Iterator[Server]:
    """The service with so many workers."""
    arguments = ["serve", *(["--workers", str(workers)] if workers > 1 else []), "--port"]
    environment = points.create_environment(qdrant) | {"DATA_PATH": str(points.folder)}
    with running("askdocs", arguments, environment) as server:
        yield server


def find_workers(server: Server) -> list[int]:
    """The processes that answer."""
    return find_processes(server.pid)[1:]


def wait_for_workers(server: Server, workers: int) -> None:
    """Until each has answered: whoever is free takes the next request, so enough are sent to find all."""
    if workers == 1:
        request(server.port, "GET", "/health/ready")
        return
    while True:
        idle = [pid for pid in find_workers(server) if is_listening(pid)]
        if len(idle) >= workers:
            return
        time.sleep(0.02)


def is_listening(pid: int) -> bool:
    """Whether it has an event loop, which is made when all is built."""
    try:
        return any("eventpoll" in str(file.readlink()) for file in Path(f"/proc/{pid}/fd").iterdir())
    except OSError:
        return False


def ask(server: Server) -> None:
    """A few questions, so that each worker has opened the index."""
    for number in range(16):
        body = json.dumps({"input": {"query": f"How does part {number} work?"}}).encode()
        status, answer = request(server.port, "POST", "/chat/invoke", body)
        if status != 200:  # noqa: PLR2004 - HTTP's
            raise RuntimeError(f"A question was not answered: {answer[:500]!r}")


def kill_one(server: Server, workers: int) -> float:
    """Kill a worker; the seconds until there are as many again, 0 where the only one is the service itself."""
    if workers == 1:
        return 0.0
    before = set(find_workers(server))
    os.kill(min(before), signal.SIGKILL)
    started = time.perf_counter()
    while len(set(find_workers(server)) - before) == 0:
        time.sleep(0.02)
    wait_for_workers(server, workers)
    ask(server)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
