"""One reader who asks what is cached, beside many who are being answered.

The reader is a process of its own: in that of the callers, an answer would wait for theirs to be read.
"""

import json
import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from statistics import median

from benchmarks._load.processes import request

_TIMES = 100
_PAUSE_SECONDS = 0.05


def measure_beside(port: int, path: str, text: str, load: Callable[[], object]) -> float:
    """Median of the seconds that a cached answer takes while `load` runs, again and again."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as readers:
        reader = readers.submit(_ask, port, path, text)
        while not reader.done():
            load()
        return median(reader.result())


def _ask(port: int, path: str, text: str) -> list[float]:
    body = json.dumps({"input": {"query": text}}).encode()
    taken = []
    for _ in range(1 + _TIMES):
        time.sleep(_PAUSE_SECONDS)
        started = time.perf_counter()
        status, answer = request(port, "POST", path, body)
        taken.append(time.perf_counter() - started)
        if status != 200:  # noqa: PLR2004 - HTTP's
            raise RuntimeError(f"{status}: {answer[:300]!r}")
    return taken[1:]  # the first one may have had to be made
