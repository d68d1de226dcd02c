"""An answer as events: the first before the status, failures after it, nothing that goes on for nobody."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

import pytest
from langchain_core.runnables import RunnableGenerator, RunnableLambda

from app.wires.answer_events import AnswerEnd, AnswerEvent, AnswerFailure, AnswerStart, AnswerText, ask, begin_answer
from chains.answer import create_answer_chain
from chains.errors import IndexMissingError, ModelResponseError, ModelUnavailableError
from chains.parts import create_first_part, create_text_part
from chains.schemas import ChatRequest, ChatResponse
from chains.settings import AnswerSettings
from tests.support.doubles import FixedRetriever, ScriptedModel, create_document

REQUEST = ChatRequest(query="How warm?")


def create_chain(**retriever: Any) -> Any:
    llm = ScriptedModel(scripts=[["Warm it ", "up [1]."]] * 2, prompts=[])
    documents = [create_document("Ovens warm up.")]
    return create_answer_chain(
        llm=llm,
        retriever=FixedRetriever(documents=documents, asked=[], **retriever),
        settings=AnswerSettings(),
    )


def create_broken_chain(error: Exception) -> Any:
    async def answer(_: AsyncIterator[Any]) -> AsyncIterator[Any]:
        yield create_first_part([])
        yield create_text_part("Half a ")
        raise error

    return RunnableGenerator(answer).with_types(input_type=ChatRequest, output_type=ChatResponse)


async def collect(chain: Any) -> list[AnswerEvent]:
    return [event async for event in await begin_answer(chain, REQUEST)]


async def test_an_answer_is_a_start_texts_and_an_end_with_the_whole() -> None:
    start, *texts, end = await collect(create_chain())
    assert isinstance(start, AnswerStart)
    assert isinstance(end, AnswerEnd)
    assert [source.number for source in start.sources] == [1]
    assert "".join(text.text for text in texts if isinstance(text, AnswerText)) == end.answer.response
    assert (end.answer.id, end.answer.outcome, end.answer.cited) == (start.id, "answered", [1])


async def test_a_whole_answer_says_the_same() -> None:
    chain = create_chain()
    whole = await ask(chain, REQUEST)
    end = (await collect(chain))[-1]
    assert isinstance(end, AnswerEnd)
    assert end.answer == whole.model_copy(update={"id": end.answer.id})


async def test_what_fails_before_the_first_part_is_raised() -> None:
    with pytest.raises(IndexMissingError):
        await begin_answer(create_chain(error=IndexMissingError("Nothing is indexed.")), REQUEST)


async def test_a_chain_that_says_nothing_is_an_error() -> None:
    async def answer(_: AsyncIterator[Any]) -> AsyncIterator[Any]:
        parts: list[Any] = []
        for part in parts:
            yield part

    with pytest.raises(ModelResponseError, match="Ask again"):
        await begin_answer(RunnableGenerator(answer), REQUEST)


async def test_what_fails_later_is_the_last_event() -> None:
    *_, text, failure = await collect(create_broken_chain(ModelUnavailableError("Gemini is away. Try again.")))
    assert text == AnswerText("Half a ")
    assert isinstance(failure, AnswerFailure)
    assert failure.error.message == "Gemini is away. Try again."


async def test_a_failure_that_nobody_expected_tells_no_secret() -> None:
    failure = (await collect(create_broken_chain(RuntimeError("secret inside"))))[-1]
    assert isinstance(failure, AnswerFailure)
    assert failure.error.status == 500
    assert "secret" not in str(failure.error)


async def test_a_chain_that_streams_nothing_of_ours_is_a_failure_and_no_crash() -> None:
    chain: Any = RunnableLambda(lambda _: {"sources": [], "response": "Yes.", "outcome": "maybe"})
    failure = (await collect(chain.with_types(output_type=ChatResponse)))[-1]
    assert isinstance(failure, AnswerFailure)


async def test_the_chain_ends_with_the_events() -> None:
    ended = []

    async def answer(_: AsyncIterator[Any]) -> AsyncIterator[Any]:
        try:
            yield create_first_part([])
            while True:
                yield create_text_part("on and on ")
        finally:
            ended.append(True)

    async with aclosing(await begin_answer(RunnableGenerator(answer), REQUEST)) as events:
        await anext(events)
        await anext(events)
    assert ended == [True]
