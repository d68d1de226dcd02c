"""The envelope of `/invoke` is LangServe's, byte for byte, though the answer in it is written once."""

import json
import re
from typing import Any

import pytest
from fastapi import Request, Response
from langserve.api_handler import APIHandler
from pydantic import ConfigDict, Field, ValidationError
from starlette.types import Message

from app.wires.langserve.answer_json import AnswerSerializer, fill_envelope
from app.wires.langserve.chain import LangServeChain
from chains.parts import create_first_part, create_last_part, create_text_part, join_parts
from chains.runnables import AsyncRunnable
from chains.schemas import ChatRequest, ChatResponse, Ending, Source, Usage

_RUN = re.compile(rb'"run_id":"[0-9a-f-]{36}"')


class OpenAnswer(ChatResponse):
    model_config = ConfigDict(extra="allow")


class NamedAnswer(ChatResponse):
    author: str


class RenamedAnswer(ChatResponse):
    of_whom: str = Field("", alias="ofWhom")


class Chain(AsyncRunnable):
    def __init__(self, answer: Any, answer_type: type[ChatResponse] = ChatResponse) -> None:
        self._answer, self._type = answer, answer_type

    @property
    def InputType(self) -> type[ChatRequest]:  # noqa: N802 - LangChain's name
        return ChatRequest

    @property
    def OutputType(self) -> type[ChatResponse]:  # noqa: N802 - LangChain's name
        return self._type

    async def ainvoke(self, *_: Any, **__: Any) -> Any:
        return self._answer


def create_answer(text: str = "It is hot [1].", **more: Any) -> dict[str, Any]:
    source = Source(
        number=1, title="Ofen", section="A > B", url="/a#b", snippet=text, score=0.7251, version="", locale="de"
    )
    ending = create_last_part(Ending("answered"), cited=[1], suggestions=[text], usage=Usage(input_tokens=7))
    return dict(join_parts([create_first_part([source]), create_text_part(text), ending])) | more


async def ask(chain: Chain, *, ours: bool) -> Response:
    body = json.dumps({"input": {"query": "Is it hot?"}}).encode()

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    request = Request(
        {"type": "http", "method": "POST", "path": "/chat/invoke", "headers": [], "query_string": b""}, receive
    )
    serializer = AnswerSerializer(chain.get_output_schema()) if ours else None
    handler = APIHandler(chain, path="/chat", config_keys=(), serializer=serializer)
    return await fill_envelope(handler.invoke, request) if ours else await handler.invoke(request)


@pytest.mark.parametrize(
    ("answer", "answer_type"),
    [
        (create_answer(), ChatResponse),
        (create_answer('Grüße – "quoted"\\ \u2028 \x00\x1f\x7f\n\t 🔥 </script>'), ChatResponse),
        (create_answer(of="nobody"), ChatResponse),
        (create_answer(note={"a": [1, None, True, 0.25, "ü"]}), OpenAnswer),
        (create_answer(author="Jane"), NamedAnswer),
        (create_answer(ofWhom="Jane"), RenamedAnswer),
    ],
)
async def test_the_answer_stands_where_langserve_puts_it(answer: Any, answer_type: type[ChatResponse]) -> None:
    ours, theirs = [await ask(Chain(answer, answer_type), ours=is_ours) for is_ours in (True, False)]
    assert _RUN.sub(b"", bytes(ours.body)) == _RUN.sub(b"", bytes(theirs.body))
    assert len(_RUN.findall(bytes(ours.body))) == 1
    assert [name for name, _ in ours.raw_headers] == [name for name, _ in theirs.raw_headers]
    assert int(ours.headers["content-length"]) == len(ours.body)
    assert (ours.status_code, ours.media_type) == (theirs.status_code, theirs.media_type)


async def test_an_answer_that_is_none_is_refused_as_langserve_refuses_it() -> None:
    for is_ours in (True, False):
        with pytest.raises(ValidationError):
            await ask(Chain({"response": "no more than that"}), ours=is_ours)


async def test_what_is_not_asked_by_invoke_is_langserves() -> None:
    serializer = AnswerSerializer(ChatResponse)
    answers = [create_answer(), create_answer("Another.")]
    assert serializer.dumpd(answers) == answers


async def test_a_config_that_langserve_binds_changes_no_type() -> None:
    chain = LangServeChain(Chain(create_answer()), max_concurrency=1)
    bound = chain.with_config({"run_name": "/chat", "metadata": {"a": 1}})
    assert bound.input_schema is ChatRequest
    assert bound.output_schema is ChatResponse
    assert bound.config_schema(include=()).model_json_schema() == chain.config_schema(include=()).model_json_schema()
