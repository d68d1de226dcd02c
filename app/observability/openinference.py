"""What spans say, in the words of OpenTelemetry's GenAI conventions and of OpenInference (Phoenix, Langfuse).

Texts are in them only when OpenTelemetry's own variable asks for it.
"""

import json
import os
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from langchain_core.messages import BaseMessage
from opentelemetry import trace
from opentelemetry.trace import Span

CAPTURE = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"
KIND = "openinference.span.kind"
_ROLES = {"human": "user", "ai": "assistant", "system": "system"}


@cache
def captures_texts() -> bool:
    """Whether questions, passages, prompts and answers are to be in spans."""
    return os.environ.get(CAPTURE, "").strip().lower() in {"true", "1", "span_only", "span_and_event"}


def describe_chat(model: str) -> dict[str, Any]:
    """The attributes of a chat call when it begins."""
    return {
        KIND: "LLM",
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "gcp.gemini",
        "gen_ai.request.model": model,
        "llm.provider": "google",
        "llm.model_name": model,
    }


def describe_embedding(model: str, dimensions: int) -> dict[str, Any]:
    """The attributes of an embedding call when it begins."""
    return {
        KIND: "EMBEDDING",
        "gen_ai.operation.name": "embeddings",
        "gen_ai.provider.name": "gcp.gemini",
        "gen_ai.request.model": model,
        "gen_ai.embeddings.dimension.count": dimensions,
        "embedding.model_name": model,
    }


def describe_retrieval() -> dict[str, Any]:
    """The attributes of a search when it begins."""
    return {KIND: "RETRIEVER", "gen_ai.operation.name": "retrieval", "db.system.name": "qdrant"}


def note_usage(span: Span, input_tokens: int, output_tokens: int) -> None:
    """What a chat call has used."""
    span.set_attributes(
        {
            "gen_ai.usage.input_tokens": input_tokens,
            "gen_ai.usage.output_tokens": output_tokens,
            "llm.token_count.prompt": input_tokens,
            "llm.token_count.completion": output_tokens,
            "llm.token_count.total": input_tokens + output_tokens,
        }
    )


def note_prompt(span: Span, messages: Sequence[BaseMessage]) -> None:
    """What the model is told, where texts are wanted."""
    if span.is_recording() and captures_texts():
        _note_messages(span, "input", [(_ROLES.get(one.type, one.type), one.text) for one in messages])


def note_reply(span: Span, pieces: Sequence[BaseMessage]) -> None:
    """What the model said, in however many pieces, where texts are wanted."""
    if span.is_recording() and captures_texts():
        _note_messages(span, "output", [("assistant", "".join(piece.text for piece in pieces))])


def note_retrieved(question: str, passages: Iterable[tuple[str, float, str]]) -> None:
    """What a search has found: the id and the score of each passage, and its text where texts are wanted."""
    span = trace.get_current_span()
    if not span.is_recording():
        return
    if captures_texts():
        span.set_attributes({"input.value": question, "input.mime_type": "text/plain"})
    for number, (name, score, text) in enumerate(passages):
        document = f"retrieval.documents.{number}.document"
        span.set_attributes({f"{document}.id": name, f"{document}.score": score})
        if captures_texts():
            span.set_attribute(f"{document}.content", text)


def _note_messages(span: Span, direction: str, messages: Sequence[tuple[str, str]]) -> None:
    for number, (role, text) in enumerate(messages):
        message = f"llm.{direction}_messages.{number}.message"
        span.set_attributes({f"{message}.role": role, f"{message}.content": text})
    span.set_attribute(f"{direction}.value", messages[-1][1] if messages else "")
    told = [{"role": role, "parts": [{"type": "text", "content": text}]} for role, text in messages]
    span.set_attribute(f"gen_ai.{direction}.messages", json.dumps(told, ensure_ascii=False))
