"""The time of an answer: the limit that all its steps share, and what those take that work piece by piece."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Literal

from chains.errors import DeadlineError

NoteStep = Callable[[Literal["guard", "verdict"], float], None]
"""Is told what a step of one answer took, in seconds."""


@asynccontextmanager
async def within(deadline: float) -> AsyncIterator[None]:
    """Stop what runs inside at `deadline` (the event loop's clock, in seconds). Raises DeadlineError."""
    try:
        async with asyncio.timeout_at(deadline):
            yield
    except TimeoutError as error:
        raise DeadlineError("The answer took too long. Try again, or raise ANSWER_DEADLINE_SECONDS.") from error


class Stopwatch:
    """The seconds of all blocks together."""

    def __init__(self) -> None:
        self.seconds = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count the time of the block."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self.seconds += time.perf_counter() - started


def note_nothing(_: Literal["guard", "verdict"], __: float) -> None:
    """Where nobody wants to know."""
