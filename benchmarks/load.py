"""Our service under load beside a bare LangServe app of the same chain, in turn, in one session.

    python -m benchmarks load       BENCH_POINTS=5000 BENCH_REQUESTS=256 BENCH_RUNS=3 by default

Upstream is a Gemini that costs next to nothing, in a process of its own; the index holds 5,000 points of 3072
dimensions. CPU is what the operating system counts for the service's processes; figures are medians of three runs. Ours
runs with production settings: limits, logs and metrics on. `LIMIT_CONCURRENT_ANSWERS` and `GEMINI_MAX_CONCURRENCY`
are 128 instead of 64, or 64 of 128 callers would be told to come again. Ratios count, not figures: the callers, the
upstream and Qdrant share the machine with the service.

Prints each case, then what must be reached; writes `artifacts/load.json` and `artifacts/load.md`, and
draws `artifacts/load.svg`.
"""

import os
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks._load.cases import INVOKE, SLOW_STREAM, STREAM, WORKER_CASES, Case, create_cases
from benchmarks._load.goals import BARE, EMBEDDED, OURS, SERVER, Results, create_rows
from benchmarks._load.measuring import Bench, Run, take_medians
from benchmarks._load.plot import draw
from benchmarks._load.points import Points
from benchmarks._load.processes import ROOT, Memory, Server, find_child, request, running
from benchmarks._load.report import (
    create_document,
    format_markdown,
    print_head,
    print_memory,
    print_rows,
    print_run,
    print_workers,
    write_document,
)
from benchmarks._load.starting import DIMENSIONS as START_DIMENSIONS
from benchmarks._load.starting import POINTS as START_POINTS
from benchmarks._load.starting import measure_starts
from tests.support.qdrant_server import serving_qdrant

POINTS = int(os.environ.get("BENCH_POINTS", "5000"))
REQUESTS = int(os.environ.get("BENCH_REQUESTS", "256"))
RUNS = int(os.environ.get("BENCH_RUNS", "3"))
DIMENSIONS = 3072
WORKERS = (1, 2)
IDLE_SECONDS = 1.0
CACHED = "stream, 64 callers, from the cache"
Runs = dict[tuple[Case, str], list[Run]]


def main() -> None:
    """Measure and print; about ten minutes."""
    began = time.monotonic()
    print(f"{POINTS} points of {DIMENSIONS} dimensions; medians of {RUNS} runs of {REQUESTS} questions at 64 callers")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        upstream = stack.enter_context(running("benchmarks._load.upstream", [], {}, name="upstream"))
        qdrant = stack.enter_context(serving_qdrant(os.environ))
        start_points = Points(START_POINTS, START_DIMENSIONS, folder / "start", upstream.port)
        start_points.fill()
        start = measure_starts(start_points, RUNS)
        search_seconds = median(start_points.measure_search())
        points = Points(POINTS, DIMENSIONS, folder / "load", upstream.port)
        points.fill()
        points.fill(qdrant)
        pid = find_child("qdrant")
        bench = Bench(upstream, Server("qdrant", 0, pid) if pid else None)
        with serving_all(points, qdrant) as servers:
            idle = {server.name: read_idle_memory(server) for server in servers}
            streams = {server.name: bench.measure_memory(server, SLOW_STREAM, REQUESTS) for server in servers}
            runs = measure_all(bench, servers)
            late = {server.name: bench.measure_memory(server, SLOW_STREAM, REQUESTS // 2) for server in servers}
            leavers = {server.name: bench.measure_leavers(server) for server in servers}
            ours = [server for server in servers if server.name in OURS]
            beside = {
                server.name: median(bench.measure_beside(server, SLOW_STREAM, REQUESTS * 2) for _ in range(RUNS))
                for server in ours
            }
            cached = {
                (case.endpoint, server.name): bench.measure_cached(server, case, REQUESTS)
                for case in (INVOKE, STREAM)
                for server in ours
            }
        workers = measure_workers(bench, points, qdrant)
    medians = {key: take_medians(measured) for key, measured in runs.items()}
    rows = create_rows(Results(medians, leavers, cached, idle, beside, streams, late, start, search_seconds, POINTS))
    print_workers(workers)
    print_rows(rows)
    print_memory(idle, streams)
    variables = {"points": POINTS, "dimensions": DIMENSIONS, "requests": REQUESTS, "runs": RUNS}
    write_document(create_document(rows, runs, workers, variables), ROOT / "artifacts" / "load.json")
    (ROOT / "artifacts" / "load.md").write_text(format_markdown(rows), encoding="utf-8")
    (ROOT / "artifacts" / "load.svg").write_text(draw(medians, (BARE, *OURS)), encoding="utf-8")
    print(f"\n{time.monotonic() - began:.0f} s; every run: artifacts/load.json, plot: artifacts/load.svg")


@contextmanager
def serving_all(points: Points, qdrant: str) -> Iterator[list[Server]]:
    """The services that are compared."""
    embedded, server = points.create_environment(), points.create_environment(qdrant)
    with ExitStack() as stack:
        yield [
            stack.enter_context(running("benchmarks.peers.bare_langserve", [], points.name_shared(server), name=BARE)),
            stack.enter_context(running("askdocs", ["serve", "--port"], embedded, name=EMBEDDED)),
            stack.enter_context(running("askdocs", ["serve", "--port"], server, name=SERVER)),
        ]


def measure_all(bench: Bench, servers: Sequence[Server]) -> Runs:
    """Each case, each time one service after the other."""
    runs: Runs = defaultdict(list)
    print_head()
    for case in create_cases():
        for server in servers:
            bench.measure(server, case, case.count_requests(REQUESTS // 5))  # warm
        for _ in range(RUNS):
            for server in servers:
                runs[case, server.name].append(bench.measure(server, case, case.count_requests(REQUESTS)))
        for server in servers:
            print_run(case, server.name, take_medians(runs[case, server.name]))
    return dict(runs)


def measure_workers(bench: Bench, points: Points, qdrant: str) -> dict[tuple[str, int], Run]:
    """The same service with one and with several worker processes, in turn."""
    runs: dict[tuple[str, int], list[Run]] = defaultdict(list)
    environment = points.create_environment(qdrant)
    with ExitStack() as stack:
        servers = {
            count: stack.enter_context(
                running("askdocs", ["serve", "--workers", str(count), "--port"], environment, name=f"{count} workers")
            )
            for count in WORKERS
        }
        for server in servers.values():
            wait_until_idle(server)
        for case in WORKER_CASES:
            for server in servers.values():
                bench.measure(server, case, REQUESTS // 2)  # warm
            for _ in range(RUNS):
                for count, server in servers.items():
                    runs[case.name, count].append(bench.measure(server, case, REQUESTS))
        for _ in range(RUNS):
            for count, server in servers.items():
                runs[CACHED, count].append(bench.measure_cached(server, STREAM, REQUESTS * 4))
    return {key: take_medians(measured) for key, measured in runs.items()}


def read_idle_memory(server: Server) -> Memory:
    """What a service weighs that has answered one question."""
    request(server.port, "POST", "/chat/invoke", b'{"input": {"query": "How does the first part work?"}}')
    wait_until_idle(server)
    return server.read_memory()


def wait_until_idle(server: Server) -> None:
    """Return when the service has hardly worked for a second."""
    spent = server.read_cpu_seconds()
    while True:
        time.sleep(IDLE_SECONDS)
        before, spent = spent, server.read_cpu_seconds()
        if spent - before < IDLE_SECONDS / 20:
            return
