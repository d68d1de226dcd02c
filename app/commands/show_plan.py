"""How `askdocs index --plan` shows what a run would do, and what it would cost."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from app.commands.console import format_inline
from app.commands.counts import format_chunks, format_count

if TYPE_CHECKING:
    from app.commands.safe_console import SafeConsole
    from app.index import Forecast
    from app.operations.plan_run import Cost

_SHOWN_PAGES = 20


def print_plan(console: "SafeConsole", found: "Forecast", cost: "Cost") -> None:
    """Texts and pages, then what embedding them would take."""
    texts = found.added + found.changed + found.moved + found.unchanged
    console.print(
        f"{format_count(found.pages, 'page')}, {format_chunks(found.chunks, texts)}: {found.added:,} would be added, "
        f"{found.changed:,} changed, {found.moved:,} moved, {found.deleted:,} deleted, {found.unchanged:,} unchanged."
    )
    for source in found.sources if len(found.sources) > 1 else ():
        console.print(
            f"  {format_inline(source.name)}: {format_count(source.pages, 'page')}, "
            f"{format_chunks(source.chunks, source.added + source.moved + source.unchanged)}: {source.added:,} new, "
            f"{source.moved:,} moved, {source.deleted:,} gone, {source.unchanged:,} unchanged."
        )
    if found.kept:
        console.print(f"Kept as before, of pages that cannot be read: {format_count(found.kept, 'chunk')}.")
    for mark, color, pages in (
        ("+", "green", found.added_pages),
        ("~", "yellow", found.changed_pages),
        ("-", "red", found.deleted_pages),
    ):
        for page in pages[:_SHOWN_PAGES]:
            console.print(f"[{color}]{mark}[/{color}] {format_inline(page)}")
        if len(pages) > _SHOWN_PAGES:
            console.print(f"[{color}]{mark}[/{color}] … and {len(pages) - _SHOWN_PAGES} more (--json lists all)")
    console.print(
        f"{format_count(cost.embedding_calls, 'embedding call')}, {format_count(cost.estimated_tokens, 'token')}, "
        f"{cost.estimated_price_usd:.4f} USD (estimated). Nothing was changed."
    )
    if found.refusal:
        console.print(
            f"[red]The run would be refused without --allow-shrink.[/red] {format_inline(found.refusal)} "
            "Check the site's folder and its options with `askdocs inspect SITE`."
        )


def format_plan(found: "Forecast", cost: "Cost") -> dict[str, Any]:
    """The same for machines."""
    counts = ("pages", "chunks", "added", "changed", "moved", "unchanged", "deleted", "kept")
    pages = ("added_pages", "changed_pages", "deleted_pages")
    told = {name: getattr(found, name) for name in (*counts, *pages, "refusal")}
    return told | {"sources": [asdict(source) for source in found.sources]} | asdict(cost)
