"""`askdocs index`."""

import asyncio
import json
import logging
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from app.commands.counts import format_count
from app.commands.plan import estimate_cost, forecast, format_plan, print_plan
from app.commands.progress import create_wait_printer, shown_progress
from app.commands.rollback import roll_back
from app.commands.site import (
    SOME_PAGES_FAILED,
    BaseUrl,
    DocsPath,
    Exclude,
    Include,
    Locale,
    RouteBasePath,
    SiteArgument,
    SiteUrl,
    TrailingSlash,
    Version,
    create_options,
    open_site,
)
from chains.errors import UsageError

if TYPE_CHECKING:
    from app.qdrant import RunSummary
    from app.settings import Settings
    from indexing.model import Page, Site

__all__ = ["index", "open_site", "print_summary", "run"]


def index(
    site: SiteArgument = "",
    *,
    site_url: SiteUrl = "",
    base_url: BaseUrl = "",
    docs_path: DocsPath = "",
    route_base_path: RouteBasePath = None,
    trailing_slash: TrailingSlash = None,
    include: Include = None,
    exclude: Exclude = None,
    version: Version = "",
    locale: Locale = "",
    plan: Annotated[bool, typer.Option("--plan", help="Only tell what would be done, and what it costs.")] = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Build anew beside the old index, then swap.")] = False,
    rollback: Annotated[bool, typer.Option("--rollback", help="Go back to the index before the last swap.")] = False,
    allow_shrink: Annotated[bool, typer.Option("--allow-shrink", help="Even if over half of it goes.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as one JSON object.")] = False,
) -> None:
    """Make the index hold exactly the pages of SITE, embedding only what is new.

    Example: `askdocs index ./docs --site-url https://docs.example.org`
    """
    from app.settings import load_settings
    from app.telemetry import configure_logging

    options = create_options(
        site_url=site_url,
        base_url=base_url,
        docs_path=docs_path,
        route_base_path=route_base_path,
        trailing_slash=trailing_slash,
        include=include,
        exclude=exclude,
        version=version,
        locale=locale,
    )
    settings = load_settings()
    configure_logging(settings.server.log_level)
    logging.getLogger("stamina").setLevel(logging.ERROR)  # the summary counts what was tried again
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    if rollback:
        asyncio.run(roll_back(settings, as_json=as_json))
        return
    if not site:
        raise UsageError("Say which site to index: `askdocs index SITE`. `askdocs index --help` tells the options.")
    try:
        opened = open_site(site, options, console)
        if plan:
            found = asyncio.run(forecast(opened, settings, console, rebuild=rebuild))
        else:
            summary = asyncio.run(run(opened, settings, site, console, rebuild=rebuild, allow_shrink=allow_shrink))
    except KeyboardInterrupt:
        console.print("Stopped. What was embedded is kept: the same command goes on from there.")
        raise typer.Exit(130) from None
    out = Console(highlight=False, soft_wrap=True)
    if plan:
        cost = estimate_cost(found, settings)
        if as_json:
            _print_json(format_plan(found, cost), opened)
        else:
            print_findings(out, opened)
            print_plan(out, found, cost)
    elif as_json:
        _print_json(asdict(summary) | {"record": summary.record.model_dump(mode="json")}, opened)
    else:
        print_summary(out, summary, opened)
    if opened.problems:
        raise typer.Exit(SOME_PAGES_FAILED)


async def run(
    site: "Site",
    settings: "Settings",
    source: str,
    console: Console,
    *,
    pages: "Iterable[Page] | None" = None,
    rebuild: bool = False,
    allow_shrink: bool = False,
) -> "RunSummary":
    """One indexing run over `pages` (those of `site` by default), shown on `console`."""
    from app.qdrant import index_site
    from app.server import Parts

    parts = Parts(settings)
    parts.gemini.embedding_usage.on_wait = create_wait_printer(console)
    try:
        with shown_progress(console, site.count_pages()) as on_progress:
            summary = await index_site(
                site.read_pages() if pages is None else pages,
                index=parts.index,
                embeddings=parts.gemini.embeddings,
                source=source,
                default_version=site.default_version,
                default_locale=site.default_locale,
                default_tags=site.default_tags,
                unreadable=site.unreadable_urls,
                rebuild=rebuild,
                allow_shrink=allow_shrink,
                on_progress=on_progress,
            )
    finally:
        await parts.aclose()
    usage = parts.gemini.embedding_usage
    return replace(
        summary,
        embedding_calls=usage.calls,
        retries=usage.retries,
        waited_seconds=round(usage.waited_seconds, 3),
    )


def print_summary(console: Console, summary: "RunSummary", site: "Site") -> None:
    """Say in a few lines what a run did, what was assumed, and which pages could not be read."""
    print_findings(console, site)
    console.print(
        f"{format_count(summary.pages, 'page')}, {format_count(summary.chunks, 'chunk')}: {summary.added} embedded, "
        f"{summary.moved} moved, {summary.unchanged} unchanged, {summary.deleted} deleted, in {summary.seconds:.1f} s."
    )
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


def print_findings(console: Console, site: "Site") -> None:
    """What was assumed, and which pages could not be read."""
    for assumption in site.assumptions:
        console.print(f"[yellow]assumed:[/yellow] {escape(assumption)}")
    for problem in site.problems:
        console.print(f"[red]{escape(problem.source)}:[/red] {escape(problem.message)}")


def _print_json(figures: dict[str, Any], site: "Site") -> None:
    findings = {
        "assumptions": list(site.assumptions),
        "problems": [asdict(problem) for problem in site.problems],
    }
    typer.echo(json.dumps(figures | findings, ensure_ascii=False, indent=2))
