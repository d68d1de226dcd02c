"""`askdocs sites`."""

from dataclasses import asdict
from typing import Annotated

import typer

from app.commands.console import create_console, format_inline, write_json
from app.commands.counts import format_count
from app.commands.running import run
from chains.errors import UsageError


def sites(
    *,
    forget: Annotated[
        str | None,
        typer.Option("--forget", metavar="NAME", help="Remove the index of a site that is not named any more."),
    ] = None,
    confirmed: Annotated[bool, typer.Option("--yes", help="Remove it: it cannot be undone.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the sites as one JSON object.")] = False,
) -> None:
    """List the sites of `langserve.yaml`, and those that are stored and stand there no more.

    Example: `askdocs sites`
    """
    from app.operations.stored_sites import forget_site, list_sites
    from app.settings import load_settings
    from app.settings.routes import load_langserve_config

    settings = load_settings()
    named = [site.name for site in load_langserve_config(settings.server).sites]
    console = create_console()
    if forget is not None:
        if not confirmed:
            raise UsageError(f"This removes the index of {forget}, and cannot be undone. Say so with --yes.")
        run(forget_site(settings, named, forget))
        console.print(f"The index of {format_inline(forget)} is removed. Answers that were kept stay.")
        return
    found = run(list_sites(settings, named))
    if as_json:
        write_json({site.name: {key: value for key, value in asdict(site).items() if key != "name"} for site in found})
        return
    for site in found:
        what = "no index" if site.passages is None else format_count(site.passages, "passage")
        if site.passages is None and site.is_stored:
            what = "an index that was not finished, or cannot be read"
        source = f" of {format_inline(site.source)}" if site.source else ""
        told = "" if site.is_named else "; langserve.yaml does not name it (`askdocs sites --forget NAME` removes it)"
        console.print(f"[bold]{format_inline(site.name)}[/bold]: {what}{source}{told}")
