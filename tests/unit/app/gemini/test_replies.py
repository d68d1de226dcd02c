"""Answers of text alone are read past the SDK and LangChain, and become the same messages."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import islice
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from langchain_core.messages import BaseMessage, HumanMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_google_genai import ChatGoogleGenerativeAI

from app.gemini.given import Given
from app.gemini.models import create_response
from app.gemini.replies import Replies

pytestmark = pytest.mark.filterwarnings("ignore:.*FinishReason")  # the SDK's, about a reason that it does not know
QUESTION: list[BaseMessage] = [HumanMessage("x")]
SIGNATURE = "aGVsbG8="


class LangChain:
    """Reads what it is given, and counts how often it is asked to."""

    def __init__(self) -> None:
        self._chat = ChatGoogleGenerativeAI(model="gemini-3.8-flash", google_api_key="x", max_retries=1)
        self.asked = 0

    def read(self, given: Given) -> ChatResult:
        self.asked += 1
        return self._chat.model_copy(update={"client": given})._generate(QUESTION)

    def read_in_parts(self, given: Given) -> Iterator[ChatGenerationChunk]:
        self.asked += 1
        return self._chat.model_copy(update={"client": given})._stream(QUESTION)


@pytest.fixture(scope="module")
def langchain() -> LangChain:
    return LangChain()


def create_answer(text: str = "Warm it up.", *, version: str = "gemini-3.8-flash", **more: Any) -> dict[str, Any]:
    part = {"text": text} | more.pop("part", {})
    candidate = {"content": {"parts": [part], "role": "model"}, "index": 0} | more.pop("candidate", {})
    return {"candidates": [candidate], "modelVersion": version, **more}


def count(prompt: int, said: int, **more: Any) -> dict[str, Any]:
    return {"promptTokenCount": prompt, "candidatesTokenCount": said, "totalTokenCount": prompt + said, **more}


END = {"finishReason": "STOP"}
DETAILS = [{"modality": "TEXT", "tokenCount": 9}]
USUAL: list[dict[str, Any]] = [
    create_answer(usageMetadata=count(9, 4), candidate=END, responseId="r"),
    create_answer("Two\nlines\n\n", usageMetadata=count(9, 4, promptTokensDetails=DETAILS), candidate=END),
    create_answer(version="gemini-2.5-flash", usageMetadata=count(9, 4, thoughtsTokenCount=2), candidate=END),
    create_answer(version="", usageMetadata=count(9, 4, cachedContentTokenCount=3)),
    create_answer("", part={"thoughtSignature": SIGNATURE}, candidate=END),
    create_answer(part={"thoughtSignature": ""}, usageMetadata={}),
    create_answer("", usageMetadata=count(0, 0)),
    create_answer(candidate={"content": {"role": "model"}, "finishReason": "MAX_TOKENS"}),
    create_answer(candidate={"content": {}, "finishReason": "SAFETY"}),
    {"candidates": [{"finishReason": "RECITATION"}]},
    {"candidates": [{"content": {"parts": []}}]},
]
UNUSUAL: list[dict[str, Any]] = [
    create_answer(version="gemini-2.5-flash", part={"thoughtSignature": SIGNATURE}),
    create_answer(part={"thoughtSignature": "aGVsbG8"}),
    create_answer(candidate={"content": {"parts": [{"thoughtSignature": SIGNATURE}]}}),
    create_answer("Hm.", part={"thought": True}),
    create_answer(candidate={"content": {"parts": [{"text": "a"}, {"text": "b"}]}}),
    create_answer(candidate={"content": {"parts": [{"functionCall": {"name": "f", "id": "1"}}]}}),
    create_answer(candidate={"safetyRatings": [{"category": "HARM_CATEGORY_HARASSMENT", "probability": "LOW"}]}),
    create_answer(candidate={"citationMetadata": {"citationSources": [{"uri": "https://x.example"}]}}),
    create_answer(candidate={"finishReason": "REASON_OF_THE_FUTURE"}),
    create_answer(candidate={"finishReason": None, "index": None}),
    create_answer(candidate={"fieldOfTheFuture": 1}),
    create_answer(usageMetadata=count(9, 4, toolUsePromptTokenCount=3)),
    create_answer(usageMetadata=count(9, -4)),
    create_answer(usageMetadata=count(9, 10**9)),
    create_answer(usageMetadata=count(9, 4, promptTokensDetails=[{"modality": "TEXT"}, {"tokenCount": "3"}])),
    create_answer(usageMetadata=None, responseId=None),
    create_answer(promptFeedback={"blockReason": "SAFETY"}),
    {"promptFeedback": {"blockReason": "SAFETY"}},
    {"candidates": []},
]


@pytest.mark.parametrize("answer", USUAL + UNUSUAL)
def test_a_whole_answer_is_read_as_by_the_sdk_and_langchain(answer: Any, langchain: LangChain) -> None:
    replies = Replies(langchain.read, langchain.read_in_parts)
    expected = langchain.read(Given(create_response(deepcopy(answer))))
    assert replies.read(deepcopy(answer)) == expected
    before = langchain.asked
    assert replies.read(deepcopy(answer)) == expected
    assert (langchain.asked > before) is (answer in UNUSUAL)


def read_in_parts(parts: Sequence[Any], langchain: LangChain) -> tuple[list[Any], list[Any]]:
    """What LangChain reads, and what we do."""
    expected = langchain.read_in_parts(Given(*[create_response(deepcopy(part)) for part in parts]))
    reply = Replies(langchain.read, langchain.read_in_parts).begin()
    return list(islice(expected, len(parts))), [reply.read(deepcopy(part)) for part in parts]


@given(parts=st.lists(st.one_of(st.sampled_from(USUAL), st.sampled_from(USUAL + UNUSUAL)), max_size=6))
@settings(max_examples=60, deadline=None)
def test_a_stream_is_read_as_by_the_sdk_and_langchain(parts: list[Any], langchain: LangChain) -> None:
    expected, found = read_in_parts(parts, langchain)
    assert found == expected


@given(counts=st.lists(st.tuples(*[st.integers(0, 3)] * 4), max_size=6))
@settings(max_examples=60, deadline=None)
def test_tokens_of_a_stream_are_counted_as_by_langchain(counts: list[tuple[int, ...]], langchain: LangChain) -> None:
    parts = [
        create_answer(usageMetadata=count(prompt, said, thoughtsTokenCount=thought, cachedContentTokenCount=cached))
        for prompt, said, thought, cached in counts
    ]
    expected, found = read_in_parts(parts, langchain)
    assert found == expected


def test_messages_share_nothing_that_somebody_may_change(langchain: LangChain) -> None:
    replies = Replies(langchain.read, langchain.read_in_parts)
    for _ in range(2):
        (generation,) = replies.read(create_answer(candidate=END)).generations
        assert generation.message.content == [{"type": "text", "text": "Warm it up."}]
        assert "x" not in generation.message.response_metadata
        assert generation.generation_info is not None
        assert generation.generation_info["safety_ratings"] == []
        generation.message.content[0]["extras"] = generation.message.response_metadata["x"] = 1  # type: ignore[index]
        generation.generation_info["safety_ratings"].append(1)
