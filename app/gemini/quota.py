"""How fast texts may be embedded: calls and tokens a minute, tokens a day, and patience while Gemini says no.

A window slides, and a call stays in it until 60 seconds after its answer: however Gemini places its own minute, and
however long a call is under way, no minute of Gemini's holds more. `limits`, which counts questions elsewhere, keeps a
timestamp for every token; leaky buckets such as aiolimiter's let up to twice the limit through in one minute.
"""

import asyncio
import math
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import stamina

from app.gemini.embedding_ledger import DayLedger
from app.gemini.errors import is_final
from app.settings import GeminiSettings
from chains.errors import ModelQuotaError

T = TypeVar("T")
PATIENCE_SECONDS = 300.0
"""How long calls may be refused for their quota, with no success among them, before a run gives up."""

_MINUTE = 60.0
_LOOK_AGAIN_SECONDS = 0.05
_ATTEMPTS_FACTOR = 2  # a run that ends costs more than a question that fails


@dataclass(slots=True)
class EmbeddingUsage:
    """What embedding texts has cost so far; tokens are estimated, because Gemini does not tell them."""

    calls: int = 0
    tokens: int = 0
    retries: int = 0
    waited_seconds: float = 0.0
    """All waiting for the quota together: of several batches at once, each counts."""
    on_wait: Callable[[float], None] = lambda _: None
    """Told the seconds whenever a batch begins to wait for the quota."""


@dataclass(slots=True, eq=False)
class _Call:
    tokens: int
    expires: float = math.inf  # while it is under way


def find_largest_call(settings: GeminiSettings) -> float:
    """The most tokens that one call may have."""
    limits = (settings.embedding_tokens_per_minute, settings.embedding_tokens_per_day)
    return min((limit for limit in limits if limit), default=math.inf)


class EmbeddingQuota:
    """Calls wait here for their turn and are tried again: an indexing run has time, unlike a question.

    `usage_file` keeps the tokens of the last 24 hours from run to run; None: they are forgotten with the process.
    """

    def __init__(self, settings: GeminiSettings, usage_file: Path | None) -> None:
        self.usage = EmbeddingUsage()
        self.largest_call = find_largest_call(settings)
        self._settings = settings
        self._ledger = DayLedger(settings.embedding_tokens_per_day, usage_file)
        self._calls: list[_Call] = []
        self._resume_at = 0.0
        self._last_success = 0.0

    async def call(self, operation: Callable[[], Awaitable[T]], tokens: int) -> T:
        """Run one call of `tokens` tokens when the quota allows it, again while that can help.

        Raises:
            ModelQuotaError: the quota of the day is used up, or Gemini has refused every call for `PATIENCE_SECONDS`.
            ModelError: it failed for good.
        """
        began, failures, tries = _now(), 0, 0

        def should_retry(error: Exception) -> bool | float:
            nonlocal failures
            if is_final(error):
                return False
            if isinstance(error, ModelQuotaError):
                return self._choose_wait(error, began)
            failures += 1
            return failures < self._settings.max_attempts * _ATTEMPTS_FACTOR

        async for attempt in stamina.retry_context(
            on=should_retry,
            attempts=None,
            timeout=None,
            wait_initial=0.3,
            wait_max=self._settings.max_wait_seconds,
        ):
            self.usage.retries += min(tries, 1)
            tries += 1
            with attempt:
                async with self._turn(tokens):
                    result = await operation()
        return result

    def _choose_wait(self, error: ModelQuotaError, began: float) -> bool | float:
        """What Gemini names holds for every batch; False gives up."""
        now = _now()
        wait = error.retry_after or 0.0
        if wait > PATIENCE_SECONDS or now - max(began, self._last_success) > PATIENCE_SECONDS:
            return False
        self._resume_at = max(self._resume_at, now + wait)
        self.usage.waited_seconds += wait
        self.usage.on_wait(wait)
        return wait or True

    @asynccontextmanager
    async def _turn(self, tokens: int) -> AsyncIterator[None]:
        began = _now()
        while (wait := self._find_wait(tokens)) > 0:
            self.usage.on_wait(wait)
            await asyncio.sleep(wait)
        self.usage.waited_seconds += _now() - began
        self._ledger.raise_if_spent(tokens)
        call = _Call(tokens)
        self._calls.append(call)
        self._ledger.add(tokens)
        try:
            yield
        except ModelQuotaError:  # Gemini does not count what it refuses
            self._calls.remove(call)
            self._ledger.add(-tokens)
            raise
        finally:
            call.expires = _now() + _MINUTE
        self._last_success = _now()
        self.usage.calls += 1
        self.usage.tokens += tokens

    def _find_wait(self, tokens: int) -> float:
        """Seconds until it is worth looking again; 0 when the call may begin."""
        now = _now()
        self._calls = sorted((call for call in self._calls if call.expires > now), key=lambda call: call.expires)
        free_at = self._resume_at
        requests = self._settings.embedding_requests_per_minute
        if requests and (surplus := len(self._calls) + 1 - requests) > 0:
            free_at = max(free_at, self._calls[surplus - 1].expires)
        budget = self._settings.embedding_tokens_per_minute
        if budget:
            left = budget - min(tokens, budget) - sum(call.tokens for call in self._calls)
            for call in self._calls:
                if left >= 0:
                    break
                left += call.tokens
                free_at = max(free_at, call.expires)
        return _LOOK_AGAIN_SECONDS if math.isinf(free_at) else max(0.0, free_at - now)


def _now() -> float:
    """The clock by which the loop sleeps."""
    return asyncio.get_running_loop().time()
