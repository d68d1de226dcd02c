"""What an indexing run would do, and what it would cost. Needs no key, and asks Gemini nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.gemini import count_calls
from app.index import DocumentSource, Forecast, OnProgress, forecast_run, opening_index
from app.settings import Settings
from app.settings.sites import DEFAULT_SITE

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Cost:
    """What embedding would take. Tokens are estimated from characters, and the price from them."""

    embedding_calls: int
    estimated_tokens: int
    estimated_price_usd: float


async def plan_run(
    sources: Sequence[DocumentSource],
    settings: Settings,
    site: str = DEFAULT_SITE,
    *,
    price: float,
    rebuild: bool,
    on_progress: OnProgress,
) -> tuple[Forecast, Cost]:
    """Read the sources and compare them with the index; `price` is that of a million embedded tokens, in US dollars.

    The calls are those that a run makes, but for retries.

    Raises:
        IndexingError: the index cannot be read.
    """
    async with opening_index(settings, site) as index:
        found = await forecast_run(sources, index=index, rebuild=rebuild, on_progress=on_progress)
    tokens = found.plan.estimated_tokens
    calls = sum(count_calls(batch, settings.gemini) for batch in found.batches)
    return found, Cost(calls, tokens, round(tokens / _MILLION * price, 6))
