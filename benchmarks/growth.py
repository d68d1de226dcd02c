"""What an index costs as it grows: runs, start, searches, answers, memory, on both engines.

    python -m benchmarks growth     BENCH_SIZES=1000,10000,100000 BENCH_DIMENSIONS=768 BENCH_ENGINES=embedded,server

A million points is a size like any other, and takes an hour on two cores: `BENCH_SIZES=1000000 BENCH_ENGINES=server`.
Vectors are like embeddings (`_load/vectors.py`); pages belong to three versions, and recall is that of the worst of
them, against an exact search. CPU is what the operating system counts for the processes; memory is the resident set of
`askdocs serve` behind its answers. Writes `artifacts/growth.md` and `artifacts/growth.svg`.
"""

import os
import time
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks._growth.indexing import index_points, search_points
from benchmarks._growth.report import Growth, draw, format_table
from benchmarks._load.cases import Case
from benchmarks._load.measuring import Bench, Run
from benchmarks._load.points import Points
from benchmarks._load.processes import ROOT, Server, find_child, request, running
from benchmarks.indexing import Took, measure
from tests.support.qdrant_server import serving_qdrant

SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "1000,10000,100000").split(",")]
DIMENSIONS = int(os.environ.get("BENCH_DIMENSIONS", "768"))
ENGINES = os.environ.get("BENCH_ENGINES", "embedded,server").split(",")
REQUESTS = int(os.environ.get("BENCH_REQUESTS", "128"))
VERSIONS = {"3.x": 0.6, "2.x": 0.35, "1.x": 0.05}
_WARM = 16


def main() -> None:
    """Print a table; about twenty minutes."""
    measured: defaultdict[str, dict[int, Growth]] = defaultdict(dict)
    with running("benchmarks._load.upstream", [], {}, name="upstream") as upstream:
        for size in SIZES:
            for engine in ENGINES:
                started = time.monotonic()
                measured[engine][size] = grow(upstream, size, engine)
                seconds = time.monotonic() - started
                print(f"{engine}, {size:,} points: {seconds:.0f} s\n  {measured[engine][size]}", flush=True)
    table = format_table(measured)
    print(f"\n{DIMENSIONS} dimensions\n\n{table}")
    artifacts = ROOT / "artifacts"
    artifacts.mkdir(exist_ok=True)
    (artifacts / "growth.md").write_text(table, encoding="utf-8")
    (artifacts / "growth.svg").write_text(draw(measured), encoding="utf-8")


def grow(upstream: Server, size: int, engine: str) -> Growth:
    """Build an index of this size and measure all of it; each size on a server has a server of its own."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        qdrant = stack.enter_context(serving_qdrant(os.environ)) if engine == "server" else ""
        pid = find_child("qdrant") if qdrant else None
        database = Server("qdrant", 0, pid) if pid else None
        points = Points(size, DIMENSIONS, folder, upstream.port, versions=VERSIONS)
        first, unchanged, changed = [
            _measure_run(points, qdrant, database, changed=change, embedded=embedded)
            for change, embedded in ((False, size), (False, 0), (True, 10))
        ]
        searched = measure(search_points, points, qdrant).result
        start, run, resident = _measure_service(Bench(upstream, database), points, qdrant)
    return Growth(
        first=first,
        unchanged=unchanged,
        changed=changed,
        start=start,
        dense=searched.dense_cpu,
        search=searched.cpu,
        search_p50=searched.p50,
        qdrant=run.qdrant_cpu,
        answer=run.server_cpu,
        answer_p50=run.p50 * 1000,
        resident=resident,
        recall=min(searched.recalls.values()),
    )


def _measure_run(points: Points, qdrant: str, database: Server | None, *, changed: bool, embedded: int) -> float:
    """CPU seconds of one run, with those of the server until it has built what its searches need."""
    before = database.read_cpu_seconds() if database else 0.0
    took: Took = measure(_run, points, qdrant, changed)
    if took.result != embedded:
        raise RuntimeError(f"{took.result} passages were embedded, not {embedded}")
    return took.cpu_seconds + ((database.read_cpu_seconds() - before) if database else 0.0)


def _run(points: Points, qdrant: str, changed: bool) -> int:  # noqa: FBT001 - a pool passes no names
    return index_points(points, qdrant, changed=changed)


def _measure_service(bench: Bench, points: Points, qdrant: str) -> tuple[float, Run, float]:
    """Seconds to the first answer, a run of single questions, and megabytes behind them."""
    started = time.perf_counter()
    with running("askdocs", ["serve", "--port"], points.create_environment(qdrant), name="askdocs") as server:
        status, answer = request(server.port, "POST", "/chat/invoke", b'{"input": {"query": "How does part 1 work?"}}')
        seconds = time.perf_counter() - started
        if status != 200:  # noqa: PLR2004 - HTTP's
            raise RuntimeError(f"The first question was not answered: {answer[:500]!r}")
        case = Case("invoke", 1, "free")
        bench.measure(server, case, _WARM)
        run = bench.measure(server, case, REQUESTS)
        return seconds, run, server.read_memory().resident


if __name__ == "__main__":
    main()
