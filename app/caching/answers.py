"""A chain whose answers are kept, and shared by all who ask the same at the same time."""

import json
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing, suppress
from functools import partial
from inspect import isclass
from typing import Any, cast

from langchain_core.runnables import Runnable, RunnableConfig
from pydantic import BaseModel
from pydantic_core import from_json

from app.caching.cache import Cache
from app.caching.making import Codec
from app.caching.packing import Packer
from app.caching.port import Key, create_digest
from app.context import get_context
from chains.errors import IndexingError
from chains.parts import create_id, is_answer, join_parts, join_texts, rename, split_answer, without_usage
from chains.runnables import WrappedChain, has_listeners_of_its_own
from chains.schemas import ChatRequest

_KEPT = {("answered", ""), ("abstained", "no_match"), ("abstained", "weak_match"), ("abstained", "not_in_docs")}
"""Outcomes and reasons. An answer without a citation is none of them: the next try may well have one."""


class CachedChain(WrappedChain):
    """The same answers as the chain's, in the same parts, from the documentation of one site.

    Chains of one `name` and one `variant` share their answers: the name says which chain it is, and the variant what
    else its answers depend on, such as its settings and its model.

    A run that its caller listens to shows its steps, so it is made for that caller alone.
    """

    def __init__(
        self,
        chain: Runnable[Any, Any],
        cache: Cache[Any],
        *,
        site: str,
        name: str,
        variant: str,
        get_generation: Callable[[], Awaitable[str]],
    ) -> None:
        super().__init__(chain)
        self._input_type = cast("type[BaseModel]", chain.get_input_schema())
        model = _get_output_model(chain)
        packer = Packer()
        self._codec = Codec(
            partial(encode_answer, model=model, packer=packer), partial(decode_answer, model=model, packer=packer)
        )
        self._cache = cache
        self._site = site
        self._name = name
        self._variant = variant
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
                for part in join_texts(piece for one in parts for piece in split_answer(one)):
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
            self._cache.note(use, "bypass" if use.may_store else "request")
            return None
        request = self._input_type.model_validate(input)
        key = Key(self._site, generation, create_answer_digest(self._name, self._variant, request))
        # The caller's config without its callbacks: one run may have many callers.
        shared = cast("RunnableConfig", {name: value for name, value in (config or {}).items() if name != "callbacks"})
        make = self._answer_whole if whole else self._chain.astream
        return self._cache.read(key, lambda: make(input, shared), codec=self._codec, use=use, whole=whole)

    async def _answer_whole(self, input: Any, config: RunnableConfig) -> AsyncIterator[Any]:  # noqa: A002
        """An answer that its first caller wants whole costs less so; a stream that joins it waits for its end."""
        yield await self._chain.ainvoke(input, config)


def create_answer_digest(name: str, variant: str, request: BaseModel) -> bytes:
    """Equal for what must be answered equally, which is the whole request; the order of tags changes nothing."""
    if isinstance(request, ChatRequest) and request.filters.docusaurus_tag:
        tags = sorted(set(request.filters.docusaurus_tag))
        filters = request.filters.model_copy(update={"docusaurus_tag": tags})
        request = request.model_copy(update={"filters": filters})
    return create_digest(name, variant, request.model_dump(mode="json"))


def encode_answer(parts: list[Any], *, model: type[BaseModel] | None, packer: Packer) -> bytes | None:
    """Packed JSON of the sum of the parts; None for what may come out better next time or what no wire can deliver.

    `model` is what the wires check an answer against. Whoever gets it from the cache spends nothing.
    """
    answer = join_parts(parts)
    try:
        if not _is_kept(answer, model):
            return None
        return packer.pack(json.dumps(without_usage(answer), ensure_ascii=False, allow_nan=False).encode())
    except (TypeError, ValueError, RecursionError):  # among them lone surrogates, and objects of somebody's own chain
        return None


def decode_answer(value: bytes, *, model: type[BaseModel] | None, packer: Packer) -> list[Any] | None:
    """The parts of an answer that was kept; None for what would not have been."""
    try:
        answer = from_json(packer.unpack(value), cache_strings="keys")
        return split_answer(answer) if _is_kept(answer, model) else None
    except ValueError:
        return None


def _is_kept(answer: Any, model: type[BaseModel] | None) -> bool:
    if not is_answer(answer) or (answer.get("outcome"), answer.get("reason")) not in _KEPT:
        return False
    if model is not None:
        model.model_validate(answer)  # a ValueError of Pydantic's
    return True


def _is_made_for_its_caller(config: RunnableConfig | None) -> bool:
    return has_listeners_of_its_own(config) or bool((config or {}).get("configurable"))


def _get_output_model(chain: Runnable[Any, Any]) -> type[BaseModel] | None:
    try:
        output: Any = chain.OutputType
    except TypeError:  # LangChain's word for a chain that does not say what comes out
        return None
    return output if isclass(output) and issubclass(output, BaseModel) else None
