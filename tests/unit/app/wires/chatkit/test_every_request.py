"""Every request of ChatKit's protocol, told by its package's own types, and what it answers, read by them."""

from typing import Any, get_args

import pytest
from chatkit.types import ChatKitReq, Page, Thread, ThreadItem, UserMessageItem
from pydantic import TypeAdapter

from app.wires.chatkit.requests import NOT_HERE, QUESTIONS
from chains.answer import create_answer_chain
from chains.settings import AnswerSettings
from tests.support.doubles import FixedRetriever, ScriptedModel, create_document
from tests.unit.app.wires.chatkit.conftest import OpenChatKit, ask

REQUESTS = TypeAdapter[Any](ChatKitReq)
KINDS = {get_args(model.model_fields["type"].annotation)[0] for model in get_args(get_args(ChatKitReq)[0])}
READ: dict[str, tuple[dict[str, Any], Any]] = {
    "threads.get_by_id": ({}, Thread),
    "threads.list": ({}, Page[Thread]),
    "items.list": ({}, Page[ThreadItem]),
    "threads.update": ({"title": "Warmth"}, Thread),
    "threads.delete": ({}, dict[str, Any]),
}
"""What each that is answered with JSON takes beside a thread, and the type of its answer."""


def create_chain() -> Any:
    llm = ScriptedModel(scripts=[["Warm it up [1]."]] * 9, prompts=[])
    retriever = FixedRetriever(documents=[create_document("Ovens warm up.")], asked=[])
    return create_answer_chain(llm=llm, retriever=retriever, settings=AnswerSettings())


def test_no_request_of_the_protocol_is_forgotten() -> None:
    assert {*QUESTIONS, *NOT_HERE, *READ, "items.feedback"} == KINDS


@pytest.mark.parametrize("kind", sorted(QUESTIONS))
async def test_each_question_is_answered_with_events_of_the_protocol(kind: str, open_chatkit: OpenChatKit) -> None:
    client = open_chatkit(create_chain())
    begun = await client.ask("How warm is an oven?")
    asked = next(event.item.id for event in begun if event.type == "thread.item.done")
    params = {} if kind == "threads.create" else {"thread_id": begun[0].thread.id}
    params |= {"item_id": asked} if kind == "threads.retry_after_item" else ask("And a fridge?")
    REQUESTS.validate_python({"type": kind, "params": params})
    events = await client.stream(kind, params)  # each of which it reads by the package's types
    assert events[-1].item.content[0].text == "Warm it up [1]."


@pytest.mark.parametrize("kind", READ)
async def test_each_that_is_answered_at_once_is_of_its_type(kind: str, open_chatkit: OpenChatKit) -> None:
    client = open_chatkit(create_chain())
    thread = (await client.ask("How warm is an oven?"))[0].thread.id
    more, type_ = READ[kind]
    params = more if kind == "threads.list" else {"thread_id": thread} | more
    REQUESTS.validate_python({"type": kind, "params": params})
    answer = await client.post(kind, params)
    assert answer.status_code == 200
    read: Any = TypeAdapter(type_).validate_json(answer.content)
    if kind == "items.list":
        assert any(isinstance(item, UserMessageItem) for item in read.data)
    if isinstance(read, Thread):
        assert read.id == thread


@pytest.mark.parametrize("kind", NOT_HERE)
async def test_each_that_is_not_here_says_what_to_do(kind: str, open_chatkit: OpenChatKit) -> None:
    refused = await open_chatkit(create_chain()).post(kind)
    assert (refused.status_code, refused.json()["detail"]) == (501, NOT_HERE[kind])
