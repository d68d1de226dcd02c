"""Costs by day, and what caches and limits do."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from app.observability.metrics import get_metrics
from app.settings import Settings
from app.wires.admin.html import Html, create_list, create_select, create_site_select, create_table, join, render

if TYPE_CHECKING:
    from app.stores import DayTotal

_MILLION = 1_000_000
_TIMES = {"30": "30 days", "90": "90 days", "365": "a year"}
_SERIES = (
    *("askdocs_cache_requests", "askdocs_cache_bytes", "askdocs_cache_entries", "askdocs_cache_evictions"),
    *("askdocs_refused", "askdocs_answers_running", "askdocs_answers_kept", "askdocs_votes", "askdocs_circuit_state"),
)


def create_days_body(query: Mapping[str, str], days: Sequence["DayTotal"]) -> Html:
    """Answers, votes and tokens by day; what they cost where prices are filled in."""
    site = query.get("site", "")
    sites = create_site_select((day.site for day in days), site)
    days = [day for day in days if site in {"", day.site}]
    prices = {name: _read_price(query.get(name, "")) for name in ("input", "cached", "output")}
    has_prices = any(prices.values())
    by_day: defaultdict[str, list[DayTotal]] = defaultdict(list)
    for day in days:
        by_day[day.day].append(day)
    rows = []
    for name in sorted(by_day, reverse=True):
        totals = by_day[name]
        rows.append(
            (
                name,
                *(
                    _count(sum(getattr(total, column) for total in totals))
                    for column in ("answers", "from_cache", "upvotes", "downvotes")
                ),
                *(
                    _count(sum(getattr(total, column) for total in totals))
                    for column in ("input_tokens", "cached_tokens", "output_tokens")
                ),
                f"{_find_cost(totals, prices):,.2f}" if has_prices else "",
            )
        )
    columns = ("Day (UTC)", "Answers", "From cache", "Up", "Down", "Tokens in", "Of them cached", "Tokens out", "Cost")
    labels = {"input": "Price of a million tokens in", "cached": "cached", "output": "out"}
    form = render(
        '<form class="filters" method="get">{sites}{choice}{fields}<button>Show</button></form>',
        sites=sites,
        choice=create_select(
            "days", "Time", {"30": "30 days", "90": "90 days", "365": "a year"}, query.get("days", "30")
        ),
        fields=join(
            render(
                '<label>{label}<input name="{name}" value="{value}" inputmode="decimal" size="8"></label>',
                label=label,
                name=name,
                value=query.get(name, ""),
            )
            for name, label in labels.items()
        ),
    )
    total = f"{_find_cost(days, prices):,.2f}" if has_prices else "fill in your prices"
    tokens = sum(day.input_tokens + day.output_tokens for day in days)
    return join([form, create_list({"Tokens": _count(tokens), "Cost": total}), create_table("Days", columns, rows)])


def create_service_body(settings: Settings) -> Html:
    """The series of this process, and the limits that hold."""
    rows = [
        (
            family.name.removeprefix("askdocs_").replace("_", " "),
            ", ".join(sample.labels.values()),
            f"{sample.value:,.0f}",
        )
        for family in get_metrics().registry.collect()
        if family.name in _SERIES
        for sample in family.samples
        if not sample.name.endswith("_created")
    ]
    limits = {
        name.replace("_", " "): "off" if value == 0 else f"{value:,}"
        for name, value in settings.limits.model_dump(exclude={"redis_url"}).items()
    }
    kept = settings.stores
    keeping = {
        "Answers": f"for {kept.keep_answers_days} days" if kept.keep_answers else "not kept",
        "Texts of answers": "kept" if kept.keep_answers and kept.keep_answers_text else "not kept",
        "Threads": f"for {kept.keep_threads_days} days",
        "Database": "Postgres" if kept.database_url.get_secret_value() else "SQLite",
        "Counted in": "Redis" if settings.limits.redis_url.get_secret_value() else "this process",
    }
    return join(
        [
            create_table("Of this process, since it started", ("Series", "Of", "Value"), rows),
            render("<h2>Limits</h2>{limits}<h2>Kept</h2>{kept}", limits=create_list(limits), kept=create_list(keeping)),
        ]
    )


def _count(number: float) -> Html:
    return render('<span class="number">{number}</span>', number=f"{number:,.0f}")


def _read_price(text: str) -> float:
    try:
        price = float(text.replace(",", "."))
    except ValueError:
        return 0.0
    return price if 0 <= price < _MILLION else 0.0


def _find_cost(days: Sequence["DayTotal"], prices: Mapping[str, float]) -> float:
    """Cached tokens are part of those that went in; without a price of their own they cost the same."""
    cached = prices["cached"] or prices["input"]
    return (
        sum(
            (day.input_tokens - day.cached_tokens) * prices["input"]
            + day.cached_tokens * cached
            + day.output_tokens * prices["output"]
            for day in days
        )
        / _MILLION
    )
