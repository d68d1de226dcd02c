"""Chains behind a cache, for its tests: what is asked of them, when they answer, and what becomes of it."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

from langchain_core.runnables import Runnable, RunnableGenerator
from langchain_core.runnables.utils import AddableDict

from app.caching import Caches
from app.context import CacheUse, RequestContext, entering
from app.middleware.departures import RunningAnswers
from app.settings import CacheSettings
from chains.schemas import ChatRequest

QUESTION = {"query": "How hot?"}
LAST = {"cited": [1], "nearest": [], "unverified": [], "outcome": "answered", "reason": "", "usage": {}}


class Generation:
    """An index of which only the generation is known."""

    def __init__(self) -> None:
        self.generation = "one"
        self.error: Exception | None = None

    async def get_generation(self) -> str:
        if self.error:
            raise self.error
        return self.generation


class Upstream:
    """A chain whose answers go on for as long as the test says, and which counts what becomes of them."""

    def __init__(self, *errors: Exception | None) -> None:
        self.errors = list(errors)
        self.go_on = asyncio.Event()
        self.begun = self.finished = self.stopped = 0
        self.chain: Runnable[Any, Any] = RunnableGenerator(self.answer).with_types(input_type=ChatRequest)

    async def answer(self, inputs: AsyncIterator[Any]) -> AsyncIterator[AddableDict]:
        request = ChatRequest.model_validate(await anext(inputs))
        self.begun += 1
        number = self.begun
        try:
            if self.errors and (error := self.errors.pop(0)):
                await self.go_on.wait()
                raise error  # noqa: TRY301 - that is what it is for
            yield AddableDict(id=f"made {number}", sources=[request.query, number])
            yield AddableDict(response="Very ")
            await self.go_on.wait()
            yield AddableDict(response="hot.")
            yield AddableDict(LAST)
            self.finished += 1
        except BaseException:
            self.stopped += 1
            raise


def wrap(
    chain: Runnable[Any, Any],
    index: Generation | None = None,
    running: RunningAnswers | None = None,
    **settings: Any,
) -> Runnable[Any, Any]:
    caches = Caches(CacheSettings(**settings), running or RunningAnswers())
    return caches.wrap_chain(
        chain, "default", index or Generation(), name="chains.answer:create_answer_chain", variant=""
    )


@contextmanager
def requesting(cache: CacheUse | None = None) -> Iterator[RequestContext]:
    """A request that wants this of the caches."""
    with entering(RequestContext(cache=cache or CacheUse())) as context:
        try:
            yield context
        finally:
            context.cache.end()


async def collect(chain: Runnable[Any, Any], request: Any = QUESTION, **options: Any) -> list[Any]:
    return [part async for part in chain.astream(request, **options)]


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)
