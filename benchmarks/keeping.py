"""What keeping answers costs: CPU and latency of an answer with it and without.

    python -m benchmarks keeping     BENCH_REQUESTS=96 BENCH_ROUNDS=10 by default

Two services take turns in one session, and each is as often the first; what is told is the median of the rounds'
ratios, so that whatever else the machine does meets both. The goal is 3 % more CPU of an answer that is not cached.
"""

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from benchmarks._load.callers import Target, run_load
from benchmarks._load.cases import FREE
from benchmarks._load.measuring import Bench
from benchmarks._load.points import Points
from benchmarks._load.processes import Server, running
from benchmarks._load.questions import Question, create_repeated, create_unique

REQUESTS = int(os.environ.get("BENCH_REQUESTS", "96"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "10"))
POINTS, DIMENSIONS, CALLERS, KNOWN = 5000, 768, 16, 20
CHAT = Target("/chat", lambda text: {"query": text})
SERVICES = {"not kept": {}, "kept": {"KEEP_ANSWERS": "true"}}
FIGURES = ("uncached: CPU", "p50", "cached: CPU", "p50")


def main() -> None:
    """Measure and print; about two minutes."""
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
    """CPU and the median latency of an answer, uncached and from the cache, and what keeping adds to them."""
    rounds = [measure(servers, number) for number in range(max(2, ROUNDS) + 1)][1:]  # the first one warms up
    print(f"{'':16}" + "".join(f"{name:>16}" for name in FIGURES) + "   ms")
    for name in servers:
        print_row(name, [f"{median(one[name][place] for one in rounds):.2f}" for place in range(len(FIGURES))])
    added = [sorted(one["kept"][place] / one["not kept"][place] - 1 for one in rounds) for place in range(len(FIGURES))]
    print_row("added", [f"{median(column):.1%}" for column in added])
    print_row("half lie within", ["{0:.1%} {2:.1%}".format(*quantiles(column)) for column in added])


def print_row(name: str, cells: list[str]) -> None:
    """One line of the table."""
    print(f"{name:16}" + "".join(f"{cell:>16}" for cell in cells))


def measure(servers: dict[str, Server], number: int) -> dict[str, tuple[float, ...]]:
    """The figures of one round."""
    turns = list(servers.items())
    found: dict[str, tuple[float, ...]] = {}
    for name, server in turns if number % 2 else reversed(turns):
        seed = time.time_ns()
        known = [question.text for question in islice(create_unique(seed), KNOWN)]
        fresh = ask(server, create_unique(seed + 1), REQUESTS)
        ask(server, create_repeated(known), KNOWN)
        found[name] = fresh + ask(server, create_repeated(known), 4 * REQUESTS)
    return found


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
