"""`generateContent` and `streamGenerateContent`: an answer in chunks, and its JSON."""

import json
import re
import secrets
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

from gemini_emulator.control.schemas import Fault, ScriptedAnswer, ScriptedChunk
from gemini_emulator.control.state import State
from gemini_emulator.errors import ApiError
from gemini_emulator.schemas import CHARACTERS_PER_TOKEN, count_tokens

WORDS_PER_CHUNK = 4
_WORDS = re.compile(rf"\s*(?:\S+\s*){{1,{WORDS_PER_CHUNK}}}")


@dataclass(frozen=True, slots=True)
class Generation:
    """One call: what is answered, and the figures that go with it."""

    answer: ScriptedAnswer
    model: str
    input_tokens: int

    async def payloads(self, state: State, fault: Fault) -> AsyncIterator[dict[str, Any]]:
        """The stream's JSON objects, each when it is due. The first comes after `latency.first_token`."""
        frame = {"modelVersion": self.model, "responseId": secrets.token_urlsafe(12)}
        said = ""
        await state.pause(state.latency.first_token)
        if self.answer.block_reason:
            yield {
                "promptFeedback": {"blockReason": self.answer.block_reason},
                "usageMetadata": self._usage(""),
                **frame,
            }
            return
        chunks = self.answer.chunks or [ScriptedChunk(text="")]
        for number, chunk in enumerate(chunks):
            await state.pause(chunk.delay + fault.chunk_delay + (state.latency.per_chunk if number else 0))
            state.calls.output_tokens += count_tokens(said + chunk.text) - count_tokens(said)
            said += chunk.text
            is_last = number == len(chunks) - 1 and self.answer.error is None
            candidate: dict[str, Any] = {"index": 0}
            if chunk.text:
                candidate["content"] = {"parts": [{"text": chunk.text}], "role": "model"}
            if is_last and self.answer.finish_reason is not None:
                candidate["finishReason"] = self.answer.finish_reason
            yield {"candidates": [candidate], "usageMetadata": self._usage(said), **frame}
        if self.answer.error is not None:
            yield ApiError(self.answer.error, "The emulator was told to fail here.").to_json()

    async def whole(self, state: State, fault: Fault) -> dict[str, Any]:
        """The answer of `generateContent`.

        Raises:
            ApiError: the script says so.
        """
        text = ""
        last: dict[str, Any] = {}
        async for last in self.payloads(state, fault):
            if "error" in last:
                raise ApiError(last["error"]["code"], last["error"]["message"])
            for candidate in last.get("candidates", ()):
                text += candidate.get("content", {"parts": [{"text": ""}]})["parts"][0]["text"]
        if text:
            last["candidates"][0]["content"] = {"parts": [{"text": text}], "role": "model"}
        return last

    def _usage(self, said: str) -> dict[str, int]:
        """Cumulative, in every chunk, as Gemini sends it."""
        output = count_tokens(said)
        usage = {"promptTokenCount": self.input_tokens, "totalTokenCount": self.input_tokens + output}
        if output:
            usage["candidatesTokenCount"] = output
        return usage


def to_answer(text: str, max_output_tokens: int | None) -> ScriptedAnswer:
    """An extract in chunks of a few words, cut at the client's cap."""
    finish_reason = "STOP"
    if max_output_tokens is not None and count_tokens(text) > max_output_tokens:
        text = text[: max_output_tokens * CHARACTERS_PER_TOKEN]
        finish_reason = "MAX_TOKENS"
    chunks = [ScriptedChunk.model_construct(text=words, delay=0) for words in _groups(text)]
    return ScriptedAnswer.model_construct(chunks=chunks, finish_reason=finish_reason)


def _groups(text: str) -> Iterator[str]:
    end = 0
    for match in _WORDS.finditer(text):
        yield match[0]
        end = match.end()
    if text[end:]:
        yield text[end:]


async def format_stream(payloads: AsyncIterator[dict[str, Any]], *, sse: bool) -> AsyncIterator[bytes]:
    """Server-sent events, or one JSON array that grows."""
    if sse:
        async for payload in payloads:
            yield f"data: {json.dumps(payload, ensure_ascii=False)}\r\n\r\n".encode()
        return
    separator = "["
    async for payload in payloads:
        yield f"{separator}{json.dumps(payload, ensure_ascii=False)}".encode()
        separator = ",\r\n"
    yield b"]"
