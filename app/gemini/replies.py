"""Gemini's answers of text alone, as LangChain would read them: what it adds to a text is asked for once a kind.

The SDK validates five objects for an answer, or for an event of it, and LangChain makes others of them: 40 us of CPU.
An answer with anything else in it than text is read by both.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from google.genai import types
from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.messages.ai import InputTokenDetails, OutputTokenDetails, UsageMetadata
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

from app.gemini.given import Given
from app.gemini.models import MOST_TOKENS, create_response

_MOST_KINDS = 64
"""Versions of models times reasons to stop; the versions come from the network."""
_REASONS = frozenset(types.FinishReason.__members__)
_COUNTS: dict[str, type] = dict.fromkeys(
    ("promptTokenCount", "candidatesTokenCount", "thoughtsTokenCount", "cachedContentTokenCount", "totalTokenCount"),
    int,
)
_DETAIL: dict[str, type] = {"modality": str, "tokenCount": int}
_USAGE = _COUNTS | dict.fromkeys(("promptTokensDetails", "candidatesTokensDetails", "cacheTokensDetails"), list)
_PART: dict[str, type] = {"text": str, "thoughtSignature": str}
_CONTENT: dict[str, type] = {"parts": list, "role": str}
_CANDIDATE: dict[str, type] = {"content": dict, "finishReason": str, "index": int}
_RESPONSE: dict[str, type] = {"candidates": list, "usageMetadata": dict, "modelVersion": str, "responseId": str}
"""What a usual answer may have, and of which types."""


class _Reply(NamedTuple):
    """What a usual answer says."""

    text: str
    signature: str
    version: str
    reason: str
    counts: tuple[int, ...]
    """Tokens of the prompt and of what was said, all of them, and of these: cached, and thought."""


class Replies:
    """Reads answers. `ask` and `ask_in_parts` let LangChain read what a client is given."""

    def __init__(
        self, ask: Callable[[Given], ChatResult], ask_in_parts: Callable[[Given], Iterator[ChatGenerationChunk]]
    ) -> None:
        self._ask = ask
        self.ask_in_parts = ask_in_parts
        self._find_kind = lru_cache(_MOST_KINDS)(lambda version, reason: ask(_give(version, reason)).generations[0])
        self.find_kind_of_part = lru_cache(_MOST_KINDS)(
            lambda version, reason: next(ask_in_parts(_give(version, reason)))
        )

    def read(self, response: Any) -> ChatResult:
        """Read a whole answer. Raises what the SDK and LangChain raise for one that is none."""
        if (reply := _read(response)) is None:
            return self._ask(Given(create_response(response)))
        kind = self._find_kind(reply.version, reply.reason)
        if (content := create_content(kind, reply, reply.text.rstrip("\n"))) is None:
            return self._ask(Given(create_response(response)))
        message = AIMessage(
            content=content,
            response_metadata=dict(kind.message.response_metadata),
            usage_metadata=_create_usage(reply, reply.counts) if any(reply.counts) else None,
        )
        generation = ChatGeneration(message=message, generation_info=_copy(kind.generation_info))
        return ChatResult(generations=[generation], llm_output={})

    def begin(self) -> "StreamedReply":
        """Begin to read an answer that comes in parts."""
        return StreamedReply(self)


class StreamedReply:
    """One answer in parts. LangChain reads all of them from the first one on that is not usual."""

    def __init__(self, replies: Replies) -> None:
        self._replies = replies
        self._counts: tuple[int, ...] = ()
        self._earlier: list[Any] = []
        self._given = Given()
        self._by_langchain: Iterator[ChatGenerationChunk] | None = None

    def read(self, response: Any) -> ChatGenerationChunk:
        """Read the next part. Raises what the SDK and LangChain raise for one that is none."""
        if self._by_langchain is None:
            if (chunk := self._read_usual(response)) is not None:
                self._earlier.append(response)
                return chunk
            self._by_langchain = self._replies.ask_in_parts(self._given)
            for earlier in self._earlier:  # it counts tokens and blocks from part to part
                self._given.add(create_response(earlier))
                next(self._by_langchain)
        self._given.add(create_response(response))
        return next(self._by_langchain)

    def _read_usual(self, response: Any) -> ChatGenerationChunk | None:
        if (reply := _read(response)) is None:
            return None
        kind = self._replies.find_kind_of_part(reply.version, reply.reason)
        content, usage = create_content(kind, reply, reply.text), None
        if any(reply.counts):  # Gemini counts from the beginning, LangChain from part to part
            more = [now - before for now, before in zip(reply.counts, self._counts or (0,) * 5, strict=True)]
            if min(more) < 0:
                return None
            usage, self._counts = _create_usage(reply, more), reply.counts
        if content is None:
            return None
        message = AIMessageChunk(
            content=content, response_metadata=dict(kind.message.response_metadata), usage_metadata=usage
        )
        return ChatGenerationChunk(message=message, generation_info=_copy(kind.generation_info))


def _give(version: str, reason: str) -> Given:
    """The answer "x" of this version; what LangChain adds to it, it adds to every text."""
    candidate = types.Candidate(content=types.Content(parts=[types.Part(text="x")]))
    candidate.finish_reason = types.FinishReason(reason) if reason else None
    return Given(types.GenerateContentResponse(candidates=[candidate], model_version=version))


def create_content(kind: ChatGeneration, reply: _Reply, text: str) -> str | list[Any] | None:
    """The text, or a block of it where the version speaks in blocks; None: only LangChain knows."""
    content = kind.message.content
    if isinstance(content, str):
        return None if reply.signature else text
    block: Any = content[0]
    block = block | {"text": text}
    if reply.signature:
        block["extras"] = {"signature": reply.signature}
    return [block] if text or reply.signature else []


def _read(response: Any) -> _Reply | None:
    """None: there is more in it, or it is none."""
    try:
        [candidate] = response["candidates"]
        content = candidate.get("content", {})
        [part] = content.get("parts") or [{}]
        usage = response.get("usageMetadata", {})
        shapes = (response, _RESPONSE), (candidate, _CANDIDATE), (content, _CONTENT), (part, _PART), (usage, _USAGE)
        if not all(_fits(value, fields) for value, fields in shapes) or part.keys() == {"thoughtSignature"}:
            return None
        details = [detail for name, value in usage.items() if name not in _COUNTS for detail in value]
        if not all(_fits(detail, _DETAIL) for detail in details):
            return None
    except (LookupError, TypeError, ValueError, AttributeError):
        return None
    reason, signature = candidate.get("finishReason"), part.get("thoughtSignature", "")
    prompt, said, thought, cached, total = counts = [usage.get(name, 0) for name in _COUNTS]
    is_counted = min(counts) >= 0 and max(counts) <= MOST_TOKENS
    if not is_counted or not (reason is None or reason in _REASONS) or not _is_plain(signature):
        return None
    tokens = (prompt, said + thought, total, cached, thought)
    return _Reply(part.get("text", ""), signature, response.get("modelVersion", ""), reason or "", tokens)


def _fits(value: dict[str, Any], fields: dict[str, type]) -> bool:
    for name, found in value.items():  # noqa: SIM110 - a third of the time of `all`, for each event of a stream
        if fields.get(name) is not type(found):
            return False
    return True


def _copy(info: dict[str, Any] | None) -> dict[str, Any]:
    """With lists of its own: whoever reads an answer may change it."""
    return {name: list(value) if isinstance(value, list) else value for name, value in (info or {}).items()}


def _is_plain(signature: str) -> bool:
    """Whether it comes out as it went in: the SDK reads its bytes, and LangChain writes them again."""
    try:
        return not signature or b64encode(b64decode(signature, validate=True)).decode() == signature
    except ValueError:
        return False


def _create_usage(reply: _Reply, counts: Sequence[int]) -> UsageMetadata:
    said, answered, total, cached, thought = counts
    usage = UsageMetadata(
        input_tokens=said,
        output_tokens=answered,
        total_tokens=total,
        input_token_details=InputTokenDetails(cache_read=cached),
    )
    if reply.counts[-1]:
        usage["output_token_details"] = OutputTokenDetails(reasoning=thought)
    return usage
