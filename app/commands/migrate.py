"""`askdocs migrate`."""

from typing import Annotated

import typer

from app.commands.console import create_console, format_inline, write_json
from app.commands.counts import format_count
from app.commands.running import run
from app.commands.site_options import SiteName, find_site
from chains.errors import UsageError


def migrate(
    *,
    site: SiteName = "",
    name: Annotated[
        str, typer.Option("--from", metavar="NAME", help="The QDRANT_COLLECTION_NAME under which the index lies.")
    ] = "",
    delete_old: Annotated[
        bool, typer.Option("--delete-old", help="Remove what it was copied from, which is kept else.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was done as one JSON object.")] = False,
) -> None:
    """Move an index on a Qdrant server to where this version keeps it, beside the running service, embedding nothing.

    It lies in the layout of an earlier version, or under another name. A move that was cut off is continued.

    Example: `askdocs migrate`
    """
    from app.observability.log import configure_logging
    from app.operations.move_index import move_index
    from app.settings import load_settings

    if name and delete_old:
        raise UsageError("--from copies from another name and leaves what is there: leave --delete-old out.")
    settings = load_settings()
    configure_logging(settings.server.log_level)
    moved = run(move_index(settings, find_site(settings, site).name, name=name, delete_old=delete_old))
    run_of = moved.record.last_run
    if as_json:
        write_json({"copied": moved.copied, "deleted": moved.deleted, "points": run_of.points})
        return
    console = create_console()
    passages = format_count(run_of.points, "passage")
    if moved.copied:
        console.print(
            f"Moved {passages} of {format_inline(run_of.source)}. Services answer from there within 2 seconds."
        )
    else:
        console.print(f"Nothing to move: {passages} are where they belong.")
    if moved.deleted:
        console.print("What they were copied from, and what a rollback would go back to, is deleted.")
    elif name and moved.copied:
        console.print(
            f"What is under {format_inline(name)} stays: delete its collections on the server when all sites moved "
            "and no service reads them."
        )
    elif moved.copied:
        console.print(
            "What they were copied from is kept for services of the earlier version and for `askdocs index "
            "--rollback`; `askdocs migrate --delete-old` removes it."
        )
