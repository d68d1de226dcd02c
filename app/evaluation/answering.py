"""Asks questions through the whole chain and notes what came, when, and from which passages."""

import time
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from langchain_core.callbacks import AsyncCallbackHandler
from langchain_core.documents import Document
from langchain_core.runnables import Runnable

from app.evaluation.questions import Question
from chains.errors import AskdocsError
from chains.parts import get_text, join_parts
from chains.retrieval import create_source
from chains.schemas import ChatResponse, Source


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question; `response` is None when the chain failed, and `error` says why."""

    question: Question
    response: ChatResponse | None
    passages: tuple[Document, ...]
    """What the retriever gave for each source, in their order."""
    first_token_seconds: float
    total_seconds: float
    error: str = ""


async def ask_questions(questions: Iterable[Question], chain: Runnable[Any, Any]) -> AsyncIterator[Answer]:
    """One after the other, streaming, so that times mean something."""
    for question in questions:
        yield await _ask(question, chain)


async def _ask(question: Question, chain: Runnable[Any, Any]) -> Answer:
    found = _FoundPassages()
    started = time.perf_counter()
    first = 0.0
    parts: list[Any] = []
    error = ""
    try:
        async for part in chain.astream(question.to_request(), {"callbacks": [found]}):
            if not first and get_text(part):
                first = time.perf_counter() - started
            parts.append(part)
    except AskdocsError as failure:
        error = str(failure)
    seconds = time.perf_counter() - started
    response = None if error else ChatResponse.model_validate(dict(join_parts(parts)))
    passages = find_passages(response.sources if response else (), found.documents)
    return Answer(question, response, passages, first or seconds, seconds, error)


def find_passages(sources: Iterable[Source], found: Sequence[Document]) -> tuple[Document, ...]:
    """The document that each source was made of; one without an address where none was found.

    More are found than are given to the model: several searches may be made, and what repeats others is left out.
    """
    return tuple(
        next((one for one in found if create_source(one, source.number) == source), Document("", metadata={"url": ""}))
        for source in sources
    )


class _FoundPassages(AsyncCallbackHandler):
    def __init__(self) -> None:
        self.documents: list[Document] = []

    async def on_retriever_end(self, documents: Sequence[Document], *, run_id: UUID, **_: Any) -> None:  # noqa: ARG002
        self.documents += documents
