"""`askdocs index --rollback`."""

from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.markup import escape

from app.commands.counts import format_count

if TYPE_CHECKING:
    from app.settings import Settings


async def roll_back(settings: "Settings", *, as_json: bool) -> None:
    """Swap the previous index back in, and say what it is. Needs no key."""
    from app.qdrant import create_index
    from app.server import create_signature

    signature = create_signature(settings)
    index = create_index(settings.qdrant, settings.bm25, signature)
    try:
        record = await index.roll_back()
    finally:
        await index.aclose()
    if as_json:
        typer.echo(record.model_dump_json(indent=2))
        return
    console = Console(highlight=False, soft_wrap=True)
    made = record.last_run
    console.print(
        f"Back at the index of {made.started:%Y-%m-%d %H:%M} UTC: {format_count(made.points, 'passage')} of "
        f"{format_count(made.pages, 'page')}. The same command goes forward again."
    )
    if record.signature != signature:
        difference = escape(record.signature.explain_difference(signature))
        console.print(
            f"[yellow]It was made with other settings[/yellow] ({difference}): set them back, or questions are refused."
        )
