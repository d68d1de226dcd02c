"""`ask_docs`: the chain's answer, with the links that prove it."""

from collections.abc import Collection
from typing import Annotated, Any

import mcp.types as protocol
from langchain_core.runnables import Runnable
from pydantic import Field, StringConstraints

from app.wires.answer_events import AnswerEnd, AnswerFailure, AnswerStart, ask, begin_answer
from app.wires.asking import create_request, read_options
from app.wires.conversation import Conversation
from app.wires.mcp.tool import Arguments, Call, Report, Tool, create_failure, create_result
from app.wires.source_links import format_target, format_text
from chains.errors import AskdocsError, ModelResponseError
from chains.guard import escape_markdown
from chains.schemas import MAX_QUERY_CHARACTERS, MAX_TURNS, MAX_URL_CHARACTERS, ChatRequest, ChatResponse, Source, Turn


class AskArguments(Arguments):
    """A question, and which part of the documentation it is about."""

    query: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_QUERY_CHARACTERS),
        Field(description="one question in whole words, in any language"),
    ]
    chat_history: Annotated[
        tuple[Turn, ...],
        Field(max_length=MAX_TURNS, description="earlier questions (human) and answers (ai), oldest first"),
    ] = ()
    version: Annotated[
        str, Field(max_length=100, description="such as 2.x; left out: the documentation's current version")
    ] = ""
    locale: Annotated[str, Field(max_length=35, description="such as fr; left out: the site's own language")] = ""
    page_url: Annotated[
        str, Field(max_length=MAX_URL_CHARACTERS, description="the page of the documentation that it is about")
    ] = ""


class AskDocs(Tool[AskArguments]):
    """Asks the chain."""

    name = "ask_docs"
    title = "Ask the documentation"
    description = (
        "Answers a question from this documentation alone, with markers such as [1] and the link to the exact heading "
        "behind each of them. When the documentation does not say it, the answer says so and names the nearest pages."
    )
    arguments = AskArguments
    result = ChatResponse

    def __init__(self, chain: Runnable[Any, Any], origins: Collection[str]) -> None:
        self._chain = chain
        self._origins = origins

    async def run(self, arguments: AskArguments, call: Call) -> protocol.CallToolResult:
        """See `Tool.run`."""
        given = arguments.model_dump(include={"version", "locale", "page_url"})
        options = read_options(call.request, given, field="arguments", origins=self._origins)
        request = create_request(Conversation(arguments.query, list(arguments.chat_history)), options)
        answer = await (self._ask_aloud(request, call.report) if call.report else ask(self._chain, request))
        if isinstance(answer, AskdocsError):
            return create_failure(answer.message)
        cited = [source for source in answer.sources if source.number in answer.cited]
        text = format_text(answer, links=False)[0] + _format_cited(cited)
        return create_result(text, answer, [_create_link(source) for source in cited or answer.nearest])

    async def _ask_aloud(self, request: ChatRequest, report: Report) -> ChatResponse | AskdocsError:
        """The same, with a word to who wants to know how far it is. What broke off returns why."""
        async for event in await begin_answer(self._chain, request):
            match event:
                case AnswerStart(sources=sources):
                    await report(1, 2, f"Reading {len(sources)} passages")
                case AnswerEnd(answer=answer):
                    return answer
                case AnswerFailure(error=error):
                    return error
        raise ModelResponseError("The chain gave half an answer. Ask again.")


def _format_cited(cited: list[Source]) -> str:
    lines = [
        f"[{source.number}] {escape_markdown(source.section or source.title)} {format_target(source)}".rstrip()
        for source in cited
    ]
    return "\n\n" + "\n".join(lines) if lines else ""


def _create_link(source: Source) -> protocol.ResourceLink:
    return protocol.ResourceLink(
        uri=source.url, name=source.title, title=source.section or source.title, mime_type="text/html"
    )
