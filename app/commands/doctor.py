"""`askdocs doctor`."""

from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.console import create_console, format_inline
from app.commands.running import run
from chains.errors import AskdocsError

if TYPE_CHECKING:
    from app.commands.safe_console import SafeConsole
    from app.wires.health import Check


def doctor(
    *, quiet: Annotated[bool, typer.Option("--quiet", help="Print only what is wrong, such as for cron.")] = False
) -> None:
    """Check the settings, the index and Gemini, and say what to do about each thing that is wrong.

    Example: `askdocs doctor`
    """
    code = run(_examine(_Report(create_console(), quiet=quiet)))
    if code:
        raise typer.Exit(code)


class _Report:
    """One sentence a check."""

    def __init__(self, console: "SafeConsole", *, quiet: bool) -> None:
        self._console = console
        self._quiet = quiet

    def praise(self, name: str, text: str) -> None:
        """It is well."""
        if not self._quiet:
            self._console.print(f"[green]✓[/green] {name}: {format_inline(text.rstrip('.'))}.")

    def blame(self, name: str, error: AskdocsError) -> int:
        """It is not; the exit code."""
        text = str(error)
        end = "" if text.endswith((".", "?", "!")) else "."
        self._console.print(f"[red]✗[/red] {name}: {format_inline(text)}{end}")
        return error.exit_code


async def _examine(report: _Report) -> int:
    """Run every check, in the order in which they depend on each other; the exit code is that of the first failure."""
    from app.commands.show_wires import format_wires
    from app.observability.log import configure_logging
    from app.operations.checks import create_checks, describe_answers
    from app.parts import SiteParts, opening_site
    from app.settings import load_settings
    from app.settings.routes import load_langserve_config
    from app.wires.widget import load_widget_files

    configure_logging("critical", libraries="critical")  # what it has to say, it says in sentences
    try:
        settings = load_settings()
        config = load_langserve_config(settings.server)
        first, *others = config.sites
        async with opening_site(settings, first.name) as site:
            for route in config.routes:
                site.create_bare_chain(route)
            report.praise("settings", f"{', '.join(route.path for route in config.routes)} will be served")
            report.praise("wires", "; ".join(format_wires(config)))
            files = load_widget_files()
            report.praise("answers", describe_answers(settings.answer))
            report.praise("panel", f'/widget/{files.script} integrity="{files.integrity}"')
            checks = create_checks(site)
            if others:
                checks = {f"index of {first.name}": checks.pop("index"), **checks}
            codes = [await _check(report, name, check) for name, check in checks.items()]
            for other in others:
                parts = SiteParts(site.process, other.name)
                codes.append(await _check(report, f"index of {other.name}", create_checks(parts)["index"]))
                await parts.aclose()
    except AskdocsError as error:
        return report.blame("settings", error)
    return next((code for code in codes if code), 0)


async def _check(report: _Report, name: str, check: "Check") -> int:
    try:
        report.praise(name, await check())
    except AskdocsError as error:
        return report.blame(name, error)
    return 0
