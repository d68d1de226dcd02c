"""An answer as a chat completion, whole and in chunks."""

import json
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Any

from app.wires.answer_events import AnswerEnd, AnswerEvent, AnswerFailure, AnswerStart, AnswerText
from app.wires.openai.errors import create_error
from app.wires.openai.requests import Completion
from app.wires.source_links import Citation, MarkerLinker, format_nearest, format_text
from chains.schemas import ChatResponse, Usage


def create_completion(answer: ChatResponse, asked: Completion) -> dict[str, Any]:
    """The whole answer. `search_results` and `citations` hold every source, in the order of their numbers."""
    text, citations = format_text(answer, links=asked.links)
    message = {"role": "assistant", "content": text, "refusal": None, "annotations": _format_annotations(citations)}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": _find_finish_reason(answer)}
    return {
        "id": _format_id(answer.id),
        "object": "chat.completion",
        "created": int(time.time()),
        "model": asked.model,
        "choices": [choice],
        "usage": _format_usage(answer.usage),
        **_format_rest(answer),
    }


async def stream_completion(events: AsyncGenerator[AnswerEvent], asked: Completion) -> AsyncGenerator[bytes]:
    """The same in chunks: text as it comes, annotations behind it, then how it came out, `[DONE]` at the end."""
    chunks, linker = _Chunks(asked), MarkerLinker([], links=asked.links)
    async with aclosing(events):
        async for event in events:
            match event:
                case AnswerStart():
                    chunks.begin(event.id)
                    linker = MarkerLinker(event.sources, links=asked.links)
                    yield chunks.create({"role": "assistant", "content": ""})
                case AnswerText():
                    if text := linker.add(event.text):
                        yield chunks.create_text(text)
                case AnswerEnd():
                    if text := linker.finish() + format_nearest(event.answer.nearest):
                        yield chunks.create_text(text)
                    if linker.citations:
                        yield chunks.create({"annotations": _format_annotations(linker.citations)})
                    yield chunks.create({}, _find_finish_reason(event.answer), **_format_rest(event.answer))
                    if asked.include_usage:
                        yield chunks.create_usage(event.answer.usage)
                    yield b"data: [DONE]\n\n"
                case AnswerFailure():
                    yield _encode(create_error(event.error.status, event.error.message))


class _Chunks:
    """Makes the chunks of one completion, which differ in one choice."""

    def __init__(self, asked: Completion) -> None:
        self._model = asked.model
        self._usage = {"usage": None} if asked.include_usage else {}
        self.begin("")

    def begin(self, answer_id: str) -> None:
        """The id of the answer is known."""
        self._base: dict[str, Any] = {
            "id": _format_id(answer_id),
            "object": "chat.completion.chunk",
            "created": int(time.time()),
            "model": self._model,
        }
        # All chunks of text are equal but for the text; encoding them anew is most of what a stream costs here.
        before, _, behind = self.create({"content": "\0"}).partition(b'"\\u0000"')
        self._text = before, behind

    def create_text(self, text: str) -> bytes:
        """A piece of the text."""
        return json.dumps(text).encode().join(self._text)

    def create(self, delta: dict[str, Any], finish_reason: str | None = None, **more: Any) -> bytes:
        """Any other chunk."""
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
        return _encode(self._base | {"choices": [choice]} | self._usage | more)

    def create_usage(self, usage: Usage) -> bytes:
        """The last chunk, for those who asked for it."""
        return _encode(self._base | {"choices": [], "usage": _format_usage(usage)})


def _encode(event: dict[str, Any]) -> bytes:
    return b"data: %b\n\n" % json.dumps(event).encode()


def _format_id(answer_id: str) -> str:
    return f"chatcmpl-{answer_id}"


def _format_annotations(citations: Sequence[Citation]) -> list[dict[str, Any]]:
    """Where the text cites, in code points; each annotation covers the whole marker with its link."""
    return [
        {
            "type": "url_citation",
            "url_citation": {
                "start_index": citation.start,
                "end_index": citation.end,
                "url": citation.source.url,
                "title": citation.source.title or citation.source.section or citation.source.url,
            },
        }
        for citation in citations
    ]


def _format_rest(answer: ChatResponse) -> dict[str, Any]:
    """What OpenAI's own completions do not have: the sources by Perplexity's names, and how the answer came out."""
    sources = [source.model_dump() for source in answer.sources]
    return {
        "search_results": [{**source, "date": None} for source in sources],
        "citations": [source["url"] for source in sources],
        "askdocs": answer.model_dump(mode="json", exclude={"response", "sources", "usage"}),
    }


def _format_usage(usage: Usage) -> dict[str, Any]:
    return {
        "prompt_tokens": usage.input_tokens,
        "completion_tokens": usage.output_tokens,
        "total_tokens": usage.input_tokens + usage.output_tokens,
        "prompt_tokens_details": {"cached_tokens": usage.cached_tokens},
    }


def _find_finish_reason(answer: ChatResponse) -> str:
    """`length` makes clients raise, so only of a text that is not whole."""
    if answer.outcome != "truncated":
        return "stop"
    return "content_filter" if answer.reason == "safety" else "length"
