"""From a request to the passages that may answer it."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from itertools import zip_longest
from typing import Any, TypedDict

from langchain_core.callbacks import AsyncCallbackManager
from langchain_core.documents import Document
from langchain_core.language_models import BaseChatModel
from langchain_core.output_parsers import StrOutputParser
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableConfig
from pydantic import BaseModel, ConfigDict

from chains.characters import strip_invisible
from chains.errors import BusyError, DeadlineError, ModelError, UnknownScopeError
from chains.prompts import CONDENSE_PROMPT, format_data, format_history
from chains.question.follow_up import stands_alone
from chains.question.splitting import ask_each, split_question
from chains.schemas import MAX_QUERY_CHARACTERS, ChatRequest, Source
from chains.settings import AnswerSettings
from chains.timing import within

SNIPPET_CHARACTERS = 240
CONDENSE_SECONDS = 5.0
"""A rewritten question has about 30 tokens, which a model writes in about one second; the answer needs the rest."""
PIECES_SECONDS = 2.0
"""How long an answer waits for passages about each of two questions, when some were found for both together already."""
IS_NEAR = "is_near"
"""In a document's metadata: whether its cosine passes the gate of its index, so that it may answer the question."""

OFFSET = "offset"
"""In a document's metadata: where in its text the section begins that is cited; 0 without it."""

_HEADING = re.compile(r"\A#{1,6} [^\n]*\n+")
"""The heading of the section that is cited: a source names it already."""


class Passage(BaseModel):
    """What is shown of a passage (`source`) and what the model reads of it (`text`)."""

    source: Source
    text: str


class Evidence(BaseModel):
    """The passages that the model may read, best first. `is_weak` when none of those found is near the question."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    passages: list[Passage]
    is_weak: bool = False
    unknown: UnknownScopeError | None = None
    """What is asked for and not there: a version, a language or a tag."""


class State(TypedDict, total=False):
    """What the steps of the chain hand on, each adding its own key."""

    request: ChatRequest
    deadline: float
    """When the whole answer must be there, by the event loop's clock."""
    callbacks: AsyncCallbackManager
    """`UNHEARD` where nobody listens to the run."""
    question: str
    evidence: Evidence


Search = Callable[[str], Awaitable[list[Document]]]
Step = Callable[[State], Awaitable[Any]]
"""What it returns is added to the state, under a key of its own."""


def create_condense_step(llm: BaseChatModel, settings: AnswerSettings) -> Step:
    """Build the step that makes a follow-up understandable without its history.

    A question without history, or one that stands alone, passes unchanged and costs nothing. When the model fails,
    or is slower than `CONDENSE_SECONDS`, the question before is put in front of the follow-up: worse, but enough to
    search with.
    """
    rewrite = CONDENSE_PROMPT | llm | StrOutputParser()

    async def condense_question(state: State) -> str:
        request = state["request"]
        history = format_history(request.chat_history, settings.history_characters)
        if not history or stands_alone(request.query):
            return request.query
        deadline = min(state["deadline"], asyncio.get_running_loop().time() + CONDENSE_SECONDS)
        try:
            async with within(deadline):
                rewritten = await rewrite.ainvoke(
                    {"history": history, "question": format_data(request.query)}, {"run_name": "rewrite_question"}
                )
        except (ModelError, BusyError, DeadlineError):
            rewritten = ""
        if not rewritten.strip():
            earlier = [turn.content for turn in request.chat_history if turn.type == "human"][-1:]
            rewritten = " ".join([*earlier, request.query])
        return rewritten.strip()[:MAX_QUERY_CHARACTERS]

    return condense_question


def create_retrieve_step(retriever: BaseRetriever, settings: AnswerSettings) -> Step:
    """Build the step that finds passages and keeps as many as the model may read, best first.

    Each of two questions in it is searched for as well, and each piece of a text that nothing is near (decision 0028).
    """

    async def retrieve_passages(state: State) -> Evidence:
        request = state["request"]
        config: RunnableConfig = {"run_name": "search_index", "callbacks": state.get("callbacks")}

        async def search(question: str) -> list[Document]:
            return await retriever.ainvoke(question, config, filters=request.filters, page_url=request.page_url)

        try:
            async with within(state["deadline"]):
                documents = await search(state["question"])
                pieces = split_question(state["question"])
                if pieces and _is_weak(documents):
                    documents = await _look_again(search, pieces, documents)
                elif ask_each(pieces):
                    documents = await _complete(search, pieces, documents, state["deadline"])
        except UnknownScopeError as error:
            return Evidence(passages=[], is_weak=True, unknown=error)
        return Evidence(passages=_fit(documents, settings), is_weak=_is_weak(documents))

    return retrieve_passages


async def _complete(search: Search, pieces: list[str], documents: list[Document], deadline: float) -> list[Document]:
    """`documents`, with what is found for each piece; without it where that fails or takes too long."""
    try:
        async with within(min(deadline, asyncio.get_running_loop().time() + PIECES_SECONDS)):
            return await _look_again(search, pieces, documents)
    except (ModelError, BusyError, DeadlineError):
        return documents


async def _look_again(search: Search, pieces: list[str], documents: list[Document]) -> list[Document]:
    """In turn the best of what was found and of what is found for each piece; what is not near is left out.

    They are as many as for one question, and `documents` where nothing is near any piece.
    """
    found = [documents, *await asyncio.gather(*map(search, pieces))]
    near = [some for some in found if not _is_weak(some)] or [documents]
    in_turn = [document for rank in zip_longest(*near) for document in rank if document is not None]
    unique = {document.id or document.page_content: document for document in reversed(in_turn)}
    return list(reversed(unique.values()))[: max(map(len, near))]


def _is_weak(documents: list[Document]) -> bool:
    """Whether no document is near the question. One that does not say so comes from a retriever without a gate."""
    return not any(document.metadata.get(IS_NEAR, True) for document in documents)


def _fit(documents: list[Document], settings: AnswerSettings) -> list[Passage]:
    """As many as the model may read; one whose every line stands in better ones would be paid for twice."""
    passages: list[Passage] = []
    characters = settings.passage_characters
    known: set[str] = set()
    for document in documents:
        text = document.page_content[: settings.passage_characters]
        lines = {line for line in map(str.strip, text.splitlines()) if line}
        if lines <= known:
            continue
        known |= lines
        characters -= len(text)
        if characters < 0:
            break
        passages.append(Passage(source=create_source(document, len(passages) + 1), text=text))
    return passages


def create_source(document: Document, number: int) -> Source:
    """Build what is shown of a passage from the metadata that the retriever gives it."""
    metadata = document.metadata
    return Source(
        number=number,
        title=strip_invisible(metadata["title"]),
        section=strip_invisible(metadata["section"]),
        url=metadata["url"],
        snippet=_shorten(_HEADING.sub("", document.page_content[metadata.get(OFFSET, 0) :])),
        score=metadata["score"],
        version=metadata["version"],
        locale=metadata["locale"],
    )


def _shorten(text: str) -> str:
    text = " ".join(strip_invisible(text).split())
    if len(text) <= SNIPPET_CHARACTERS:
        return text
    return text[:SNIPPET_CHARACTERS].rsplit(" ", 1)[0] + " …"
