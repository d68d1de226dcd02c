"""`askdocs status`."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.commands.console import create_console, format_inline, write_json
from app.commands.counts import format_count
from app.commands.running import run
from app.commands.site_options import SiteName, find_site
from chains.errors import AskdocsError, UsageError

if TYPE_CHECKING:
    from app.commands.safe_console import SafeConsole
    from app.index import Census, Signature
    from app.settings import Settings

_KILO = 1000


def status(
    *,
    site: SiteName = "",
    every: Annotated[bool, typer.Option("--all", help="Every site of `langserve.yaml`.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as one JSON object.")] = False,
) -> None:
    """Tell what is indexed: pages and passages by version and language, how it was made, when, and its size.

    Example: `askdocs status --json`
    """
    from app.operations.count import count
    from app.settings import load_settings

    settings = load_settings()
    if every and site:
        raise UsageError("--all tells of every site: leave --site out.")
    if not every:
        name = find_site(settings, site).name
        told = run(count(settings, name))
        if as_json:
            write_json(_format_json(*told) | _format_run(settings, name))
        else:
            _print(create_console(), *told)
            _print_run(create_console(), settings, name)
        return
    if code := _tell_all(settings, as_json=as_json):
        raise typer.Exit(code)


def _tell_all(settings: "Settings", *, as_json: bool) -> int:
    """Each site in turn; what is wrong with one is told in its place. The highest exit code."""
    from app.operations.count import count
    from app.settings.routes import load_langserve_config

    console, code, found = create_console(), 0, dict[str, Any]()
    for site in load_langserve_config(settings.server).sites:
        if not as_json:
            console.print(f"[bold]{site.name}[/bold]")
        try:
            told = run(count(settings, site.name))
        except AskdocsError as error:
            code = max(code, error.exit_code)
            found[site.name] = {"problem": str(error)}
            if not as_json:
                console.print(f"[red]{format_inline(error)}[/red]")
            continue
        if as_json:
            found[site.name] = _format_json(*told) | _format_run(settings, site.name)
        else:
            _print(console, *told)
            _print_run(console, settings, site.name)
    if as_json:
        write_json(found)
    return code


def _format_json(census: "Census", signature: "Signature", answering: str) -> dict[str, Any]:
    record = census.record
    return {
        "passages": census.passages,
        "areas": [asdict(area) for area in census.areas],
        "bytes": census.bytes,
        "fits_settings": record.signature == signature,
        "record": record.model_dump(mode="json"),
        "answers_from": answering,
    }


def _print(console: "SafeConsole", census: "Census", signature: "Signature", answering: str) -> None:
    from rich.table import Table

    from app.index.record import SEARCH_VERSION, format_gate

    record, run = census.record, census.record.last_run
    table = Table("version", "locale", "pages", "passages", "words", box=None)
    for area in census.areas:
        is_default = (area.version, area.locale) == (record.default_version, record.default_locale)
        version = f"{format_inline(area.version) or '(none)'}{' (default)' if is_default else ''}"
        counts = (str(area.pages), str(area.passages))
        table.add_row(version, format_inline(area.locale) or "(none)", *counts, area.language)
    console.print(table)
    console.print(f"passages    {census.passages}, each text once")
    console.print(
        f"last run    {run.started:%Y-%m-%d %H:%M} UTC, {run.seconds:.1f} s, from {format_inline(run.source)}: "
        f"{format_count(run.pages, 'page')}, {run.added} embedded, {run.moved} moved, {run.deleted} deleted"
    )
    for source in record.sources if len(record.sources) > 1 else ():
        console.print(
            f"source      {format_inline(source.name)}: {format_count(source.pages, 'page')}, "
            f"{format_count(source.chunks, 'chunk')}"
        )
    made = ", ".join(
        f"{name.replace('_', ' ')} {value}" for name, value in record.signature.model_dump().items() if value
    )
    console.print(f"signature   {record.signature.digest()}: {format_inline(made)}")
    console.print(f"generation  {record.generation}" + (f", before it {record.previous}" if record.previous else ""))
    console.print(f"gate        {format_inline(format_gate(record.calibration))}")
    if record.search_version != SEARCH_VERSION:
        console.print("searches    as an older release made them; the next `askdocs index` brings them up to date")
    console.print(f"size        {_format_bytes(census.bytes)}")
    if record.signature != signature:
        difference = format_inline(record.signature.explain_difference(signature))
        console.print(f"[red]The index does not fit the settings:[/red] {difference}. See `askdocs index --help`.")
    if answering not in {"", record.generation}:
        console.print(f"A service with these settings answers from the index before it, {answering}.")


def _format_run(settings: "Settings", site: str) -> dict[str, Any]:
    """The last run of workers; nothing where there are none. A queue that cannot be read is told in its place."""
    from app.operations.last_run import load_last_run

    try:
        last = run(load_last_run(settings, site))
    except AskdocsError as error:
        return {"last_job": {"problem": str(error)}}
    return {"last_job": last.model_dump()} if last else {}


def _print_run(console: "SafeConsole", settings: "Settings", site: str) -> None:
    job = _format_run(settings, site).get("last_job")
    if job is None:
        return
    if "problem" in job:
        console.print(f"[yellow]job         unknown:[/yellow] {format_inline(job['problem'])}")
        return
    at = job["ended_at"] or job["started_at"]
    since = f", {datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M} UTC" if at else ""
    cause = f", asked by {job['cause']}" if job["cause"] else ""
    detail = f": {format_inline(job['detail'])}" if job["detail"] else ""
    console.print(f"job         {job['result'].replace('_', ' ') or 'none yet'}{since}{cause}{detail}")


def _format_bytes(size: int | None) -> str:
    if size is None:
        return "the server does not tell"
    return f"{size / _KILO / _KILO:.1f} MB on disk"
