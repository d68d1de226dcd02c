"""What an index costs as it grows: runs, start, searches, answers, memory, on both engines.

    python -m benchmarks growth     BENCH_SIZES=1000,10000,100000 BENCH_DIMENSIONS=768 BENCH_ENGINES=embedded,server

A million points is a size like any other, and takes an hour on two cores: `BENCH_SIZES=1000000 BENCH_ENGINES=server`.
Vectors are like embeddings (`_load/vectors.py`); pages belong to three versions, and recall is that of the worst of
them, against an exact search. CPU is what the operating system counts for the processes; memory is the resident set of
`askdocs serve` and of Qdrant behind their answers, and the highest of an indexing run.

Writes `artifacts/growth.json`, `artifacts/growth.md` and `artifacts/growth.svg` whenever something is measured, so that
a run that is cut off loses nothing. With `BENCH_ADD=1`, the figures that are in the first of these stay.
"""

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks._growth.figures import Figures, load_figures, save_figures
from benchmarks._growth.indexing import index_points, search_points
from benchmarks._growth.processes import measure_command, read_anonymous, read_peak, read_size
from benchmarks._load.cases import Case
from benchmarks._load.measuring import Bench
from benchmarks._load.points import Points
from benchmarks._load.processes import ROOT, Server, find_child, request, running
from benchmarks.indexing import Took, measure
from tests.support.qdrant_server import serving_qdrant

SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "1000,10000,100000").split(",")]
DIMENSIONS = int(os.environ.get("BENCH_DIMENSIONS", "768"))
ENGINES = os.environ.get("BENCH_ENGINES", "embedded,server").split(",")
REQUESTS = int(os.environ.get("BENCH_REQUESTS", "128"))
VERSIONS = {"3.x": 0.6, "2.x": 0.35, "1.x": 0.05}
ARTIFACTS = ROOT / "artifacts"
_RUNS = {"first": False, "unchanged": False, "changed": True}
"""The runs in their order, and whether a page has changed before."""
_CHANGED_PASSAGES = 10
_WARM = 16
_LATER_RUNS = 4
"""After the first one, in which much of an embedded index is read for the first time; the least of them counts."""


def main() -> None:
    """Print a table; about twenty minutes."""
    measured = load_figures(ARTIFACTS, DIMENSIONS) if os.environ.get("BENCH_ADD") else {}
    with running("benchmarks._load.upstream", [], {}, name="upstream") as upstream:
        for size in SIZES:
            for engine in ENGINES:
                figures = measured.setdefault(engine, {})[size] = {}
                started = time.monotonic()
                for some in grow(upstream, size, engine):
                    figures |= some
                    print(f"{engine}, {size:,} points, after {time.monotonic() - started:.0f} s: {some}", flush=True)
                    save_figures(ARTIFACTS, DIMENSIONS, measured)
    print((ARTIFACTS / "growth.md").read_text(encoding="utf-8"))


def grow(upstream: Server, size: int, engine: str) -> Iterator[Figures]:
    """Build an index of this size and measure all of it; each size on a server has a server of its own."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        qdrant = stack.enter_context(serving_qdrant(os.environ)) if engine == "server" else ""
        pid = find_child("qdrant") if qdrant else None
        database = Server("qdrant", 0, pid) if pid else None
        points = Points(size, DIMENSIONS, folder, upstream.port, versions=VERSIONS)
        for name in _RUNS:
            yield _measure_run(name, points, qdrant, database)
        yield {"disk": read_size(Path(f"/proc/{pid}/cwd/storage") if pid else folder)}
        yield {"status": measure_command("status", environment=points.create_environment(qdrant))}
        yield _measure_service(Bench(upstream, database), points, qdrant)
        if pid:
            yield {"qdrant_resident": Server("qdrant", 0, pid).read_memory().resident}
            yield {"qdrant_anonymous": read_anonymous(pid), "qdrant_peak": read_peak(pid)}
        yield measure(search_points, points, qdrant).result


def _measure_run(name: str, points: Points, qdrant: str, database: Server | None) -> Figures:
    """CPU seconds of one run, and those of the server until it has built what its searches need."""
    before = database.read_cpu_seconds() if database else 0.0
    took: Took = measure(_run, points, qdrant, _RUNS[name])
    expected = {"first": points.count, "unchanged": 0, "changed": _CHANGED_PASSAGES}[name]
    if took.result != expected:
        raise RuntimeError(f"{took.result} passages were embedded, not {expected}")
    figures = {name: took.cpu_seconds, f"{name}_memory": took.anonymous}
    return figures | ({f"{name}_qdrant": database.read_cpu_seconds() - before} if database else {})


def _run(points: Points, qdrant: str, changed: bool) -> int:  # noqa: FBT001 - a pool passes no names
    return index_points(points, qdrant, changed=changed)


def _measure_service(bench: Bench, points: Points, qdrant: str) -> Figures:
    """Seconds to the first answer, runs of single questions, and megabytes behind the first and the last of them."""
    started = time.perf_counter()
    with running("askdocs", ["serve", "--port"], points.create_environment(qdrant), name="askdocs") as server:
        status, answer = request(server.port, "POST", "/chat/invoke", b'{"input": {"query": "How does part 1 work?"}}')
        start = time.perf_counter() - started
        if status != 200:  # noqa: PLR2004 - HTTP's
            raise RuntimeError(f"The first question was not answered: {answer[:500]!r}")
        start_cpu = server.read_cpu_seconds()
        case = Case("invoke", 1, "free")
        bench.measure(server, case, _WARM)
        run = bench.measure(server, case, REQUESTS)
        resident = server.read_memory().resident
        later = [bench.measure(server, case, REQUESTS) for _ in range(_LATER_RUNS)]
        return {
            "start": start,
            "start_cpu": start_cpu,
            "answer": run.server_cpu,
            "answer_p50": run.p50 * 1000,
            "later": min(run.server_cpu for run in later),
            "later_p50": min(run.p50 for run in later) * 1000,
            "qdrant": run.qdrant_cpu,
            "qdrant_later": min(run.qdrant_cpu for run in later),
            "resident": resident,
            "resident_later": server.read_memory().resident,
        }


if __name__ == "__main__":
    main()
