"""An answer as events, for wires that translate each of them into one of their protocol."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, cast

from langchain_core.runnables import Runnable

from app.middleware.problems import note_error, note_unforeseen_error
from chains.errors import AskdocsError, ModelResponseError
from chains.parts import get_start, get_text, join_parts
from chains.schemas import ChatRequest, ChatResponse, Source


@dataclass(frozen=True, slots=True)
class AnswerStart:
    """The first event: the answer's id, and the passages that it may cite."""

    id: str
    sources: list[Source]


@dataclass(frozen=True, slots=True)
class AnswerText:
    """A piece of the response."""

    text: str


@dataclass(frozen=True, slots=True)
class AnswerEnd:
    """The last event: the whole answer, which says how it came out."""

    answer: ChatResponse


@dataclass(frozen=True, slots=True)
class AnswerFailure:
    """The last event of an answer that broke off, which is logged already."""

    error: AskdocsError


AnswerEvent = AnswerStart | AnswerText | AnswerEnd | AnswerFailure


async def begin_answer(chain: Runnable[Any, Any], request: ChatRequest) -> AsyncGenerator[AnswerEvent]:
    """Wait for the first part of an answer; return its events, `AnswerStart` first, `AnswerEnd` or a failure last.

    What fails before the first part is raised, so that the wire can still answer with a status. What fails later is an
    event. When the caller leaves, `CallerWatch` stops the model, however far the events were read.

    Raises:
        AskdocsError: the answer cannot be given.
    """
    parts = cast("AsyncGenerator[Any]", chain.astream(request.model_dump()))
    first = await anext(parts, None)
    if first is None:
        raise ModelResponseError("The chain gave no answer. Ask again.")
    return _read_events(first, parts, chain.OutputType)


async def ask(chain: Runnable[Any, Any], request: ChatRequest) -> ChatResponse:
    """The whole answer, which costs less than its parts. Raises AskdocsError."""
    return cast("ChatResponse", chain.OutputType.model_validate(await chain.ainvoke(request.model_dump())))


async def _read_events(
    first: Any, parts: AsyncGenerator[Any], output: type[ChatResponse]
) -> AsyncGenerator[AnswerEvent]:
    read = [first]
    async with aclosing(parts):
        try:
            yield AnswerStart(*get_start(first))
            if text := get_text(first):
                yield AnswerText(text)
            async for part in parts:
                read.append(part)
                if text := get_text(part):
                    yield AnswerText(text)
            yield AnswerEnd(output.model_validate(join_parts(read)))
        except AskdocsError as error:
            note_error(error)
            yield AnswerFailure(error)
        except Exception as error:  # noqa: BLE001 - the last place where the client can be told
            yield AnswerFailure(note_unforeseen_error(error))
