"""`askdocs export`: what is kept of answers, for other programs."""

import re
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.commands.console import StandardOutput
from app.commands.running import run
from app.files import replacing
from chains.errors import UsageError


class Format(StrEnum):
    """How answers are written."""

    JSONL = "jsonl"
    CSV = "csv"


def export(
    *,
    since: Annotated[str, typer.Option(help="First day (UTC), such as 2026-11-01, or so far back: 30d.")] = "30d",
    until: Annotated[str, typer.Option(help="Last day, included; today when it is left out.")] = "",
    as_format: Annotated[Format, typer.Option("--format", help="One JSON object a line, or a table.")] = Format.JSONL,
    output: Annotated[Path | None, typer.Option(help="Where to write it; standard output when it is left out.")] = None,
) -> None:
    """Write the kept answers with their votes, oldest first. Questions and notes are masked, as they are kept.

    Example: `askdocs export --since 2026-11-01 --format csv --output november.csv`
    """
    from app.operations.export_answers import export_answers
    from app.settings import load_settings

    start, end = read_day(since), _find_end(read_day(until or "0d"))
    if start >= end:
        raise UsageError(f"--since {since} is later than --until {until or 'today'}. Swap them.")
    settings = load_settings()
    if output is None:
        run(export_answers(settings, StandardOutput(), start, end, as_format.value))
        return
    try:
        with replacing(output) as unfinished, unfinished.open("w", encoding="utf-8", newline="") as file:
            run(export_answers(settings, file, start, end, as_format.value))
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error}. Choose another file.") from error


def read_day(text: str) -> datetime:
    """The beginning of a day (UTC). Raises UsageError."""
    if match := re.fullmatch(r"(\d{1,5})d", text):
        today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        return today - timedelta(days=int(match[1]))
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise UsageError(f"{text!r} is no day such as 2026-11-01, and no number of days such as 30d.") from None


def _find_end(day: datetime) -> datetime:
    """The end of a day; of the last day that there is, its beginning."""
    try:
        return day + timedelta(days=1)
    except OverflowError:
        return day
