"""`askdocs index`."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.commands.console import create_console, format_inline, write_json
from app.commands.counts import format_chunks, format_count
from app.commands.enqueue import enqueue_runs
from app.commands.findings import Strict, exit_by_findings, format_findings, print_findings
from app.commands.progress import create_wait_printer, shown_progress
from app.commands.reporting import reporting
from app.commands.running import run
from app.commands.show_plan import format_plan, print_plan
from app.commands.site_options import SiteName, SitesArgument, open_shown, takes_site_options
from chains.errors import AskdocsError, UsageError

if TYPE_CHECKING:
    from app.commands.safe_console import SafeConsole
    from app.index import DocumentSource, Forecast, RunSummary, SourceCounts
    from app.operations.plan_run import Cost
    from app.settings import Settings
    from app.settings.routes import LangServeConfig
    from app.settings.sites import Site
    from indexing.model import Page, SiteOptions
    from indexing.model import Site as ReadSite

STOPPED = 130
EMBEDDING_PRICE = 0.15
"""US dollars for a million tokens of gemini-embedding-001, on Gemini's price list of November 2026."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the command line says."""

    options: "SiteOptions"
    plan: bool
    price: float
    rebuild: bool
    allow_shrink: bool
    strict: bool
    quiet: bool
    as_json: bool


@takes_site_options
def index(
    sites: SitesArgument = None,
    *,
    options: "SiteOptions",
    site: SiteName = "",
    every: Annotated[bool, typer.Option("--all", help="Every site of `langserve.yaml` that names sources.")] = False,
    plan: Annotated[bool, typer.Option("--plan", help="Only tell what would be done, and what it costs.")] = False,
    price: Annotated[
        float, typer.Option(min=0, help="With --plan: US dollars for a million embedded tokens.")
    ] = EMBEDDING_PRICE,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Build anew beside the old index, then swap.")] = False,
    rollback: Annotated[bool, typer.Option("--rollback", help="Go back to the index before the last swap.")] = False,
    allow_shrink: Annotated[bool, typer.Option("--allow-shrink", help="Even if over half of it goes.")] = False,
    strict: Strict = False,
    enqueue: Annotated[
        bool, typer.Option("--enqueue", help="Leave it to the workers: they index what langserve.yaml names.")
    ] = False,
    report: Annotated[
        Path | None, typer.Option(help="JSON file that tells why it failed, and whether that may pass.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print errors alone, for cron.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the summary as one JSON object; of --all, by site.")
    ] = False,
) -> None:
    """Make the index hold exactly the pages of each SITE, embedding only what is new.

    Without SITE: the sources that `langserve.yaml` names, else INDEX_SOURCES.

    Example: `askdocs index ./docs --site-url https://docs.example.org`
    """
    asked = _Asked(options, plan, price, rebuild, allow_shrink, strict, quiet, as_json)
    with reporting(report):
        if every and (sites or rollback or site):
            raise UsageError("--all indexes what the sites of langserve.yaml name: leave SITE, --site and others out.")
        if enqueue and (sites or rollback or plan):
            raise UsageError("--enqueue asks for runs of what langserve.yaml names: leave SITE and other options out.")
        settings, config = _load()
        if enqueue:
            enqueue_runs(settings, config, None if every else site, rebuild=rebuild, allow_shrink=allow_shrink)
        elif every:
            raise typer.Exit(_index_all(settings, config, asked))
        elif rollback:
            _roll_back(settings, config.find_site(site).name, as_json=as_json)
        else:
            found = config.find_site(site)
            _index(settings, found, sites or _list_sources(settings, config, found), asked)


def _load() -> "tuple[Settings, LangServeConfig]":
    from app.observability.log import configure_logging
    from app.settings import load_settings
    from app.settings.routes import load_langserve_config

    settings = load_settings()
    configure_logging(settings.server.log_level)
    logging.getLogger("stamina").setLevel(logging.ERROR)  # the summary counts what was tried again
    return settings, load_langserve_config(settings.server)


def _list_sources(settings: "Settings", config: "LangServeConfig", site: "Site") -> "Sequence[str]":
    """For the first site, INDEX_SOURCES stands in when it names none."""
    return site.sources or (settings.index.sources if site is config.sites[0] else ())


