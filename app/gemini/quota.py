"""Patience while Gemini says no: a call waits for its turn, and is tried again as long as that can help."""

import asyncio
import math
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

import stamina

from app.gemini.errors import is_final
from app.gemini.pace import Call, Pace, read_loop_clock
from app.settings import GeminiSettings
from chains.errors import ModelQuotaError

T = TypeVar("T")
PATIENCE_SECONDS = 300.0
"""How long calls may be refused for their quota, with no success among them, before a run gives up."""

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


def find_largest_call(settings: GeminiSettings) -> float:
    """The most tokens that one call may have."""
    limits = (settings.embedding_tokens_per_minute, settings.embedding_tokens_per_day)
    return min((limit for limit in limits if limit), default=math.inf)


class EmbeddingQuota:
    """Calls wait here for their turn and are tried again: an indexing run has time, unlike a question.

    `create_pace` builds what counts them, before the first call.
    """

    def __init__(self, settings: GeminiSettings, create_pace: Callable[[], Pace]) -> None:
        self.usage = EmbeddingUsage()
        self.largest_call = find_largest_call(settings)
        self._settings = settings
        self._create_pace = create_pace
        self._pace: Pace | None = None
        self._last_success = 0.0

    async def call(self, operation: Callable[[], Awaitable[T]], tokens: int) -> T:
        """Run one call of `tokens` tokens when the quota allows it, again while that can help.

        Raises:
            ModelQuotaError: the quota of the day is used up, or Gemini has refused every call for `PATIENCE_SECONDS`.
            ModelError: it failed for good.
        """
        began, failures, tries = read_loop_clock(), 0, 0

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

    async def aclose(self) -> None:
        """Close what counts the calls."""
        if self._pace is not None:
            await self._pace.aclose()
            self._pace = None

    def _choose_wait(self, error: ModelQuotaError, began: float) -> bool | float:
        """The seconds that Gemini names; False gives up."""
        now = read_loop_clock()
        wait = error.retry_after or 0.0
        if wait > PATIENCE_SECONDS or now - max(began, self._last_success) > PATIENCE_SECONDS:
            return False
        self.usage.waited_seconds += wait
        self.usage.on_wait(wait)
        return wait or True

    @asynccontextmanager
    async def _turn(self, tokens: int) -> AsyncIterator[None]:
        if self._pace is None:
            self._pace = self._create_pace()
        pace, began = self._pace, read_loop_clock()
        while not isinstance(call := await pace.begin(tokens), Call):
            self.usage.on_wait(call)
            await asyncio.sleep(call)
        self.usage.waited_seconds += read_loop_clock() - began
        try:
            yield
        except ModelQuotaError as error:
            await pace.give_back(call)
            if error.retry_after and error.retry_after <= PATIENCE_SECONDS:
                await pace.hold(error.retry_after)  # what Gemini names holds for every batch
            raise
        except BaseException:
            await pace.end(call)
            raise
        await pace.end(call)
        self._last_success = read_loop_clock()
        self.usage.calls += 1
        self.usage.tokens += tokens
