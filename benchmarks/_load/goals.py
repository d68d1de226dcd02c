"""What ours must reach, beside what the bare app reached in the same session."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benchmarks._load.cases import INVOKE, REPEATED, SLOW_STREAM, STREAM, Case, Endpoint
from benchmarks._load.measuring import Run
from benchmarks._load.processes import Memory
from benchmarks._load.starting import Start

BARE, EMBEDDED, SERVER = "bare LangServe, server", "askdocs, embedded", "askdocs, server"
OURS = (EMBEDDED, SERVER)
Limit = Callable[[float | None], float]


@dataclass(frozen=True, slots=True)
class Results:
    """What was measured, by the name of the service; medians."""

    runs: Mapping[tuple[Case, str], Run]
    leavers: Mapping[str, float]
    cached: Mapping[tuple[Endpoint, str], Run]
    """By endpoint and service."""
    idle: Mapping[str, Memory]
    streams: Mapping[str, Memory]
    """The most while 64 streams run."""
    start: Start
    search_seconds: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `limit` makes what ours must reach of the bare app's figure."""

    name: str
    figures: Mapping[str, float]
    unit: str
    rule: str
    limit: Limit
    more_is_better: bool = False
    digits: int = 2

    @property
    def bound(self) -> float:
        """What ours must reach, in the row's unit."""
        return self.limit(self.figures.get(BARE))

    def is_met(self, name: str) -> bool:
        """Does the service reach it?"""
        figure = self.figures[name]
        return figure >= self.bound if self.more_is_better else figure <= self.bound


def create_rows(results: Results) -> list[Row]:
    """The table, row by row."""

    def pick(case: Case, read: Callable[[Run], float]) -> dict[str, float]:
        return {name: read(results.runs[case, name]) for name in (BARE, *OURS) if (case, name) in results.runs}

    def cached(endpoint: Endpoint) -> dict[str, float]:
        return {name: results.cached[endpoint, name].server_cpu for name in OURS}

    return [
        _relative("server CPU of a unique invoke", pick(INVOKE, lambda run: run.server_cpu), "ms", "≤", 0.7),
        _relative("server CPU of a unique stream", pick(STREAM, lambda run: run.server_cpu), "ms", "≤", 0.5),
        _relative("invoke/s", pick(INVOKE, lambda run: run.per_second), "/s", "≥", 1.4),
        _relative("stream/s", pick(STREAM, lambda run: run.per_second), "/s", "≥", 2),
        _fixed("slow Gemini: p50 of a stream", pick(SLOW_STREAM, lambda run: run.p50), "s", 0.9),
        _fixed("slow Gemini: p50 of its first word", pick(SLOW_STREAM, lambda run: run.first_p50), "s", 0.48),
        _fixed("paid after 100 callers left, 16 at a time", _percent(results.leavers), "%", 1.0),
        _fixed("half repeated: p50 of a repeated answer", pick(REPEATED, lambda run: run.repeated_p50), "s", 0.02, 3),
        _fixed("half repeated: model calls per question", pick(REPEATED, lambda run: run.model_calls), "", 0.55),
        _fixed("CPU of a cached invoke", cached("invoke"), "ms", 2.0),
        _fixed("CPU of a cached stream", cached("stream"), "ms", 2.0),
        _fixed("idle memory after one answer", _pss(results.idle), "MB", 350, 0),
        _fixed("memory of 64 streams", _pss(results.streams), "MB", 450, 0),
        _fixed("start over 20,000 points, to the first answer", {EMBEDDED: results.start.answered}, "s", 4.0),
        _fixed("a search in 20,000 × 768 points", {EMBEDDED: results.search_seconds * 1000}, "ms", 10.0),
    ]


def _relative(name: str, figures: Mapping[str, float], unit: str, sign: str, share: float) -> Row:
    def limit(bare: float | None) -> float:
        if bare is None:
            raise ValueError(f"Without the bare app, there is no bound for {name}")
        return share * bare

    return Row(name, figures, unit, f"{sign} {share:g} × bare", limit, more_is_better=sign == "≥")


def _fixed(name: str, figures: Mapping[str, float], unit: str, most: float, digits: int = 2) -> Row:
    return Row(name, figures, unit, "", lambda _: most, digits=digits)


def _percent(shares: Mapping[str, float]) -> dict[str, float]:
    return {name: share * 100 for name, share in shares.items()}


def _pss(memory: Mapping[str, Memory]) -> dict[str, float]:
    return {name: figures.pss for name, figures in memory.items()}
