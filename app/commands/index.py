"""`askdocs index`."""

import logging
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.console import SafeConsole, create_console, format_inline, write_json
from app.commands.counts import format_chunks, format_count
from app.commands.findings import Strict, exit_by_findings, format_findings, print_findings
from app.commands.progress import create_wait_printer, shown_progress
from app.commands.running import run
from app.commands.show_plan import format_plan, print_plan
from app.commands.site_options import SitesArgument, open_shown, takes_site_options
from chains.errors import UsageError

if TYPE_CHECKING:
    from app.index import DocumentSource, Forecast, RunSummary, SourceCounts
    from app.operations.plan_run import Cost
    from app.settings import Settings
    from indexing.model import SiteOptions

EMBEDDING_PRICE = 0.15
"""US dollars for a million tokens of gemini-embedding-001, on Gemini's price list of November 2026."""


@takes_site_options
def index(
    sites: SitesArgument = None,
    *,
    options: "SiteOptions",
    plan: Annotated[bool, typer.Option("--plan", help="Only tell what would be done, and what it costs.")] = False,
    price: Annotated[
        float, typer.Option(min=0, help="With --plan: US dollars for a million embedded tokens.")
    ] = EMBEDDING_PRICE,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Build anew beside the old index, then swap.")] = False,
    rollback: Annotated[bool, typer.Option("--rollback", help="Go back to the index before the last swap.")] = False,
    allow_shrink: Annotated[bool, typer.Option("--allow-shrink", help="Even if over half of it goes.")] = False,
    strict: Strict = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print errors alone, for cron.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as one JSON object.")] = False,
) -> None:
    """Make the index hold exactly the pages of each SITE, embedding only what is new. Without one: INDEX_SOURCES.

    Example: `askdocs index ./docs --site-url https://docs.example.org`
    """
    from app.index import create_source
    from app.observability.log import configure_logging
    from app.settings import load_settings

    settings = load_settings()
    configure_logging(settings.server.log_level)
    logging.getLogger("stamina").setLevel(logging.ERROR)  # the summary counts what was tried again
    console = create_console(stderr=True, quiet=quiet)
    if rollback:
        _roll_back(settings, as_json=as_json)
        return
    named = sites or settings.index.sources
    if not named:
        raise UsageError(
            "Say what to index: `askdocs index SITE`, or set INDEX_SOURCES. `askdocs index --help` tells the options."
        )
    try:
        opened = open_shown(named, options, console)
        sources = [create_source(source.name, source.site) for source in opened]
        total = sum(source.site.count_pages() for source in opened)
        if plan:
            found, cost = run(_plan(sources, settings, console, total, price=price, rebuild=rebuild))
        else:
            summary = run(run_shown(sources, settings, console, total, rebuild=rebuild, allow_shrink=allow_shrink))
    except KeyboardInterrupt:
        console.print("Stopped. What was embedded is kept: the same command goes on from there.")
        raise typer.Exit(130) from None
    out = create_console(quiet=quiet)
    read = [source.site for source in opened]
    if plan and as_json:
        write_json(format_plan(found, cost) | format_findings(*read))
    elif as_json:
        record = {"record": summary.record.model_dump(mode="json")}
        write_json(asdict(summary) | record | format_findings(*read))
    else:
        for source in opened:
            if len(opened) > 1:
                out.print(f"[bold]{format_inline(source.name)}[/bold]")
            print_findings(out, source.site)
        if plan:
            print_plan(out, found, cost)
        else:
            print_summary(out, summary)
    exit_by_findings(*read, strict=strict)


async def run_shown(
    sources: "Sequence[DocumentSource]",
    settings: "Settings",
    console: SafeConsole,
    pages: int,
    *,
    rebuild: bool = False,
    allow_shrink: bool = False,
) -> "RunSummary":
    """One indexing run of so many pages, see `app.operations.index_site`; `console` shows its progress and waiting."""
    from app.operations.index_site import index_site
    from app.parts import opening_site

    with shown_progress(console, pages) as on_progress:
        async with opening_site(settings) as parts:
            return await index_site(
                sources,
                parts,
                rebuild=rebuild,
                allow_shrink=allow_shrink,
                on_progress=on_progress,
                on_wait=create_wait_printer(console),
            )


async def _plan(
    sources: "Sequence[DocumentSource]",
    settings: "Settings",
    console: SafeConsole,
    pages: int,
    *,
    price: float,
    rebuild: bool,
) -> "tuple[Forecast, Cost]":
    from app.operations.plan_run import plan_run

    with shown_progress(console, pages) as on_progress:
        return await plan_run(sources, settings, price=price, rebuild=rebuild, on_progress=on_progress)


def _roll_back(settings: "Settings", *, as_json: bool) -> None:
    """Swap the previous index back in, and say what it is. Needs no key."""
    from app.operations.roll_back import roll_back

    record, signature = run(roll_back(settings))
    if as_json:
        write_json(record.model_dump(mode="json"))
        return
    console = create_console()
    made = record.last_run
    console.print(
        f"Back at the index of {made.started:%Y-%m-%d %H:%M} UTC: {format_count(made.points, 'passage')} of "
        f"{format_count(made.pages, 'page')}. The same command goes forward again."
    )
    if record.signature != signature:
        difference = format_inline(record.signature.explain_difference(signature))
        if record.signature.is_of_another_release(signature):
            what, cure = "by another version of askdocs", "install that one"
        else:
            what, cure = "with other settings", "set them back"
        console.print(f"[yellow]It was made {what}[/yellow] ({difference}): {cure}, or questions are refused.")


def print_summary(console: SafeConsole, summary: "RunSummary") -> None:
    """Say in a few lines what a run did."""
    for source in summary.sources if len(summary.sources) > 1 else ():
        console.print(f"{format_inline(source.name)}: {_format_changes(source)}.")
    console.print(f"{_format_changes(summary)}, in {summary.seconds:.1f} s.")
    if summary.kept:
        kept = format_count(summary.kept, "chunk")
        console.print(f"Kept as before, of pages that could not be read: {kept}.")
    if summary.embedding_calls:
        retried = f", {summary.retries} tried again" if summary.retries else ""
        waited = f", {summary.waited_seconds:.0f} s of waiting for the quota" if summary.waited_seconds >= 1 else ""
        console.print(
            f"{format_count(summary.embedding_calls, 'embedding call')}{retried}, "
            f"about {format_count(summary.estimated_tokens, 'token')}{waited}."
        )


def _format_changes(counts: "RunSummary | SourceCounts") -> str:
    """What is embedded, moved and unchanged are all texts of the site; the chunks are the places where they stand."""
    texts = counts.added + counts.moved + counts.unchanged
    return (
        f"{format_count(counts.pages, 'page')}, {format_chunks(counts.chunks, texts)}: {counts.added:,} embedded, "
        f"{counts.moved:,} moved, {counts.unchanged:,} unchanged, {counts.deleted:,} deleted"
    )
