"""A chain whose answers are kept, and shared by all who ask the same at the same time."""

import json
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing, suppress
from hashlib import blake2b
from typing import Any, cast

from langchain_core.runnables import Runnable, RunnableConfig
from pydantic import BaseModel

from app.caching.cache import Cache
from app.context import Result, get_context
from app.observability.metrics import get_metrics
from chains.errors import IndexingError
from chains.listeners import has_listeners_of_its_own
from chains.parts import create_id, is_answer, join_parts, join_texts, rename, split_answer
from chains.runnables import WrappedChain
from chains.schemas import ChatRequest

_KEPT = {("answered", ""), ("abstained", "no_match"), ("abstained", "weak_match"), ("abstained", "not_in_docs")}
"""Outcomes and reasons. An answer without a citation is none of them: the next try may well have one."""


class CachedChain(WrappedChain):
    """The same answers as the chain's, in the same parts; `name` tells chains apart that answer differently.

    A run that its caller listens to shows its steps, so it is made for that caller alone.
    """

    def __init__(
        self,
        chain: Runnable[Any, Any],
        cache: Cache[Any],
        *,
        name: str,
        get_generation: Callable[[], Awaitable[str]],
    ) -> None:
        super().__init__(chain)
        self._input_type = cast("type[BaseModel]", chain.get_input_schema())
        self._cache = cache
        self._name = name
        self._get_generation = get_generation

    async def ainvoke(
        self,
        input: Any,  # noqa: A002 - LangChain's name
        config: RunnableConfig | None = None,
        **options: Any,
    ) -> Any:
        """The sum of the parts."""
        if (source := await self._find(input, config, options, whole=True)) is None:
            return await self._chain.ainvoke(input, config, **options)
        return rename(join_parts([part async for parts in source for part in parts]), create_id())

    async def astream(
        self,
        input: Any,  # noqa: A002 - LangChain's name
        config: RunnableConfig | None = None,
        **options: Any,
    ) -> AsyncIterator[Any]:
        """The parts; pieces of the response that are there at the same time come as one."""
        if (source := await self._find(input, config, options, whole=False)) is None:
            async for part in self._chain.astream(input, config, **options):
                yield part
            return
        delivery = create_id()
        async with aclosing(source):
            async for parts in source:
                for part in join_texts(parts):
                    yield rename(part, delivery)

    async def _find(
        self,
        input: Any,  # noqa: A002 - LangChain's name
        config: RunnableConfig | None,
        options: dict[str, Any],
        *,
        whole: bool,
    ) -> AsyncGenerator[list[Any]] | None:
        """What the cache says, or makes; None when it must not be asked."""
        use = get_context().cache
        generation = ""
        if use.may_store and not options and not _is_made_for_its_caller(config):
            with suppress(IndexingError):  # the chain finds out itself, and says so
                generation = await self._get_generation()
        if not generation:
            result: Result = "bypass" if use.may_store else "request"
            get_metrics().cache_requests.labels("answers", result).inc()
            use.note(result)
            return None
        # The caller's config without its callbacks: one run may have many callers.
        shared = cast("RunnableConfig", {name: value for name, value in (config or {}).items() if name != "callbacks"})
        make = self._answer_whole if whole else self._chain.astream
        return self._cache.read(
            generation,
            create_key(generation, self._name, self._input_type.model_validate(input)),
            lambda: make(input, shared),
            use=use,
            note=use.note,
            whole=whole,
        )

    async def _answer_whole(self, input: Any, config: RunnableConfig) -> AsyncIterator[Any]:  # noqa: A002
        """An answer that its first caller wants whole costs less so; a stream that joins it waits for its end."""
        for part in split_answer(await self._chain.ainvoke(input, config)):
            yield part


def create_key(generation: str, name: str, request: BaseModel) -> bytes:
    """A digest, so that no question is held in memory; equal for what must be answered equally."""
    if isinstance(request, ChatRequest) and request.filters.docusaurus_tag:
        tags = sorted(set(request.filters.docusaurus_tag))
        filters = request.filters.model_copy(update={"docusaurus_tag": tags})
        request = request.model_copy(update={"filters": filters})
    text = json.dumps([generation, name, request.model_dump(mode="json")])
    return blake2b(text.encode(), digest_size=32).digest()


def encode_answer(parts: list[Any]) -> bytes | None:
    """JSON of the sum of the parts; None for what is not kept."""
    answer = join_parts(parts)
    if not is_answer(answer) or (answer.get("outcome"), answer.get("reason")) not in _KEPT:
        return None
    try:
        return json.dumps(answer).encode()
    except (TypeError, ValueError):  # a chain of somebody's own, with objects of its own
        return None


def decode_answer(value: bytes) -> list[Any]:
    """The parts of an answer that was kept."""
    return split_answer(json.loads(value))


def _is_made_for_its_caller(config: RunnableConfig | None) -> bool:
    return has_listeners_of_its_own(config) or bool((config or {}).get("configurable"))
