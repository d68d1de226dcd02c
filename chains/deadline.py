"""The time limit of a whole answer, which all its steps share."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from chains.errors import DeadlineError


@asynccontextmanager
async def within(deadline: float) -> AsyncIterator[None]:
    """Stop what runs inside at `deadline` (the event loop's clock, in seconds). Raises DeadlineError."""
    try:
        async with asyncio.timeout_at(deadline):
            yield
    except TimeoutError as error:
        raise DeadlineError("The answer took too long. Try again, or raise ANSWER_DEADLINE_SECONDS.") from error
