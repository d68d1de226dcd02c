"""`askdocs gaps`: what readers asked and the documentation did not answer."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.commands.console import create_console, format_inline, write_json
from app.commands.counts import format_count
from app.commands.output_file import write_output
from app.commands.running import run
from app.commands.site_options import SiteName, find_site
from chains.errors import UsageError

if TYPE_CHECKING:
    from app.commands.safe_console import SafeConsole
    from app.insights.report import GapFinding, GapReport
    from app.settings import Settings
    from app.stores import StoredGap

gaps = typer.Typer(help="Find what readers asked and the documentation did not answer; write what is missing.")
TOO_MANY_NEW = 1
_COLLECTED_AFTER = 200_000
"""New objects after which cycles are looked for; at Python's 700 that takes 1 of 10 s over a million answers."""


class Status(StrEnum):
    """What is done about a gap."""

    OPEN = "open"
    PLANNED = "planned"
    FIXED = "fixed"
    DISMISSED = "dismissed"


@gaps.callback(invoke_without_command=True)
def find(
    context: typer.Context,
    *,
    site: SiteName = "",
    days: Annotated[int, typer.Option(min=1, max=365, help="Days to tell of, and to compare with as many before.")] = 7,
    report: Annotated[Path | None, typer.Option(help="Write the report as Markdown to this file.")] = None,
    fail_on_new: Annotated[
        int, typer.Option(min=0, help="Leave with 1 when at least so many gaps are new; 0: never.")
    ] = 0,
    no_ask: Annotated[
        bool, typer.Option("--no-ask", help="Call no model: ask nothing again, and name gaps by their words.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as one JSON object.")] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="Say only which gaps have closed and which are back; for cron.")
    ] = False,
) -> None:
    """Group the questions that failed, say why, and close the gaps that are answered since the last indexing run.

    Example: `askdocs gaps --days 7 --report gaps.md --fail-on-new 3`
    """
    if context.invoked_subcommand is not None:
        return
    with _collecting_seldom():
        found = _find_alone(site, days=days, may_ask=not no_ask)
    if report is not None:
        from app.insights.markdown import format_report

        _write(report, format_report(found))
    if as_json:
        write_json(_format_json(found))
    elif quiet:
        _print_changes(create_console(), found)
    else:
        _print(create_console(), found)
    if fail_on_new and len(found.new) >= fail_on_new:
        raise typer.Exit(TOO_MANY_NEW)


