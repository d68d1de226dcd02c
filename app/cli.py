"""`askdocs`: the command line. Each command's file imports what is heavy only when it runs, so that help is fast.

Help is plain text: to import what would draw boxes around it took a third of its time.
"""

import atexit
import gc
import sys
from typing import Annotated

import typer

from app import __version__
from app.commands import (
    ask,
    check,
    db,
    demo,
    doctor,
    eval,  # noqa: A004 - named like its command
    export,
    gaps,
    index,
    inspect,
    migrate,
    serve,
    sites,
    status,
    worker,
)
from app.commands.console import create_console, format_inline
from app.commands.listing import Commands
from chains.errors import AskdocsError

COLLECT_SELDOM = (50_000, 20, 10)
"""Imports make a million objects that stay: looking through them for garbage took 15 % of a command's start."""

app = typer.Typer(
    name="askdocs",
    help="Answers questions about a documentation site, each with a link to the heading it came from.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done · 1 failed · 2 wrong use or settings · 3 done, but some pages could not be read · "
    "4 Gemini · 5 index · 130 stopped with Ctrl-C.",
)
app.command("demo")(demo.demo)
app.command("index")(index.index)
app.command("inspect")(inspect.inspect)
app.command("status")(status.status)
app.command("serve")(serve.serve)
app.command("worker")(worker.worker)
app.command("ask")(ask.ask)
app.command("eval")(eval.evaluate)
app.command("check")(check.check)
app.command("doctor")(doctor.doctor)
app.command("sites")(sites.sites)
app.command("migrate")(migrate.migrate)
app.command("export")(export.export)
app.add_typer(gaps.gaps, name="gaps", cls=Commands)
app.add_typer(db.db, name="db", cls=Commands)


def _print_version(*, value: bool) -> None:
    if value:
        typer.echo(f"askdocs {__version__}")
        raise typer.Exit


@app.callback()
def askdocs(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Answers questions about a documentation site, each with a link to the heading it came from."""


def main() -> None:
    """Run the command line; an error of ours becomes one clear line and its exit code."""
    gc.set_threshold(*COLLECT_SELDOM)
    atexit.register(gc.freeze)  # nor at the end, which took 0.3 s
    try:
        app(prog_name="askdocs")
    except AskdocsError as error:
        create_console(stderr=True).print(f"[red]Error:[/red] {format_inline(error)}")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
