"""What ours must reach, beside what the bare app reached in the same session."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benchmarks._load.cases import (
    FIRST,
    INVOKE,
    PLAIN_FIRST,
    PLAIN_INVOKE,
    PLAIN_STREAM,
    REPEATED,
    SLOW_STREAM,
    STREAM,
    Case,
    Endpoint,
)
from benchmarks._load.measuring import Run
from benchmarks._load.processes import Memory
from benchmarks._load.starting import Start

BARE, EMBEDDED, SERVER = "bare LangServe, server", "askdocs, embedded", "askdocs, server"
OURS = (EMBEDDED, SERVER)
Limit = Callable[[float | None], float]
LARGE = 10_000
"""From so many points on, the bounds of a large index hold: they were set for 20,000, the others for 5,000."""


@dataclass(frozen=True, slots=True)
class Results:
    """What was measured, by the name of the service; medians."""

    runs: Mapping[tuple[Case, str], Run]
    leavers: Mapping[str, float]
    cached: Mapping[tuple[Endpoint, str], Run]
    """By endpoint and service."""
    idle: Mapping[str, Memory]
    beside: Mapping[str, float]
    """Seconds of a cached answer beside 64 slow streams."""
    streams: Mapping[str, Memory]
    """The most while 64 streams run, behind a start."""
    late: Mapping[str, Memory]
    """The same behind all other runs, with full caches."""
    start: Start
    search_seconds: float
    points: int


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `limit` makes what ours must reach of the bare app's figure.

    A row without a figure of one of ours holds for the other alone.
    """

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

    def pick_server(case: Case, read: Callable[[Run], float]) -> dict[str, float]:
        return {name: figure for name, figure in pick(case, read).items() if name != EMBEDDED}

    def weigh(memory: Mapping[str, Memory], name: str) -> dict[str, float]:
        return {service: figures.resident for service, figures in memory.items() if service in (BARE, name)}

    large = results.points >= LARGE
    embedded, server = (450, 450) if large else (260, 220)

    return [
        _relative("server CPU of a unique invoke", pick(INVOKE, _cpu), "ms", "≤", 0.5 if large else 0.45),
        _relative("server CPU of a unique stream", pick(STREAM, _cpu), "ms", "≤", 0.2),
        _relative("the same invoke, no marker", pick(PLAIN_INVOKE, _cpu), "ms", "≤", 0.55),
        _relative("the same stream, no marker", pick(PLAIN_STREAM, _cpu), "ms", "≤", 0.25),
        _fixed("Qdrant's CPU of an invoke", pick_server(INVOKE, _qdrant_cpu), "ms", 5 if large else 4),
        _relative("invoke/s", pick(INVOKE, lambda run: run.per_second), "/s", "≥", 1.4),
        _relative("stream/s", pick(STREAM, lambda run: run.per_second), "/s", "≥", 2),
        _fixed("slow Gemini, 1 caller: first word", pick(FIRST, _first), "s", 0.365, 3),
        _fixed("the same, no marker", pick(PLAIN_FIRST, _first), "s", 0.365, 3),
        _fixed("slow Gemini, 64 callers: p50 of the first word", pick(SLOW_STREAM, _first), "s", 0.48),
        _fixed("slow Gemini, 64 callers: p50 of a stream", pick(SLOW_STREAM, lambda run: run.p50), "s", 0.8),
        _fixed("paid after 100 callers left, 16 at a time", _percent(results.leavers), "%", 1.0),
        _fixed("beside 64 slow streams: p50 of a cached answer", results.beside, "s", 0.005, 4),
        _relative("half repeated: p50 of a repeated answer", pick(REPEATED, _repeated), "s", "≤", 0.02, digits=3),
        _fixed("half repeated: model calls per question", pick(REPEATED, lambda run: run.model_calls), "", 0.55),
        _fixed("CPU of a cached invoke", cached("invoke"), "ms", 2.0),
        _fixed("CPU of a cached stream", cached("stream"), "ms", 2.0),
        _fixed("embedded: resident after one answer", weigh(results.idle, EMBEDDED), "MB", embedded, 0),
        _fixed("server: resident after one answer", weigh(results.idle, SERVER), "MB", server, 0),
        _fixed("embedded: resident with 64 streams", weigh(results.streams, EMBEDDED), "MB", embedded, 0),
        _fixed("server: resident with 64 streams", weigh(results.streams, SERVER), "MB", server, 0),
        _fixed("embedded: the same behind all of this", weigh(results.late, EMBEDDED), "MB", embedded, 0),
        _fixed("server: the same behind all of this", weigh(results.late, SERVER), "MB", server, 0),
        _fixed("start over 20,000 points, to the first answer", {EMBEDDED: results.start.answered}, "s", 4.0),
        _fixed("a search in 20,000 × 768 points", {EMBEDDED: results.search_seconds * 1000}, "ms", 10.0),
    ]


def _relative(name: str, figures: Mapping[str, float], unit: str, sign: str, share: float, *, digits: int = 2) -> Row:
    def limit(bare: float | None) -> float:
        if bare is None:
            raise ValueError(f"Without the bare app, there is no bound for {name}")
        return share * bare

    return Row(name, figures, unit, f"{sign} {share:g} × bare", limit, more_is_better=sign == "≥", digits=digits)


def _fixed(name: str, figures: Mapping[str, float], unit: str, most: float, digits: int = 2) -> Row:
    return Row(name, figures, unit, "", lambda _: most, digits=digits)


def _percent(shares: Mapping[str, float]) -> dict[str, float]:
    return {name: share * 100 for name, share in shares.items()}


def _cpu(run: Run) -> float:
    return run.server_cpu


def _qdrant_cpu(run: Run) -> float:
    return run.qdrant_cpu


def _first(run: Run) -> float:
    return run.first_p50


def _repeated(run: Run) -> float:
    return run.repeated_p50
