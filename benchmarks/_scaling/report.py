"""What so many answers a second and so many sites need: tables and a plot."""

from dataclasses import dataclass
from math import ceil

from benchmarks._load.plot import GAP, HEIGHT, LEFT, TOP, WIDTH, draw_panel, frame
from benchmarks._scaling.figures import FIGURES, PLAN, RATES, SITES, Figures, Plan
from benchmarks._scaling.simulation import Outcome, simulate

_COLUMNS = 3
_GB = 1e9
_SMALLEST_CLUSTER = 3
"""Two nodes have no majority without each other."""
_MANY_SITES = 1000
"""From here on a question should not ask every shard."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a rate of answers needs, and what comes of it."""

    rate: int
    processes: int
    service_gb: float
    qdrant_cores: int
    requests: int
    """Of Gemini's model a minute; as many more embed questions."""
    tokens: int
    """A minute."""
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Stored:
    """What so many sites need."""

    sites: int
    passages: int
    gigabytes: float
    """Of one copy."""
    copies: int
    nodes: int
    keys: int
    process_gb: float
    start_seconds: float
    """Of a process that serves all of them."""
    all_runs_hours: float
    """CPU of Qdrant for the first run of all sites."""


def plan_answers(rate: int, figures: Figures = FIGURES, plan: Plan = PLAN) -> Answers:
    """As many processes as cores for the CPU or as hold the answers under way, whichever is more, and one to spare."""
    cores = rate * figures.answer_ms / 1000 / plan.busy
    under_way = rate * (figures.embedding_seconds + figures.answer_seconds)
    held = under_way / plan.at_once / plan.busy
    processes = 1 + ceil(max(cores, held)) if rate > 1 else 1
    qdrant_cores = ceil(rate * figures.search_ms / 1000 / plan.busy)
    memory = figures.first_process_mb + (processes - 1) * figures.next_process_mb + under_way * figures.answer_mb
    return Answers(
        rate=rate,
        processes=processes,
        service_gb=memory / 1000,
        qdrant_cores=qdrant_cores,
        requests=60 * rate,
        tokens=60 * rate * figures.prompt_tokens,
        outcome=simulate(rate, processes, qdrant_cores, figures, plan),
    )


def plan_sites(sites: int, figures: Figures = FIGURES, plan: Plan = PLAN) -> Stored:
    """One server for one site; else a cluster of three nodes, which one may leave, and of more where those are full."""
    passages = sites * plan.passages_a_site
    gigabytes = passages * figures.passage_bytes / _GB
    copies = 1 if sites == 1 else plan.copies
    nodes = 1 if copies == 1 else max(_SMALLEST_CLUSTER, ceil(copies * gigabytes / plan.node_gb / plan.busy))
    return Stored(
        sites=sites,
        passages=passages,
        gigabytes=gigabytes,
        copies=copies,
        nodes=nodes,
        keys=4 * nodes if sites > _MANY_SITES else 0,
        process_gb=(figures.first_process_mb + sites * figures.site_mb) / 1000,
        start_seconds=sites * figures.site_start_ms / 1000,
        all_runs_hours=passages / 200 * figures.run_seconds / 3600,
    )


def format_answers(planned: list[Answers]) -> str:
    """Markdown."""
    lines = _format_head(
        "answers a second",
        "processes, a core each",
        "their memory",
        "Qdrant's cores",
        "Gemini's model, calls a minute",
        "tokens a minute",
        "p50",
        "p95",
        "processes busy",
        "refused",
        "written by Gemini",
    )
    lines += (
        f"| {one.rate:,} | {one.processes} | {one.service_gb:.1f} GB | {one.qdrant_cores} | {one.requests:,} "
        f"| {one.tokens / 1e6:,.1f} million | {one.outcome.p50:.1f} s | {one.outcome.p95:.1f} s "
        f"| {one.outcome.busy:.0%} | {one.outcome.refused:.1%} | {one.outcome.written:.0%} |"
        for one in planned
    )
    return "\n".join(lines) + "\n"


def format_sites(planned: list[Stored]) -> str:
    """Markdown."""
    lines = _format_head(
        "sites",
        "passages",
        "memory of a copy",
        "copies",
        "Qdrant nodes",
        "`QDRANT_SHARD_KEYS`",
        "a process with all sites",
        "its start, CPU",
        "first runs, Qdrant's CPU",
    )
    lines += (
        f"| {one.sites:,} | {one.passages:,} | {one.gigabytes:.2f} GB | {one.copies} | {one.nodes} | {one.keys} "
        f"| {one.process_gb:.1f} GB | {one.start_seconds:.1f} s more | {one.all_runs_hours:.1f} h |"
        for one in planned
    )
    return "\n".join(lines) + "\n"


def _format_head(*titles: str) -> list[str]:
    return [f"| {' | '.join(titles)} |", f"|{'---|' * len(titles)}"]


def draw(answers: list[Answers], stored: list[Stored]) -> str:
    """What grows with the answers, and below what grows with the sites."""
    rates, sites = [f"{one.rate:,}/s" for one in answers], [f"{one.sites:,} sites" for one in stored]
    panels: list[tuple[str, list[str], list[list[float]]]] = [
        (
            "processes (red), Qdrant's cores (blue)",
            rates,
            [[one.processes for one in answers], [one.qdrant_cores for one in answers]],
        ),
        (
            "seconds to the last word: p50 (red), p95 (blue)",
            rates,
            [[one.outcome.p50 for one in answers], [one.outcome.p95 for one in answers]],
        ),
        ("written by Gemini within its quota", rates, [[one.outcome.written for one in answers]]),
        ("GB of Qdrant, all copies", sites, [[one.gigabytes * one.copies for one in stored]]),
        ("Qdrant nodes", sites, [[one.nodes for one in stored]]),
        ("GB of a process with all sites", sites, [[one.process_gb for one in stored]]),
    ]
    parts: list[str] = []
    for number, (title, labels, series) in enumerate(panels):
        left = LEFT + number % _COLUMNS * (WIDTH + GAP)
        parts += draw_panel(title, labels, series, left, TOP + number // _COLUMNS * (HEIGHT + GAP))
    return frame(parts, columns=_COLUMNS, rows=2)


def plan_all() -> tuple[list[Answers], list[Stored]]:
    """Each step."""
    return [plan_answers(rate) for rate in RATES], [plan_sites(sites) for sites in SITES]
