"""When the next call that embeds documents may begin, as far as calls and tokens a minute and tokens a day decide.

A window slides, and a call stays in it until 60 seconds after its answer: however Gemini places its own minute, and
however long a call is under way, no minute of Gemini's holds more. `limits`, which counts questions elsewhere, keeps a
timestamp for every token; leaky buckets such as aiolimiter's let up to twice the limit through in one minute.
"""

import asyncio
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.gemini.embedding_ledger import DayLedger
from app.settings import GeminiSettings

MINUTE = 60.0
_LOOK_AGAIN_SECONDS = 0.05


@dataclass(slots=True, eq=False)
class Call:
    """A call that has begun; `expires` is when it leaves the window."""

    tokens: int
    expires: float = math.inf  # while it is under way
    number: int = 0
    """Its name where it is counted for several processes."""


class Pace(Protocol):
    """Where calls are counted: in this process, or for several."""

    async def begin(self, tokens: int) -> Call | float:
        """Count a call, if it may begin now; else the seconds until it is worth asking again.

        Raises:
            DailyQuotaError: the tokens of the day are used up.
        """
        ...

    async def end(self, call: Call) -> None:
        """It was answered: a minute from now it leaves the window."""
        ...

    async def give_back(self, call: Call) -> None:
        """Gemini has refused it, and does not count it."""
        ...

    async def hold(self, seconds: float) -> None:
        """Let no call begin for so long, because Gemini said so."""
        ...

    async def aclose(self) -> None:
        """Close what it has opened."""
        ...


class LocalPace:
    """Counts in the memory of this process; `usage_file` keeps the tokens of the last 24 hours from run to run."""

    def __init__(self, settings: GeminiSettings, usage_file: Path | None) -> None:
        self._settings = settings
        self._ledger = DayLedger(settings.embedding_tokens_per_day, usage_file)
        self._calls: list[Call] = []
        self._resume_at = 0.0

    async def begin(self, tokens: int) -> Call | float:
        """See `Pace`."""
        now = read_loop_clock()
        self._calls = sorted((call for call in self._calls if call.expires > now), key=lambda call: call.expires)
        free_at = max(self._resume_at, find_free_at(self._calls, tokens, self._settings))
        if math.isinf(free_at):
            return _LOOK_AGAIN_SECONDS
        if free_at > now:
            return free_at - now
        self._ledger.raise_if_spent(tokens)
        call = Call(tokens)
        self._calls.append(call)
        self._ledger.add(tokens)
        return call

    async def end(self, call: Call) -> None:
        """See `Pace`."""
        call.expires = read_loop_clock() + MINUTE

    async def give_back(self, call: Call) -> None:
        """See `Pace`."""
        self._calls.remove(call)
        self._ledger.add(-call.tokens)

    async def hold(self, seconds: float) -> None:
        """See `Pace`."""
        self._resume_at = max(self._resume_at, read_loop_clock() + seconds)

    async def aclose(self) -> None:
        """See `Pace`."""


def find_free_at(calls: Sequence[Call], tokens: int, settings: GeminiSettings) -> float:
    """When a call of so many tokens fits into the window; 0 when it does now.

    `calls` are those in the window, by the time when they leave it.
    """
    free_at = 0.0
    requests = settings.embedding_requests_per_minute
    if requests and (surplus := len(calls) + 1 - requests) > 0:
        free_at = calls[surplus - 1].expires
    budget = settings.embedding_tokens_per_minute
    if budget:
        left = budget - min(tokens, budget) - sum(call.tokens for call in calls)
        for call in calls:
            if left >= 0:
                break
            left += call.tokens
            free_at = max(free_at, call.expires)
    return free_at


def read_loop_clock() -> float:
    """The clock by which the loop sleeps."""
    return asyncio.get_running_loop().time()
