"""How long `askdocs serve` takes to start over an index, and what it weighs then."""

import json
import time
from dataclasses import dataclass
from statistics import median

from benchmarks._load.points import Points
from benchmarks._load.processes import Memory, request, running

POINTS, DIMENSIONS = 20_000, 768
_SETTLE_SECONDS = 1


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from the command to the first answer of `/health` and to the first answered question; memory if idle."""

    ready: float
    answered: float
    memory: Memory


def measure_starts(points: Points, runs: int) -> Start:
    """Start the service so often, one after the other; medians, of memory the most."""
    starts = [_measure_start(points) for _ in range(runs)]
    return Start(
        median(start.ready for start in starts),
        median(start.answered for start in starts),
        max((start.memory for start in starts), key=lambda memory: memory.pss),
    )


def _measure_start(points: Points) -> Start:
    started = time.perf_counter()
    with running("askdocs", ["serve", "--port"], points.create_environment()) as server:
        ready = time.perf_counter() - started
        body = json.dumps({"query": "How does the first part work?"}).encode()
        status, answer = request(server.port, "POST", "/chat", body)
        answered = time.perf_counter() - started
        if status != 200 or json.loads(answer)["outcome"] != "answered":  # noqa: PLR2004 - HTTP's
            raise RuntimeError(f"The first question was not answered: {answer[:500]!r}")
        time.sleep(_SETTLE_SECONDS)
        return Start(ready, answered, server.read_memory())
