"""What was noticed while a site was read: assumptions, problems, and what only the built site tells."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.commands.console import format_inline
from app.commands.counts import format_count

if TYPE_CHECKING:
    from app.commands.safe_console import SafeConsole
    from indexing.model import Site

SOME_PAGES_FAILED = 3
"""The exit code when a site was read, but not every page of it, or with `--strict` not all of every page."""

Strict = Annotated[
    bool, typer.Option("--strict", help="Exit with 3 also when pages hold text that only the built site has.")
]
_SHOWN_NAMES = 3


def print_assumptions(console: "SafeConsole", site: "Site") -> None:
    """Say what the site does not say itself, each with the option that overrides it."""
    for assumption in site.assumptions:
        console.print(f"[yellow]assumed:[/yellow] {format_inline(assumption)}")


def print_findings(console: "SafeConsole", site: "Site") -> None:
    """What was assumed, what could not be read, and which pages."""
    print_assumptions(console, site)
    print_unread(console, site)


def print_unread(console: "SafeConsole", site: "Site") -> None:
    """What could not be read, and which pages."""
    if site.unresolved:
        shown = dict.fromkeys(f"`{name}` on {page.source}" for page in site.unresolved for name in page.names[:1])
        examples = ", ".join(list(shown)[:_SHOWN_NAMES])
        more = ", …" if len(site.unresolved) > _SHOWN_NAMES else ""
        pages = format_count(len(site.unresolved), "page")
        verb = "holds" if len(site.unresolved) == 1 else "hold"
        console.print(
            f"[yellow]{pages}[/yellow] {verb} text that only the built site has "
            f"({format_inline(examples)}{more}): index the build. --json lists all."
        )
    for problem in site.problems:
        console.print(f"[red]{format_inline(problem.source)}:[/red] {format_inline(problem.message)}")


def format_findings(*sites: "Site") -> dict[str, Any]:
    """The same for machines, of all sites together."""
    return {
        "assumptions": [assumption for site in sites for assumption in site.assumptions],
        "problems": [asdict(problem) for site in sites for problem in site.problems],
        "unresolved": [asdict(page) for site in sites for page in site.unresolved],
    }


def exit_by_findings(*sites: "Site", strict: bool) -> None:
    """End the command with SOME_PAGES_FAILED when not everything was read."""
    if any(site.problems or (strict and site.unresolved) for site in sites):
        raise typer.Exit(SOME_PAGES_FAILED)
