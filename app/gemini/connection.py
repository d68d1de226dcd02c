"""The way to Gemini: one session, a cap on calls under way, time limits and retries."""

import asyncio
import math
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

import stamina

from app.breaker import Breaker
from app.context import get_context
from app.gemini.errors import get_known_errors, is_final, translate
from app.gemini.models import Models
from app.gemini.session import Session
from app.observability.metrics import show_circuit
from app.settings import GeminiSettings
from chains.errors import (
    AskdocsError,
    BusyError,
    ModelAccessError,
    ModelError,
    ModelQuotaError,
    ModelResponseError,
    ModelTimeoutError,
    ModelUnavailableError,
)

T = TypeVar("T")
TRIPS = (ModelAccessError, ModelQuotaError, ModelUnavailableError, ModelTimeoutError, ModelResponseError)
"""What says that the next call will fail too; a request that Gemini refuses for what it is does not."""
TURN_SECONDS = 5.0
"""How long a call of a question waits for its turn: an answer takes about 4 s, and then its turn is free."""


class Connection:
    """Stands in for the SDK's client where LangChain's classes hold one; adds the cap, time limits and retries."""

    def __init__(self, settings: GeminiSettings, *, turn_seconds: float = TURN_SECONDS) -> None:
        self._settings = settings
        self._turn_seconds = turn_seconds
        self._session: Session | None = None
        self.chat_breaker = Breaker("gemini_chat", TRIPS, on_change=show_circuit)
        self.embedding_breaker = Breaker("gemini_embeddings", TRIPS, on_change=show_circuit)

    @property
    def session(self) -> Session:
        """Made at its first use. It belongs to the event loop that uses it first, until it is closed there.

        Raises:
            RuntimeError: another event loop has not closed it.
        """
        if self._session is None:
            self._session = Session(self._settings)
        if self._session.loop is not asyncio.get_running_loop():
            raise RuntimeError("The connections to Gemini belong to another event loop: close them there first.")
        return self._session

    @property
    def aio(self) -> "Connection":
        """What the LangChain classes ask their `client` for."""
        return self

    @property
    def models(self) -> Models:
        """What they ask that for."""
        return self.session.models

    async def call(self, operation: Callable[[], Awaitable[T]], *, seconds: float, breaker: Breaker) -> T:
        """Run a call with its time limit, again while that can help. Raises ModelError or BusyError."""

        async def run() -> T:
            async with self.limits(seconds, breaker):
                return await operation()

        return await self.repeat(run, breaker)

    @asynccontextmanager
    async def limits(
        self, seconds: float, breaker: Breaker, *, is_patient: bool = False
    ) -> AsyncIterator[asyncio.Timeout]:
        """One try of a call: it waits for its turn, and then has so many seconds, which may be rescheduled.

        Who is patient waits for the turn without bound. That wait is no failure of Gemini's: it counts for no time
        limit of a call and opens no circuit.

        Raises:
            BusyError: the turn did not come in time.
            ModelError: Gemini failed.
        """
        breaker.raise_if_open()
        slots = self.session.slots
        if slots.locked():
            await self._wait_for_turn(None if is_patient else self._turn_seconds)
        else:
            await slots.acquire()
        try:
            with breaker.guarding():
                try:
                    async with asyncio.timeout(seconds) as limit:
                        yield limit
                except AskdocsError:
                    raise
                except get_known_errors() as error:
                    raise translate(error) from error
        finally:
            slots.release()

    async def _wait_for_turn(self, seconds: float | None) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self.session.slots.acquire()
        except TimeoutError as error:
            raise BusyError(
                "As many calls of the model as may be are under way. Try again in a moment.",
                advice="Raise GEMINI_MAX_CONCURRENCY, or lower LIMIT_CONCURRENT_ANSWERS.",
                retry_after=seconds,
            ) from error

    async def repeat(self, run: Callable[[], Awaitable[T]], breaker: Breaker, *, seconds: float = math.inf) -> T:
        """Run it, again while its error may pass, after the time that Gemini names or a growing one of our own.

        No try begins later than in so many seconds. stamina is only asked once a try has failed: what it prepares for
        each call cost 5 % of an answer, most of it rings that wait for the garbage collector.
        """
        loop = asyncio.get_running_loop()
        last_begin = loop.time() + seconds

        def should_retry(error: Exception) -> bool | float:
            if breaker.state != "closed" or get_context().departures.are_ended:
                return False
            return self._find_wait(error, last_begin - loop.time())

        try:
            return await run()
        except ModelError as error:  # what is not Gemini's is never tried again
            if not should_retry(error):
                raise
            failure: ModelError | None = error
        async for attempt in stamina.retry_context(
            on=should_retry,
            attempts=self._settings.max_attempts,
            timeout=None,
            wait_initial=0.3,
            wait_max=self._settings.max_wait_seconds,
        ):
            with attempt:
                if failure is not None:  # the try that has been made is the first of stamina's
                    first, failure = failure, None
                    raise first
                return await run()
        raise AssertionError("stamina always returns or raises")

    def _find_wait(self, error: Exception, seconds_left: float) -> bool | float:
        if is_final(error) or seconds_left <= 0:
            return False
        if isinstance(error, ModelQuotaError) and error.retry_after is not None:
            return (
                error.retry_after if error.retry_after <= min(self._settings.max_wait_seconds, seconds_left) else False
            )
        return True

    async def aclose(self) -> None:
        """Close the connections, in the event loop to which they belong."""
        if self._session is not None:
            session, self._session = self.session, None
            await session.aclose()
