"""What the address of a list asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from app.stores import AnswerFilter

DEFAULT_DAYS = 7
MAX_DAYS = 36_500
_MAX_CHARACTERS = 200
_MAX_DIGITS = 9
_VOTES: dict[str, Literal[1, -1]] = {"up": 1, "down": -1}


@dataclass(frozen=True, slots=True)
class Filters:
    """The query of an address, and what it means."""

    query: Mapping[str, str]
    """What is filled in, as it came, without the place in the list."""
    wanted: AnswerFilter
    first_day: str


def read_filters(given: Mapping[str, str], now: datetime | None = None) -> Filters:
    """What cannot be read is left out, as if it were not there."""
    names = ("days", "outcome", "reason", "version", "locale", "vote", "failed", "page", "words", "site")
    query = {name: given[name][:_MAX_CHARACTERS].replace("\0", "") for name in names if given.get(name, "").strip()}
    days = read_days(query.get("days", ""), DEFAULT_DAYS)
    midnight = (now or datetime.now(UTC)).replace(hour=0, minute=0, second=0, microsecond=0)
    first = midnight - timedelta(days=days - 1)
    wanted = AnswerFilter(
        since=first.timestamp(),
        site=query.get("site", ""),
        version=query.get("version", ""),
        locale=query.get("locale", ""),
        outcome=query.get("outcome", ""),
        reason=query.get("reason", ""),
        page=query.get("page", ""),
        question=query.get("words", ""),
        vote=_VOTES.get(query.get("vote", "")),
        has_vote=query.get("vote", "") in {"any", *_VOTES},
        is_failed="failed" in query,
    )
    return Filters(query, wanted, f"{first:%Y-%m-%d}")


def read_days(text: str, default: int) -> int:
    """How many days are asked for, from 1 to `MAX_DAYS`."""
    return min(max(int(text), 1), MAX_DAYS) if text.isdecimal() and len(text) <= _MAX_DIGITS else default
