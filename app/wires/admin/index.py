"""The state of the index: what is in it, where it comes from, and how the runs of this service went."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cronsim import CronSim
from pydantic import BaseModel

from app.index import IndexRecord, Signature, format_gate
from app.wires.admin.html import Html, create_list, create_table, format_minute, join, render

_RESULTS = {"done": "good", "running": "", "incomplete": "warn", "failed": "bad", "killed": "bad"}


def create_index_body(record: IndexRecord | None, signature: Signature, problem: str) -> Html:
    """What is indexed, and how it was made."""
    if record is None:
        return render('<p class="bad">{problem}</p>', problem=problem)
    run = record.last_run
    facts: dict[str, Any] = {
        "Pages": f"{run.pages:,}",
        "Passages": f"{run.points:,}",
        "Last run (UTC)": f"{run.started:%Y-%m-%d %H:%M}, {run.seconds:.1f} s",
        "It did": f"{run.added:,} embedded, {run.moved:,} moved, {run.deleted:,} deleted",
        "Default version": record.default_version or "none",
        "Default language": record.default_locale or "none",
        "Gate": format_gate(record.calibration),
        "Generation": record.generation,
        "Before it": record.previous or "nothing",
        "Fits the settings": "yes" if record.signature == signature else record.signature.explain_difference(signature),
    }
    sources = [
        (source.name, f"{source.pages:,}", f"{source.chunks:,}", source.default_version or "none")
        for source in record.sources
    ] or [(run.source, f"{run.pages:,}", f"{run.chunks:,}", record.default_version or "none")]
    areas = [(area.version or "none", area.locale or "none", area.prefix) for area in record.areas]
    made = {name.replace("_", " "): value for name, value in record.signature.model_dump().items() if value}
    return join(
        [
            create_list(facts),
            create_table("Sources", ("Source", "Pages", "Passages", "Default version"), sources),
            create_table("Versions and languages", ("Version", "Language", "Address"), areas),
            render("<h2>Signature</h2>{made}", made=create_list(made)),
        ]
    )


@dataclass(frozen=True, slots=True)
class ShownRuns:
    """The runs of a site: what is asked of them, and what they do."""

    load_status: Callable[[], Awaitable[BaseModel]]
    sources: Sequence[str]
    schedule: str
    """As cron says it; empty: when they are asked for."""


async def create_runs_body(log: str, runs: ShownRuns, now: datetime) -> Html:
    """The last run that the service started, and when it starts the next one; `log` is where to read what it wrote."""
    status = (await runs.load_status()).model_dump()
    due = f"{next(CronSim(runs.schedule, now)):%Y-%m-%d %H:%M}" if runs.schedule else "when it is asked to"
    result = str(status["result"])
    facts: dict[str, Any] = {
        "Result": render('<span class="badge {kind}">{result}</span>', kind=_RESULTS.get(result, ""), result=result)
        if result
        else "none yet",
        "Started by": status["cause"] or "nobody",
        "Began (UTC)": format_minute(status["started_at"]),
        "Ended (UTC)": format_minute(status["ended_at"]),
        "Last success (UTC)": format_minute(status["last_success_at"]),
        "Failures since": status["failures"],
        "Next run (UTC)": due,
        "Indexes": ", ".join(runs.sources),
    }
    return render(
        '<h2>Runs of this service</h2>{facts}{detail}<p><a href="{log}">What the last run wrote</a></p>',
        facts=create_list(facts),
        detail=render('<blockquote dir="auto">{detail}</blockquote>', detail=status["detail"])
        if status["detail"]
        else "",
        log=log,
    )
