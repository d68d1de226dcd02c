"""What keeping answers costs: CPU and latency of an answer with it and without.

    python -m benchmarks keeping     BENCH_REQUESTS=256 BENCH_RUNS=5 by default

The services take turns in one session; figures are medians. The goal is 3 % more CPU.
"""

import os
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks._load.callers import Target, run_load
from benchmarks._load.cases import FREE
from benchmarks._load.measuring import Bench
from benchmarks._load.points import Points
from benchmarks._load.processes import Server, running
from benchmarks._load.questions import Question, create_repeated, create_unique

REQUESTS = int(os.environ.get("BENCH_REQUESTS", "256"))
RUNS = int(os.environ.get("BENCH_RUNS", "5"))
POINTS, DIMENSIONS, CALLERS, KNOWN = 5000, 768, 16, 20
CHAT = Target("/chat", lambda text: {"query": text})
SERVICES = {
    "not kept, no suggestions": {"ANSWER_SUGGESTIONS": "none"},
    "not kept": {},
    "kept": {"KEEP_ANSWERS": "true"},
}


def main() -> None:
    """Measure and print; about five minutes."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        upstream = stack.enter_context(running("benchmarks._load.upstream", [], {}, name="upstream"))
        points = Points(POINTS, DIMENSIONS, folder, upstream.port)
        points.fill()
        Bench(upstream, None).set_latency(FREE)
        servers = {}
        for number, (name, settings) in enumerate(SERVICES.items()):
            environment = points.create_environment() | settings | {"DATA_PATH": str(folder / f"kept{number}")}
            servers[name] = stack.enter_context(running("askdocs", ["serve", "--port"], environment, name=name))
        print_costs(servers)


def print_costs(servers: dict[str, Server]) -> None:
    """CPU and the median latency of an answer, uncached and from the cache."""
    seeds = iter(range(time.time_ns(), time.time_ns() + 10**9))
    spent: dict[tuple[str, bool], list[tuple[float, float]]] = defaultdict(list)
    for run in range(RUNS + 1):
        for name, server in servers.items():
            known = [question.text for question in islice(create_unique(next(seeds)), KNOWN)]
            fresh = ask(server, create_unique(next(seeds)), REQUESTS)
            ask(server, create_repeated(known), KNOWN)
            cached = ask(server, create_repeated(known), REQUESTS)
            if run:  # the first one warms up
                spent[name, False].append(fresh)
                spent[name, True].append(cached)
    print(f"{'':28}{'uncached: CPU':>16}{'p50':>10}{'cached: CPU':>16}{'p50':>10}   ms")
    for name in servers:
        figures = [
            median(column) for is_cached in (False, True) for column in zip(*spent[name, is_cached], strict=True)
        ]
        print(f"{name:28}{figures[0]:16.2f}{figures[1]:10.1f}{figures[2]:16.2f}{figures[3]:10.1f}")


def ask(server: Server, questions: Iterator[Question], requests: int) -> tuple[float, float]:
    """Milliseconds of CPU a question, what is written a second later included, and the median latency."""
    before = server.read_cpu_seconds()
    load = run_load(server.port, CHAT, questions, callers=CALLERS, requests=requests)
    time.sleep(1.5)
    spent = server.read_cpu_seconds() - before
    for call in load.calls:
        if b" 200 " not in bytes(call.received[:20]):
            raise RuntimeError(f"/chat answered: {call.fault} {bytes(call.received[:500])!r}")
    return spent * 1000 / requests, 1000 * median(call.seconds for call in load.calls)


if __name__ == "__main__":
    main()
