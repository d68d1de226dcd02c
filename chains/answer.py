"""The chain that every wire, `askdocs ask` and `askdocs eval` run: from a request to a cited answer.

    read_request → condense_question → retrieve_passages → write_answer

It streams `AddableDict` parts whose sum is what `invoke` returns: first `sources`, then deltas of `response`, last all
other keys of `ChatResponse`.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from functools import partial
from typing import Any, cast

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, BaseMessageChunk
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import (
    Runnable,
    RunnableConfig,
    RunnableGenerator,
    RunnableLambda,
    RunnablePassthrough,
    RunnableSequence,
)
from langchain_core.runnables.config import ensure_config, get_async_callback_manager_for_config
from langchain_core.runnables.utils import AddableDict
from pydantic import PrivateAttr

from chains.deadline import within
from chains.draft import Draft, Ending
from chains.errors import AskdocsError, DeadlineError, ModelError
from chains.extractive import create_extract, create_guard
from chains.prompts import ANSWER_PROMPT, NOT_IN_DOCS, format_data, format_history, format_passages
from chains.retrieval import State, Step, create_condense_step, create_retrieve_step
from chains.schemas import ChatRequest, ChatResponse, Source, Usage
from chains.settings import AnswerSettings
from chains.verification import find_unverified

MAX_NEAREST = 3


def create_answer_chain(
    *, llm: BaseChatModel, retriever: BaseRetriever, settings: AnswerSettings
) -> Runnable[Any, Any]:
    """Build the chain. Its input is a `ChatRequest` or the same as a dict, its output a dict like `ChatResponse`.

    It runs asynchronously only (`ainvoke`, `astream`, …). It raises `AskdocsError` until the passages are found; from
    then on it always answers, from the passages alone when the model fails.
    """

    async def read_request(request: ChatRequest | dict[str, Any]) -> State:
        return {
            "request": ChatRequest.model_validate(request),
            "deadline": asyncio.get_running_loop().time() + settings.deadline_seconds,
        }

    chain = _Steps(
        read_request,
        {"question": create_condense_step(llm, settings), "evidence": create_retrieve_step(retriever, settings)},
        _WriteStep(llm, settings),
    )
    return chain.with_types(input_type=ChatRequest, output_type=ChatResponse).with_config(run_name="answer")


class _Steps(RunnableSequence[Any, Any]):
    """LangChain's sequence of the steps; they run as the plain functions that they are while nobody listens.

    Those who listen are callbacks: tracers, `astream_events`, `astream_log`. For them LangChain runs each step in a
    task with a callback manager of its own and hands each part of a stream through all of them.
    """

    _read: Callable[[Any], Awaitable[State]] = PrivateAttr()
    _additions: dict[str, Step] = PrivateAttr()
    _write: "_WriteStep" = PrivateAttr()

    def __init__(
        self, read: Callable[[Any], Awaitable[State]], additions: dict[str, Step], write: "_WriteStep"
    ) -> None:
        """`additions`: the steps that add to the state, by the key that each adds."""
        steps: dict[str, Runnable[Any, Any]] = {key: RunnableLambda(step) for key, step in additions.items()}
        assign = [RunnablePassthrough.assign(**{key: step}) for key, step in steps.items()]
        super().__init__(RunnableLambda(read), *assign, write)
        self._read, self._additions, self._write = read, additions, write

    async def ainvoke(
        self,
        input: Any,  # noqa: A002 - LangChain's name
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> Any:
        if _is_listened_to(config):
            return await super().ainvoke(input, config, **kwargs)
        return await self._write.answer(await self._prepare(input))

    async def astream(
        self,
        input: Any,  # noqa: A002 - LangChain's name
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[Any]:
        listened = _is_listened_to(config)
        parts = (
            super().astream(input, config, **kwargs)
            if listened
            else self._write.stream_answer(await self._prepare(input))
        )
        async with aclosing(cast("AsyncGenerator[Any]", parts)):
            async for part in parts:
                yield part

    async def _prepare(self, request: Any) -> State:
        state = await self._read(request)
        for key, step in self._additions.items():
            state[key] = await step(state)  # type: ignore[literal-required]
        return state


def _is_listened_to(config: RunnableConfig | None) -> bool:
    """LangChain itself decides: also by its environment variables and by what stands in context variables."""
    return bool(get_async_callback_manager_for_config(ensure_config(config)).handlers)


_Ask = Callable[[Runnable[Any, Any], Any, float], AsyncIterator[BaseMessage]]
"""Runs a model with its input until a deadline: gives messages of which the answer is the sum."""


class _WriteStep(RunnableGenerator[State, AddableDict]):
    """The last step. An answer that is wanted whole is asked for whole: that costs a fraction of a stream's CPU."""

    def __init__(self, llm: BaseChatModel, settings: AnswerSettings) -> None:
        super().__init__(self._stream_parts, name="write_answer")
        self._llm = llm
        self._settings = settings

    async def ainvoke(
        self,
        input: State,  # noqa: A002 - LangChain's name
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> AddableDict:
        return await self._acall_with_config(partial(self.answer, is_listened_to=True), input, config, **kwargs)

    async def answer(self, state: State, *, is_listened_to: bool = False) -> AddableDict:
        """The whole answer. For listeners the prompt and the model are steps of their own."""
        answer = AddableDict()
        async for part in self._write(state, _ask_whole, is_listened_to=is_listened_to):
            answer += part
        return answer

    def stream_answer(self, state: State, *, is_listened_to: bool = False) -> AsyncIterator[AddableDict]:
        """The answer in parts."""
        return self._write(state, _ask_in_parts, is_listened_to=is_listened_to)

    async def _stream_parts(self, parts: AsyncIterator[State]) -> AsyncIterator[AddableDict]:
        state: State = {}
        async for part in parts:
            state |= part
        async for answer in self.stream_answer(state, is_listened_to=True):
            yield answer

    async def _write(self, state: State, ask: _Ask, *, is_listened_to: bool) -> AsyncIterator[AddableDict]:
        passages = state["evidence"].passages
        if state["evidence"].is_weak:
            yield AddableDict(sources=[])
            yield AddableDict(response=NOT_IN_DOCS)
            yield _last_part(Ending("abstained", "weak_match" if passages else "no_match"), state)
            return

        yield AddableDict(sources=[passage.source.model_dump() for passage in passages])
        draft = Draft(create_guard(passages))
        failure: AskdocsError | None = None
        prompt = {
            "history": format_history(state["request"].chat_history, self._settings.history_characters),
            "passages": format_passages([(passage.source, passage.text) for passage in passages]),
            "question": format_data(state["question"]),
        }
        messages = (
            ask(ANSWER_PROMPT | self._llm, prompt, state["deadline"])
            if is_listened_to
            else ask(self._llm, ANSWER_PROMPT.format_messages(**prompt), state["deadline"])
        )
        try:
            async for message in messages:
                if text := draft.add(message):
                    yield AddableDict(response=text)
                if draft.is_refusal:
                    break
        except (ModelError, DeadlineError) as error:
            failure = error
        if text := draft.finish(failure):
            yield AddableDict(response=text)
        for last_part in _conclude(draft, failure, state):
            yield last_part


async def _ask_whole(model: Runnable[Any, Any], given: Any, deadline: float) -> AsyncIterator[BaseMessage]:
    async with within(deadline):
        message = await model.ainvoke(given, {"run_name": "generate"})
    yield message


async def _ask_in_parts(model: Runnable[Any, Any], given: Any, deadline: float) -> AsyncIterator[BaseMessage]:
    chunks = cast("AsyncGenerator[BaseMessageChunk]", model.astream(given, {"run_name": "generate"}))
    async with aclosing(chunks):
        while True:
            async with within(deadline):
                chunk = await anext(chunks, None)
            if chunk is None:
                return
            yield chunk


def _conclude(draft: Draft, failure: AskdocsError | None, state: State) -> list[AddableDict]:
    ending = draft.end(failure)
    if ending.outcome == "abstained":
        return [AddableDict(response=NOT_IN_DOCS), _last_part(ending, state, usage=draft.usage)]
    if ending.outcome in {"extractive", "blocked"}:
        extract, cited = create_extract(state["question"], state["evidence"].passages)
        return [AddableDict(response=extract), _last_part(ending, state, usage=draft.usage, cited=cited)]
    unverified = find_unverified(draft.text, [passage.text for passage in state["evidence"].passages])
    return [_last_part(ending, state, usage=draft.usage, cited=draft.cited, unverified=unverified)]


def _last_part(
    ending: Ending,
    state: State,
    *,
    usage: Usage | None = None,
    cited: list[int] | None = None,
    unverified: list[str] | None = None,
) -> AddableDict:
    nearest = (
        _nearest([passage.source for passage in state["evidence"].passages]) if ending.outcome == "abstained" else []
    )
    return AddableDict(
        cited=sorted(cited or []),
        nearest=[source.model_dump() for source in nearest],
        unverified=unverified or [],
        outcome=ending.outcome,
        reason=ending.reason,
        usage=(usage or Usage()).model_dump(),
    )


def _nearest(sources: list[Source]) -> list[Source]:
    """The best source of each of the best pages: people need pages to look at, not three parts of one."""
    pages: dict[str, Source] = {}
    for source in sources:
        pages.setdefault(source.url.partition("#")[0], source)
    return list(pages.values())[:MAX_NEAREST]