def _find_alone(site: str, *, days: int, may_ask: bool) -> "GapReport":
    from app.observability.log import configure_logging
    from app.stores import searching_alone

    settings = _prepare()
    configure_logging("warning")
    name = find_site(settings, site).name
    with searching_alone(settings.stores, settings.qdrant.path, name):
        return run(_find(settings, name, create_console(stderr=True), days=days, may_ask=may_ask))


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Within the block, cycles are looked for seldom; loading packages makes none."""
    before = gc.get_threshold()
    gc.set_threshold(_COLLECTED_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@gaps.command("set")
def set_status(
    number: Annotated[int, typer.Argument(help="The number of the gap.")],
    status: Annotated[Status, typer.Argument(help="What is done about it.")],
    *,
    note: Annotated[str | None, typer.Option(help="What to remember; empty: nothing.")] = None,
) -> None:
    """Say what is done about a gap. New questions that are like a dismissed one stay with it.

    Example: `askdocs gaps set 12 planned --note "Anna, next week"`
    """
    settings = _prepare()
    gap = run(_set(settings, number, status, note))
    create_console().print(f"{gap.number}. {format_inline(gap.name)}: {gap.status}.")


@gaps.command()
def draft(
    number: Annotated[int, typer.Argument(help="The number of the gap.")],
    *,
    folder: Annotated[Path, typer.Option(help="Folder of your answers, which `askdocs index` reads.")] = Path(
        "answers"
    ),
) -> None:
    """Write a Markdown file with the questions of a gap, and room for your answer.

    Example: `askdocs gaps draft 12 --folder answers`
    """
    from app.insights.drafting import create_draft, create_file_name

    settings = _prepare()
    gap, questions = run(_load(settings, number))
    path = folder / create_file_name(gap)
    if path.exists():
        raise UsageError(f"{path} is there already. Delete it, or choose another --folder.")
    _write(path, create_draft(gap, questions))
    create_console().print(
        f"{format_inline(path)}: write the answer below the line and its address into `url`. "
        f"Then `askdocs index` your pages together with {format_inline(folder)}."
    )


def _prepare() -> "Settings":
    """The settings, with the database made ready."""
    from app.operations.gaps import prepare_stores
    from app.settings import load_settings

    settings = load_settings()
    prepare_stores(settings)
    return settings


async def _find(settings: "Settings", site: str, console: "SafeConsole", *, days: int, may_ask: bool) -> "GapReport":
    from app.operations.gaps import find_gaps, opening_stores, opening_tools

    async with opening_stores(settings) as stores, opening_tools(settings, site, may_ask=may_ask) as tools:
        with console.status("Looking") as status:
            return await find_gaps(
                stores, tools, site=site, days=days, on_step=lambda step: status.update(format_inline(step))
            )


async def _set(settings: "Settings", number: int, status: Status, note: str | None) -> "StoredGap":
    from app.operations.gaps import opening_stores
    from app.operations.gaps.closing import set_status as change

    async with opening_stores(settings) as stores:
        gap = await _get(stores.gaps, number)
        if note is not None:
            gap = replace(gap, note=note)
        return await change(stores.gaps, gap, status.value)


async def _load(settings: "Settings", number: int) -> "tuple[StoredGap, list[str]]":
    from app.operations.gaps import opening_stores
    from app.stores import AnswerFilter

    async with opening_stores(settings) as stores:
        gap = await _get(stores.gaps, number)
        answers = await stores.answers.list(AnswerFilter(gap=number), limit=_READ)
    return gap, list(dict.fromkeys(answer.question for answer in answers.entries))


_READ = 200


async def _get(gaps: Any, number: int) -> "StoredGap":
    gap: StoredGap | None = await gaps.load(number)
    if gap is None:
        raise UsageError(f"There is no gap {number}. `askdocs gaps` lists those that there are.")
    return gap


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error}. Choose another file.") from error
    write_output(path, text)


def _format_json(found: "GapReport") -> dict[str, Any]:
    return asdict(found) | {"new": [gap.number for gap in found.new]}


def _print_changes(console: "SafeConsole", found: "GapReport") -> None:
    for gap in found.closed:
        if gap.number in found.closed_now:
            console.print(f"Gap {gap.number} is answered now, and closed: {format_inline(gap.label)}.")
    for gap in found.gaps:
        if gap.number in found.reopened:
            console.print(f"Gap {gap.number} is back: {format_inline(gap.label)}.")


def _print(console: "SafeConsole", found: "GapReport") -> None:
    now, before = found.totals, found.totals_before
    console.print(
        f"{format_count(now.answers, 'question')} ({before.answers} before), {now.abstained} not answered "
        f"({before.abstained} before), {now.upvotes} votes up, {now.downvotes} down."
    )
    for title, shown in (("New gaps", found.new), ("Known gaps", found.known)):
        if shown:
            console.print(f"\n[bold]{title}[/bold]")
        for gap in shown:
            _print_gap(console, gap, is_back=gap.number in found.reopened)
    if found.closed:
        console.print("\n[bold]Answered since[/bold]")
    for gap in found.closed:
        console.print(f"[green]{gap.number:>4}[/green] {format_inline(gap.label)}")
    if not found.gaps:
        console.print("No gaps.")
    if found.alone:
        console.print(f"\n{format_count(len(found.alone), 'question')} failed that are like few others.")
    if found.left_out:
        console.print(f"{found.left_out} older questions were too many to be grouped.")
    if found.asked_again:
        console.print(f"{format_count(found.asked_again, 'question')} asked again, because the index has changed.")


def _print_gap(console: "SafeConsole", gap: "GapFinding", *, is_back: bool) -> None:
    from app.insights.report import CAUSES

    back = ", [red]back again[/red]" if is_back else ""
    console.print(
        f"[bold]{gap.number:>4}[/bold] {format_inline(gap.label)}: {gap.count} times, {gap.count_before} before, "
        f"{gap.status}{back}\n     {CAUSES[gap.cause]}"
    )
    for question in gap.questions:
        console.print(f"     - {format_inline(question)}")
    place = f"on {format_inline(gap.place)}" if gap.place else "on a page of its own"
    console.print(f"     write it {place}: {format_inline(gap.heading)}")
    if gap.note:
        console.print(f"     note: {format_inline(gap.note)}")
