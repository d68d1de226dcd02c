"""What the model's work on an answer takes: tokens, and their price."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.evaluation.statistics import mean
from chains.errors import UsageError
from chains.schemas import Usage

TOKEN_METRICS = ("input_tokens", "cached_tokens", "output_tokens")
ANSWER_USD = "answer_usd"
FOREIGN = "foreign_"
"""Begins the names of the same figures for foreign questions, which take less: most are refused in one sentence."""
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Prices:
    """US dollars for a million tokens, as a model's price list has them."""

    input: float
    cached: float
    """Of the input tokens that the model had cached."""
    output: float


def parse_prices(text: str) -> Prices:
    """`0.30,0.03,2.50`: input, cached input, output. Raises UsageError."""
    try:
        prices = Prices(*map(float, text.split(",")))
    except (ValueError, TypeError):
        prices = Prices(-1, -1, -1)
    if not all(0 <= price < _MILLION for price in (prices.input, prices.cached, prices.output)):
        raise UsageError(
            f"--price: {text} is no price. Write US dollars for a million tokens as INPUT,CACHED,OUTPUT, such as "
            "0.30,0.03,2.50."
        )
    return prices


def measure_tokens(usages: Iterable[Usage], *, prefix: str = "") -> dict[str, float]:
    """Means of the answers for which the model was asked; nothing when it told no tokens."""
    told = [usage for usage in usages if usage.input_tokens]
    return {prefix + name: mean([getattr(usage, name) for usage in told]) for name in TOKEN_METRICS} if told else {}


def price_tokens(metrics: Mapping[str, float], prices: Prices, *, prefix: str = "") -> dict[str, float]:
    """The price of the mean answer; nothing when its tokens are not known."""
    if prefix + TOKEN_METRICS[0] not in metrics:
        return {}
    given, cached, written = (metrics[prefix + name] for name in TOKEN_METRICS)
    usd = ((given - cached) * prices.input + cached * prices.cached + written * prices.output) / _MILLION
    return {prefix + ANSWER_USD: usd}
