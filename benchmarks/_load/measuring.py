"""One run of one case, and what became of callers who left."""

import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from statistics import median

import numpy as np

from benchmarks._load.answers import find_fault
from benchmarks._load.beside import measure_beside
from benchmarks._load.callers import Call, Load, run_load
from benchmarks._load.cases import CHUNKS, LATENCIES, SLOW, Case
from benchmarks._load.processes import Memory, Server, request
from benchmarks._load.questions import Question, create_repeated, create_unique

LEAVERS, LEAVERS_AT_ONCE = 100, 16
LEAVERS_CHUNK_SECONDS = 0.05
"""What is paid depends on it: after a hang-up, a chunk that comes before the news of it is paid. So much is common."""
_END_SECONDS = 60
_SEEDS = iter(range(time.time_ns(), time.time_ns() + 10**9))
"""No two runs ask the same questions: a cache must not know those of another run."""


@dataclass(frozen=True, slots=True)
class Run:
    """CPU is in milliseconds per question, times are in seconds, memory is in megabytes."""

    server_cpu: float
    upstream_cpu: float
    callers_cpu: float
    qdrant_cpu: float
    """Of the server; nothing with the embedded index."""
    per_second: float
    p50: float
    p95: float
    p99: float
    first_p50: float
    first_p99: float
    model_calls: float
    """Per question."""
    repeated_p50: float
    megabytes: float
    """Resident, afterwards."""
    failures: int
    faults: dict[str, int] = field(default_factory=dict)


class Bench:
    """The upstream that answers, and the processes that are counted beside the service's own."""

    def __init__(self, upstream: Server, qdrant: Server | None) -> None:
        self._upstream, self._qdrant = upstream, qdrant

    def set_latency(self, latency: dict[str, float]) -> None:
        """How long the upstream takes from now on."""
        request(self._upstream.port, "POST", "/control/latency", json.dumps(latency).encode())

    def read_calls(self) -> dict[str, int]:
        """What the upstream has counted."""
        calls: dict[str, int] = json.loads(request(self._upstream.port, "GET", "/control/calls")[1])
        return calls

    def measure(self, server: Server, case: Case, requests: int, questions: Iterator[Question] | None = None) -> Run:
        """Ask a service so many questions, or those that are given."""
        self.set_latency(LATENCIES[case.speed] | {"marked": case.marked})
        calls, before = self.read_calls(), self._read_cpu(server)
        load = run_load(
            server.port,
            case.path,
            questions or case.create_questions(next(_SEEDS)),
            callers=case.callers,
            requests=requests,
        )
        spent = [after - start for after, start in zip(self._read_cpu(server), before, strict=True)]
        started = self.read_calls()["started"] - calls["started"]
        return _create_run(load, case, [*spent, load.cpu_seconds], started / requests, server)

    def measure_cached(self, server: Server, case: Case, requests: int) -> Run:
        """Ask a service only what it has answered already."""
        known = [question.text for question, _ in zip(create_unique(next(_SEEDS)), range(20), strict=False)]
        self.measure(server, case, 8 * len(known), create_repeated(known))  # each of several workers has a cache
        return self.measure(server, case, requests, create_repeated(known))

    def measure_beside(self, server: Server, case: Case, requests: int) -> float:
        """The median of a cached answer's seconds, asked by one reader beside the callers of `case`."""
        [question] = islice(create_unique(next(_SEEDS)), 1)
        return measure_beside(server.port, case.path, question.text, lambda: self.measure(server, case, requests))

    def measure_memory(self, server: Server, case: Case, requests: int) -> Memory:
        """The most that a service takes while it answers."""
        with server.watching_memory() as seen:
            self.measure(server, case, requests)
        return Memory(max(memory.pss for memory in seen), max(memory.resident for memory in seen))

    def measure_leavers(self, server: Server) -> float:
        """Which share of the rest of their answers is generated after 100 callers have hung up at the first word.

        The bare app answers nobody any more after that: the connections to Gemini that it has left are never closed.
        """
        self.set_latency(SLOW | {"per_chunk": LEAVERS_CHUNK_SECONDS})
        before = self.read_calls()
        request(self._upstream.port, "POST", "/control/record", b"{}")
        questions = create_unique(next(_SEEDS))
        load = run_load(server.port, "/chat/stream", questions, callers=LEAVERS_AT_ONCE, requests=LEAVERS, leave=True)
        self._wait_for_the_end(before)
        recorded: dict[str, list[float]] = json.loads(request(self._upstream.port, "GET", "/control/recorded")[1])
        left = [(call.left_at, recorded.get(call.question.text, [])) for call in load.calls if call.left_at]
        late = sum(moment > left_at for left_at, moments in left for moment in moments)
        missing = sum(CHUNKS - len(moments) for _, moments in left)
        return late / (late + missing) if late + missing else float("nan")

    def _wait_for_the_end(self, before: dict[str, int]) -> None:
        """Return once all generations have ended, the one way or the other."""
        deadline = time.monotonic() + _END_SECONDS
        while time.monotonic() < deadline:
            time.sleep(0.5)
            calls = self.read_calls()
            if calls["started"] - before["started"] == sum(calls[end] - before[end] for end in ("finished", "left")):
                return
        raise TimeoutError("The upstream still generates")

    def _read_cpu(self, server: Server) -> tuple[float, float, float]:
        qdrant = self._qdrant.read_cpu_seconds() if self._qdrant else 0.0
        return server.read_cpu_seconds(), self._upstream.read_cpu_seconds(), qdrant


def _create_run(load: Load, case: Case, cpu: Sequence[float], model_calls: float, server: Server) -> Run:
    faults = Counter(call.fault or _find_fault(call, case) for call in load.calls)
    good = faults.pop("", 0)
    server_cpu, upstream_cpu, qdrant_cpu, callers_cpu = (seconds * 1000 / len(load.calls) for seconds in cpu)
    p50, p95, p99 = _quantiles([call.seconds for call in load.calls])
    first_p50, _, first_p99 = _quantiles([call.first for call in load.calls if call.first])
    return Run(
        server_cpu=server_cpu,
        upstream_cpu=upstream_cpu,
        callers_cpu=callers_cpu,
        qdrant_cpu=qdrant_cpu,
        per_second=good / load.seconds,
        p50=p50,
        p95=p95,
        p99=p99,
        first_p50=first_p50,
        first_p99=first_p99,
        model_calls=model_calls,
        repeated_p50=_quantiles([call.seconds for call in load.calls if call.question.is_repeated])[0],
        megabytes=server.read_memory().resident,
        failures=len(load.calls) - good,
        faults=dict(faults),
    )


def _find_fault(call: Call, case: Case) -> str:
    return find_fault(bytes(call.received), stream=case.endpoint == "stream", chunks=CHUNKS, marked=case.marked)


def _quantiles(seconds: list[float]) -> tuple[float, float, float]:
    if not seconds:
        return (0.0, 0.0, 0.0)
    p50, p95, p99 = np.quantile(seconds, (0.5, 0.95, 0.99)).tolist()
    return p50, p95, p99


def take_medians(runs: list[Run]) -> Run:
    """The median of each figure; of failures the sum, of memory the most."""
    rows = [asdict(run) for run in runs]
    values = {name: median(row[name] for row in rows) for name in rows[0] if name not in {"failures", "faults"}}
    faults: Counter[str] = Counter()
    for run in runs:
        faults.update(run.faults)
    values["megabytes"] = max(run.megabytes for run in runs)
    return Run(**values, failures=sum(run.failures for run in runs), faults=dict(faults))
