"""`askdocs doctor`."""

import asyncio
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.markup import escape

from chains.errors import AskdocsError

if TYPE_CHECKING:
    from app.wires.health import Check


def doctor() -> None:
    """Check the settings, the index and Gemini, and say what to do about each thing that is wrong.

    Example: `askdocs doctor`
    """
    code = asyncio.run(_examine(Console(highlight=False, soft_wrap=True)))
    if code:
        raise typer.Exit(code)


async def _examine(console: Console) -> int:
    """Run every check, in the order in which they depend on each other; the exit code is that of the first failure."""
    from app.observability.log import configure_logging
    from app.operations.checks import create_checks
    from app.parts import opening_site
    from app.settings import load_settings
    from app.settings.routes import load_langserve_config

    try:
        settings = load_settings()
        configure_logging(settings.server.log_level)
        config = load_langserve_config(settings.server)
        for route in config.routes:
            route.load_factory()
    except AskdocsError as error:
        _print(console, "settings", str(error), ok=False)
        return error.exit_code
    _print(console, "settings", f"{', '.join(route.path for route in config.routes)} will be served", ok=True)
    try:
        async with opening_site(settings) as site:
            codes = [await _check(console, name, check) for name, check in create_checks(site).items()]
    except AskdocsError as error:
        _print(console, "settings", str(error), ok=False)
        return error.exit_code
    return next((code for code in codes if code), 0)


async def _check(console: Console, name: str, check: "Check") -> int:
    try:
        _print(console, name, await check(), ok=True)
    except AskdocsError as error:
        _print(console, name, str(error), ok=False)
        return error.exit_code
    return 0


def _print(console: Console, name: str, text: str, *, ok: bool) -> None:
    mark = "[green]✓[/green]" if ok else "[red]✗[/red]"
    console.print(f"{mark} {name}: {escape(text)}")
