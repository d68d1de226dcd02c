"""Prompts of texts are written as LangChain and the SDK write them, though neither is asked twice."""

import json
from typing import Any

import pytest
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage
from langchain_google_genai import ChatGoogleGenerativeAI
from pydantic import SecretStr

from app.gemini import Gemini
from app.gemini.given import Given
from app.gemini.prompts import Prompts, format_prompt
from app.settings import GeminiSettings
from tests.support.raw_server import serving

TEXTS = ["Be short.", 'Is "it" hot?\n<b>🌡</b>', "\ud83d?", "text 0 of askdocs", '"text 1 of askdocs"']


class LangChain:
    """Asks, and counts how often."""

    def __init__(self, **fields: Any) -> None:
        self._chat = ChatGoogleGenerativeAI(**({"model": "gemini-3.8-flash"} | fields), google_api_key="x")
        self.asked = 0

    def ask(self, given: Given, messages: list[BaseMessage]) -> None:
        self.asked += 1
        self._chat.model_copy(update={"client": given})._generate(messages)

    def write(self, messages: list[BaseMessage]) -> Any:
        request = self._chat._prepare_request(messages)
        return format_prompt(request["contents"], request["config"])


@pytest.mark.parametrize("fields", [{}, {"model": "gemini-2.5-flash", "temperature": 0.3, "max_output_tokens": 5}])
@pytest.mark.parametrize("kinds", [(HumanMessage,), (SystemMessage, HumanMessage), (HumanMessage, SystemMessage)])
def test_prompts_are_written_as_by_langchain(fields: dict[str, Any], kinds: tuple[type[BaseMessage], ...]) -> None:
    langchain = LangChain(max_retries=1, **fields)
    prompts = Prompts(langchain.ask)
    for text in TEXTS:
        messages = [kind(text + str(number)) for number, kind in enumerate(kinds)]
        prompt, expected = prompts.write(messages), langchain.write(messages)
        is_dropped = kinds[0] is HumanMessage and SystemMessage in kinds  # rules that do not come first are none
        assert (prompt is None) is is_dropped
        assert prompt is None or json.loads(prompt.body) == expected
    assert langchain.asked == 1


@pytest.mark.parametrize(
    "messages",
    [
        [SystemMessage("Rules"), HumanMessage("")],
        [SystemMessage("Rules"), HumanMessage([{"type": "text", "text": "Hot?"}])],
        [HumanMessage("Hot?"), AIMessage("Yes."), HumanMessage("How?")],
        [HumanMessage("Hot?"), AIMessage("Yes.")],
    ],
)
def test_messages_of_another_shape_are_left_to_langchain(messages: list[BaseMessage]) -> None:
    langchain = LangChain()
    assert Prompts(langchain.ask).write(messages) is None
    assert not langchain.asked


@pytest.mark.parametrize("fields", [{"thinking_budget": 5}, {"timeout": 3}, {"response_mime_type": "text/x.enum"}])
def test_what_asks_for_more_than_a_text_is_left_to_langchain(fields: dict[str, Any]) -> None:
    assert Prompts(LangChain(**fields).ask).write([HumanMessage("Hot?")]) is None


async def test_a_model_that_was_changed_since_asks_for_what_it_wants_now() -> None:
    body = b'{"candidates": [{"content": {"parts": [{"text": "Yes."}]}, "finishReason": "STOP"}]}'
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
    async with serving(answer) as server:
        gemini = Gemini(GeminiSettings(api_key=SecretStr("x"), base_url=server.url))
        chats = [gemini.chat, gemini.chat.model_copy(update={"max_output_tokens": 5}), gemini.chat.bind(stop=["x"])]
        for chat in chats:
            assert (await chat.ainvoke("Hot?")).text == "Yes."
        await gemini.aclose()
    assert [b"maxOutputTokens" in request for request in server.requests] == [False, True, False]
    assert [b"stopSequences" in request for request in server.requests] == [False, False, True]


@pytest.mark.parametrize("model", ["gemini-embedding-001", "gemini-embedding-2"])
async def test_a_question_is_embedded_as_langchain_does(model: str) -> None:
    body = json.dumps({"embeddings": [{"values": [1, 0.5] * 64}]}).encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
    async with serving(answer) as server:
        settings = GeminiSettings(
            api_key=SecretStr("x"), base_url=server.url, embedding_model=model, embedding_dimensions=128
        )
        gemini = Gemini(settings)
        embed = gemini.embeddings.aembed_query
        vectors = [
            await embed(TEXTS[1]),
            await embed(TEXTS[1], task_type="RETRIEVAL_QUERY"),
            await embed(TEXTS[1], task_type="FACT_VERIFICATION"),
        ]
        assert vectors == [vectors[0]] * 3
        assert vectors[0][:2] == pytest.approx([1 / 80**0.5, 0.5 / 80**0.5])
        await gemini.aclose()
    short, by_langchain, other = [json.loads(request.partition(b"\r\n\r\n")[2]) for request in server.requests]
    assert short == by_langchain != other
