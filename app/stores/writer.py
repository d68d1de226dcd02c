"""Writes answers behind the back of those who get them."""

import asyncio
from array import array
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

import numpy as np
import structlog
from cachetools import LRUCache
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, StatementError

from app.observability.metrics import get_metrics
from app.stores.answers import AnswerStore, StoredAnswer
from chains.errors import StoreUnavailableError

MAX_WAITING = 10_000
"""Answers that wait for a database that is away: 30 MB."""
BATCH = 200
EVERY_SECONDS = 1.0
"""How long an answer waits for others. Of fifty in one transaction, each costs 0.1 ms of CPU; alone, it costs 1.0."""
DRAIN_SECONDS = 5.0
_MAX_PAUSE_SECONDS = 30.0
_RECENT_VECTORS = 1_000


class AnswerWriter:
    """Takes answers at once and writes them in batches, one after the other.

    While the database is away they wait, as many as fit; the others are dropped and counted. What a killed process has
    not written, at most `EVERY_SECONDS` old, is lost; what it was writing is written whole or not at all.
    """

    def __init__(
        self,
        store: AnswerStore,
        *,
        max_waiting: int = MAX_WAITING,
        every_seconds: float = EVERY_SECONDS,
        pause_seconds: float = EVERY_SECONDS,
    ) -> None:
        """`pause_seconds` is the first pause after a failure; each further one is twice as long."""
        self._store = store
        self._max_waiting = max_waiting
        self._every_seconds = every_seconds
        self._pause_seconds = pause_seconds
        self._waiting: deque[StoredAnswer] = deque()
        self._vectors: LRUCache[str, array[float]] = LRUCache(_RECENT_VECTORS)
        self._has_work = asyncio.Event()
        self._is_full = asyncio.Event()
        self._writing = asyncio.Lock()
        self._failures = 0
        self._dropped = 0
        self._log = structlog.stdlib.get_logger("askdocs.answers")

    def put(self, answer: StoredAnswer, vector: Sequence[float] | None = None) -> None:
        """Take an answer; never waits and never raises.

        `vector` is the question's, where the answer does not bear it, in case of a vote against it.
        """
        if len(self._waiting) >= self._max_waiting:
            self._drop(1)
            return
        self._waiting.append(answer)
        if vector is not None:
            self._vectors[answer.run or answer.id] = self._vectors[answer.id] = array("f", vector)
        self._has_work.set()
        if len(self._waiting) >= BATCH:
            self._is_full.set()

    def get_vector(self, answer_id: str) -> bytes | None:
        """The vector of a recent question that was answered in this process, as float16; by the answer's id or run."""
        vector = self._vectors.get(answer_id)
        return None if vector is None else pack(vector)

    async def flush(self) -> None:
        """Write what waits. Raises StoreUnavailableError."""
        async with self._writing:
            while self._waiting:
                await self._write([self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))])

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Within the block, write what comes; behind it, what still waits, for at most `DRAIN_SECONDS`."""
        task = asyncio.create_task(self._keep_writing(), name="answers")
        try:
            yield
        finally:
            with suppress(StoreUnavailableError, TimeoutError):
                async with asyncio.timeout(DRAIN_SECONDS):
                    await self.flush()  # behind the batch under way
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            if self._waiting:
                self._drop(len(self._waiting))
                self._waiting.clear()
            self._tell_end()

    async def _keep_writing(self) -> None:
        while True:
            await self._has_work.wait()
            with suppress(TimeoutError):
                async with asyncio.timeout(self._find_pause()):
                    await self._is_full.wait()
            try:
                await self.flush()
            except StoreUnavailableError as error:
                self._note_failure(error)
                continue
            self._tell_end()
            self._has_work.clear()
            self._is_full.clear()

    def _find_pause(self) -> float:
        if not self._failures:
            return self._every_seconds
        self._is_full.clear()
        return min(_MAX_PAUSE_SECONDS, self._pause_seconds * 2.0 ** min(self._failures - 1, 10))

    async def _write(self, batch: Sequence[StoredAnswer]) -> None:
        try:
            await self._store.add(batch)
        except StoreUnavailableError as error:
            if not _is_refused(error):
                self._waiting.extendleft(reversed(batch))
                raise
            if len(batch) > 1:
                for answer in batch:
                    await self._write([answer])
                return
            self._log.warning("answer_not_kept", detail=str(error))
            self._drop(1)
            return
        except asyncio.CancelledError:
            self._waiting.extendleft(reversed(batch))
            raise
        get_metrics().answers_kept.labels("written").inc(len(batch))

    def _drop(self, count: int) -> None:
        self._dropped += count
        get_metrics().answers_kept.labels("dropped").inc(count)

    def _note_failure(self, error: StoreUnavailableError) -> None:
        self._failures += 1
        if self._failures == 1:
            self._log.warning("answers_wait", waiting=len(self._waiting), detail=str(error))

    def _tell_end(self) -> None:
        if self._failures or self._dropped:
            self._log.warning("answers_written_again", tries=self._failures, dropped=self._dropped)
        self._failures = self._dropped = 0


def pack(vector: Sequence[float]) -> bytes:
    """A vector as float16."""
    return np.asarray(vector, np.float16).tobytes()


def _is_refused(error: StoreUnavailableError) -> bool:
    """Whether the database refuses what is written, which it would do again."""
    cause = error.__cause__
    return isinstance(cause, DataError | IntegrityError | OverflowError | UnicodeError) or (
        isinstance(cause, StatementError) and not isinstance(cause, DBAPIError)
    )
