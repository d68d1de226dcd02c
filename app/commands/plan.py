"""`askdocs index --plan`: what a run would do, and what it would cost."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape

from app.commands.counts import format_count
from app.commands.progress import shown_progress

if TYPE_CHECKING:
    from app.qdrant import Forecast
    from app.settings import Settings
    from indexing.model import Site

_MILLION = 1_000_000
_SHOWN_PAGES = 20


@dataclass(frozen=True, slots=True)
class Cost:
    """What embedding would take. Tokens are estimated from characters, and the price from them."""

    embedding_calls: int
    estimated_tokens: int
    estimated_price_usd: float


async def forecast(site: "Site", settings: "Settings", console: Console, *, rebuild: bool) -> "Forecast":
    """Read the site and compare it with the index. Needs no key, and asks Gemini nothing."""
    from app.qdrant import create_index, plan_site
    from app.server import create_signature

    index = create_index(settings.qdrant, settings.bm25, create_signature(settings))
    try:
        with shown_progress(console, site.count_pages()) as on_progress:
            return await plan_site(
                site.read_pages(),
                index=index,
                unreadable=site.unreadable_urls,
                rebuild=rebuild,
                on_progress=on_progress,
            )
    finally:
        await index.aclose()


def estimate_cost(found: "Forecast", settings: "Settings") -> Cost:
    """The calls are those that a run makes, but for retries."""
    from app.gemini import count_calls

    tokens = found.plan.estimated_tokens
    calls = sum(count_calls(batch, settings.gemini) for batch in found.batches)
    return Cost(calls, tokens, round(tokens / _MILLION * settings.gemini.embedding_price, 6))


def print_plan(console: Console, found: "Forecast", cost: Cost) -> None:
    """Texts and pages, then what embedding them would take."""
    console.print(
        f"{format_count(found.pages, 'page')}, {format_count(found.chunks, 'chunk')}: {found.added} would be added, "
        f"{found.changed} changed, {found.moved} moved, {found.deleted} deleted, {found.unchanged} unchanged."
    )
    if found.kept:
        console.print(f"Kept as before, of pages that cannot be read: {format_count(found.kept, 'chunk')}.")
    for mark, color, pages in (
        ("+", "green", found.added_pages),
        ("~", "yellow", found.changed_pages),
        ("-", "red", found.deleted_pages),
    ):
        for page in pages[:_SHOWN_PAGES]:
            console.print(f"[{color}]{mark}[/{color}] {escape(page)}")
        if len(pages) > _SHOWN_PAGES:
            console.print(f"[{color}]{mark}[/{color}] … and {len(pages) - _SHOWN_PAGES} more (--json lists all)")
    console.print(
        f"{format_count(cost.embedding_calls, 'embedding call')}, {format_count(cost.estimated_tokens, 'token')}, "
        f"{cost.estimated_price_usd:.4f} USD (estimated). Nothing was changed."
    )


def format_plan(found: "Forecast", cost: Cost) -> dict[str, Any]:
    """The same for machines."""
    counts = ("pages", "chunks", "added", "changed", "moved", "unchanged", "deleted", "kept")
    pages = ("added_pages", "changed_pages", "deleted_pages")
    return {name: getattr(found, name) for name in (*counts, *pages)} | asdict(cost)