def _index_all(settings: "Settings", config: "LangServeConfig", asked: _Asked) -> int:
    """Each site in turn, also when one fails; the highest exit code."""
    console, code, told = create_console(stderr=True), 0, dict[str, Any]()
    named = [(site, sources) for site in config.sites if (sources := _list_sources(settings, config, site))]
    if not named:
        raise UsageError("No site says what to index: name `sources` in langserve.yaml, or set INDEX_SOURCES.")
    for site, sources in named:
        if not asked.quiet:
            console.print(f"[bold]{site.name}[/bold]")
        try:
            _index(settings, site, sources, asked, write=partial(told.__setitem__, site.name))
        except AskdocsError as error:
            told[site.name] = {"problem": str(error)}
            console.print(f"[red]Error:[/red] {site.name}: {format_inline(error)}")
            code = max(code, error.exit_code)
        except typer.Exit as ending:
            code = max(code, ending.exit_code)
            if ending.exit_code == STOPPED:
                break
    if asked.as_json:
        write_json(told)
    return code


def _index(
    settings: "Settings",
    site: "Site",
    named: "Sequence[str]",
    asked: _Asked,
    write: "Callable[[dict[str, Any]], None]" = write_json,
) -> None:
    """Index the sources that are named as a site, or tell what that would do."""
    from app.index import create_source

    if not named:
        raise UsageError(
            "Say what to index: `askdocs index SITE`, or set INDEX_SOURCES. `askdocs index --help` tells the options."
        )
    console = create_console(stderr=True, quiet=asked.quiet)
    try:
        opened = open_shown(named, asked.options, console)
        sources = [create_source(one.name, one.site, _choose_pages(one.site, site)) for one in opened]
        total = sum(one.site.count_pages() for one in opened)
        if asked.plan:
            found, cost = run(_plan(sources, settings, console, total, asked, site=site.name))
        else:
            work = run_shown(
                sources,
                settings,
                console,
                total,
                site=site.name,
                rebuild=asked.rebuild,
                allow_shrink=asked.allow_shrink,
            )
            summary = run(work)
    except KeyboardInterrupt:
        console.print("Stopped. What was embedded is kept: the same command goes on from there.")
        raise typer.Exit(STOPPED) from None
    out = create_console(quiet=asked.quiet)
    read = [one.site for one in opened]
    if asked.plan and asked.as_json:
        write(format_plan(found, cost) | format_findings(*read))
    elif asked.as_json:
        record = {"record": summary.record.model_dump(mode="json")}
        write(asdict(summary) | record | format_findings(*read))
    else:
        for one in opened:
            if len(opened) > 1:
                out.print(f"[bold]{format_inline(one.name)}[/bold]")
            print_findings(out, one.site)
        if asked.plan:
            print_plan(out, found, cost)
        else:
            print_summary(out, summary)
    exit_by_findings(*read, strict=asked.strict)


def _choose_pages(read: "ReadSite", site: "Site") -> "Iterable[Page] | None":
    """Those in the languages of the site; None: all."""
    if not site.languages:
        return None
    return (page for page in read.read_pages() if page.locale in {*site.languages, ""})


async def run_shown(
    sources: "Sequence[DocumentSource]",
    settings: "Settings",
    console: "SafeConsole",
    pages: int,
    *,
    site: str = "",
    rebuild: bool = False,
    allow_shrink: bool = False,
) -> "RunSummary":
    """One indexing run of so many pages, see `app.operations.index_site`; `console` shows its progress and waiting."""
    from app.operations.index_site import index_site
    from app.parts import opening_site
    from app.settings.sites import DEFAULT_SITE

    with shown_progress(console, pages) as on_progress:
        async with opening_site(settings, site or DEFAULT_SITE) as parts:
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
    console: "SafeConsole",
    pages: int,
    asked: _Asked,
    *,
    site: str,
) -> "tuple[Forecast, Cost]":
    from app.operations.plan_run import plan_run

    with shown_progress(console, pages) as on_progress:
        return await plan_run(
            sources, settings, site, price=asked.price, rebuild=asked.rebuild, on_progress=on_progress
        )


def _roll_back(settings: "Settings", site: str, *, as_json: bool) -> None:
    """Swap the previous index back in, and say what it is. Needs no key."""
    from app.operations.roll_back import roll_back

    record, signature = run(roll_back(settings, site))
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


def print_summary(console: "SafeConsole", summary: "RunSummary") -> None:
    """Say in a few lines what a run did."""
    for source in summary.sources if len(summary.sources) > 1 else ():
        console.print(f"{format_inline(source.name)}: {_format_changes(source)}.")
    if shared := summary.shared_pages:
        console.print(
            f"{format_count(len(shared), 'page')} of one source with the address of another one's, such as "
            f"{format_inline(shared[0])}: both are indexed, and answers from both lead there."
        )
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
