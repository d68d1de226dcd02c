"""The tables that are printed, and the file that keeps every run."""

import json
import os
import platform
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks._load.cases import Case
from benchmarks._load.goals import BARE, OURS, Row
from benchmarks._load.measuring import Run
from benchmarks._load.processes import Memory

_LIBRARIES = ("langchain-core", "langserve", "langchain-google-genai", "langchain-qdrant", "qdrant-client", "uvicorn")
_HEADS = ("CPU ms", "/s", "p50 s", "p95 s", "p99 s", "first s", "calls", "MB", "others' CPU ms", "failed")


def print_head() -> None:
    """What the columns of `print_run` are."""
    print(f"{'':44} {'service':30}", " ".join(f"{head:>7}" for head in _HEADS))


def print_run(case: Case, name: str, run: Run) -> None:
    """One case of one service, medians. The last figures are the callers', the upstream's and Qdrant's CPU."""
    others = f"{run.callers_cpu:.1f}+{run.upstream_cpu:.1f}+{run.qdrant_cpu:.1f}"
    figures = [
        f"{run.server_cpu:7.2f}",
        f"{run.per_second:7.1f}",
        *(f"{seconds:7.3f}" for seconds in (run.p50, run.p95, run.p99, run.first_p50)),
        f"{run.model_calls:7.2f}",
        f"{run.megabytes:7.0f}",
        f"{others:>14}",
        f"{run.failures:7}",
    ]
    faults = " ".join(f"{count} × {fault}" for fault, count in run.faults.items())
    print(f"{case.name:44} {name:30}", *figures, faults, flush=True)


def print_rows(rows: Iterable[Row]) -> None:
    """The table: what must be reached, and whether it is."""
    print(f"\n{'':42} {BARE:>24} {OURS[0]:>20} {OURS[1]:>20} {'ours must reach':>24}")
    for row in rows:
        figures = [_format_figure(row, BARE).rjust(24), *(_format_ours(row, name).rjust(20) for name in OURS)]
        print(f"{row.name:42}", *figures, _format_bound(row).rjust(24))


def format_markdown(rows: Iterable[Row]) -> str:
    """The same table for the documentation."""
    lines = [f"| | {BARE} | {OURS[0]} | {OURS[1]} | askdocs must reach |", "|---|---|---|---|---|"]
    for row in rows:
        figures = [_format_figure(row, name) for name in (BARE, *OURS)]
        lines.append(f"| {' | '.join([row.name, *figures, _format_bound(row)])} |")
    return "\n".join(lines) + "\n"


def print_memory(idle: Mapping[str, Memory], streams: Mapping[str, Memory]) -> None:
    """What the services weigh when each page counts once, beside the resident sets of the table."""
    figures = (f"{name} {idle[name].pss:.0f} and {streams[name].pss:.0f} MB" for name in idle)
    print(f"Resident sets count what is mapped; each page once (PSS), idle and with 64 streams: {', '.join(figures)}")


def print_workers(runs: Mapping[tuple[str, int], Run]) -> None:
    """What more worker processes bring, and why it is no more than that."""
    print(f"\n{'several processes, Qdrant server':44} {'workers':>8} {'CPU ms':>7} {'all ms':>7} {'/s':>7} {'busy':>6}")
    for (name, workers), run in runs.items():
        whole = count_cpu(run)
        busy = whole * run.per_second / 1000 / (os.cpu_count() or 1)
        print(
            f"{name:44} {workers:8} {run.server_cpu:7.2f} {whole:7.2f} {run.per_second:7.1f} {busy:6.0%} "
            f"p50 {run.p50:.3f} s, failed {run.failures}"
        )


def count_cpu(run: Run) -> float:
    """Milliseconds of CPU per question of all processes: the service, the callers, the upstream and Qdrant."""
    return run.server_cpu + run.callers_cpu + run.upstream_cpu + run.qdrant_cpu


def create_document(
    rows: Iterable[Row],
    runs: Mapping[tuple[Case, str], list[Run]],
    workers: Mapping[tuple[str, int], Run],
    variables: Mapping[str, object],
) -> dict[str, object]:
    """All that was measured, with the machine and the libraries."""
    return {
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {"cores": os.cpu_count(), "system": platform.platform(), "python": platform.python_version()},
        "libraries": {name: version(name) for name in _LIBRARIES},
        "variables": dict(variables),
        "table": [
            {
                "name": row.name,
                "unit": row.unit,
                "figures": dict(row.figures),
                "bound": row.bound,
                "met": {name: row.is_met(name) for name in OURS if name in row.figures},
            }
            for row in rows
        ],
        "runs": [
            {"case": case.name, "service": name, "runs": [asdict(run) for run in measured]}
            for (case, name), measured in runs.items()
        ],
        "workers": [{"case": name, "workers": count, "run": asdict(run)} for (name, count), run in workers.items()],
    }


def write_document(document: Mapping[str, object], path: Path) -> None:
    """As JSON."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def _format_figure(row: Row, name: str) -> str:
    return f"{row.figures[name]:.{row.digits}f} {row.unit}".strip() if name in row.figures else "–"


def _format_ours(row: Row, name: str) -> str:
    if name not in row.figures:
        return "–"
    return f"{_format_figure(row, name)} {'met' if row.is_met(name) else 'MISSED'}"


def _format_bound(row: Row) -> str:
    bound = f"{'≥' if row.more_is_better else '≤'} {row.bound:.{row.digits}f} {row.unit}".strip()
    return f"{bound} ({row.rule})" if row.rule else bound
