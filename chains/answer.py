"""The chain that every wire, `askdocs ask` and `askdocs eval` run: from a request to a cited answer.

    read_request → condense_question → retrieve_passages → write_answer

It streams `AddableDict` parts whose sum is what `invoke` returns: first `sources`, then deltas of `response`, last all
other keys of `ChatResponse`.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Any, cast

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessageChunk
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableGenerator, RunnableLambda, RunnablePassthrough
from langchain_core.runnables.utils import AddableDict

from chains.deadline import within
from chains.draft import Draft, Ending
from chains.errors import AskdocsError, DeadlineError, ModelError
from chains.extractive import create_extract, create_guard
from chains.prompts import ANSWER_PROMPT, NOT_IN_DOCS, format_data, format_history, format_passages
from chains.retrieval import State, create_condense_step, create_retrieve_step
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

    chain: Runnable[Any, Any] = (
        RunnableLambda(read_request, name="read_request")
        | RunnablePassthrough.assign(question=create_condense_step(llm, settings))
        | RunnablePassthrough.assign(evidence=create_retrieve_step(retriever, settings))
        | _create_write_step(llm, settings)
    )
    return chain.with_types(input_type=ChatRequest, output_type=ChatResponse).with_config(run_name="answer")


def _create_write_step(llm: BaseChatModel, settings: AnswerSettings) -> Runnable[Any, AddableDict]:
    generate = ANSWER_PROMPT | llm

    async def write_answer(parts: AsyncIterator[State]) -> AsyncIterator[AddableDict]:
        state: State = {}
        async for part in parts:
            state |= part
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
            "history": format_history(state["request"].chat_history, settings.history_characters),
            "passages": format_passages([(passage.source, passage.text) for passage in passages]),
            "question": format_data(state["question"]),
        }
        try:
            async for chunk in _stream(generate, prompt, state["deadline"]):
                if text := draft.add(chunk):
                    yield AddableDict(response=text)
                if draft.is_refusal:
                    break
        except (ModelError, DeadlineError) as error:
            failure = error
        if text := draft.finish(failure):
            yield AddableDict(response=text)
        for last_part in _conclude(draft, failure, state):
            yield last_part

    return RunnableGenerator(write_answer, name="write_answer")


async def _stream(
    generate: Runnable[Any, Any], prompt: dict[str, Any], deadline: float
) -> AsyncIterator[BaseMessageChunk]:
    chunks = cast("AsyncGenerator[BaseMessageChunk]", generate.astream(prompt, {"run_name": "generate"}))
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
