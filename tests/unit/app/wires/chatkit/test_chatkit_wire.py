"""ChatKit's protocol: threads, answers with footnotes, and what is refused."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import pytest

from app.wires.chatkit.requests import count_questions
from chains.answer import create_answer_chain
from chains.errors import ModelUnavailableError
from chains.prompts import NOT_IN_DOCS
from chains.settings import AnswerSettings
from tests.support.doubles import FixedRetriever, ScriptedModel, create_document
from tests.unit.app.wires.chatkit.conftest import OpenChatKit, ask

TEXTS = ["Warm it ", "up 🥧 [", "1]. Then bake [1]."]
TEXT = "Warm it up 🥧 [1]. Then bake [1]."


def create_chain(*scripts: Sequence[Any], retriever: Any = None) -> tuple[Any, ScriptedModel]:
    llm = ScriptedModel(scripts=[*scripts] or [TEXTS] * 9, prompts=[])
    retriever = retriever or FixedRetriever(documents=[create_document("Ovens warm up.", score=0.7)], asked=[])
    return create_answer_chain(llm=llm, retriever=retriever, settings=AnswerSettings()), llm


def types_of(events: Sequence[Any]) -> list[str]:
    """The types of the events and updates, each once where several of one come together."""
    return [kind for kind, _ in groupby(getattr(event, "update", event).type for event in events)]


def texts_of(page: Any) -> list[str]:
    return [item["content"][0]["text"] for item in page["data"]]


async def test_a_new_thread_is_answered_with_footnotes(open_chatkit: OpenChatKit) -> None:
    events = await open_chatkit(create_chain()[0]).ask("How warm is an oven?")
    assert types_of(events) == [
        "thread.created",
        "thread.item.done",
        "stream_options",
        "progress_update",
        "thread.updated",
        "progress_update",
        "thread.item.added",
        "assistant_message.content_part.added",
        "assistant_message.content_part.text_delta",
        "assistant_message.content_part.annotation_added",
        "assistant_message.content_part.text_delta",
        "assistant_message.content_part.annotation_added",
        "assistant_message.content_part.done",
        "thread.item.done",
    ]
    content = events[-1].item.content[0]
    assert content.text == TEXT
    assert [content.text[: note.index][-3:] for note in content.annotations] == ["[1]", "[1]"]
    assert {note.source.url for note in content.annotations} == {"https://docs.example/guide#part"}
    assert next(event for event in events if event.type == "thread.updated").thread.title == "How warm is an oven?"


async def test_a_thread_goes_on_and_its_turns_are_the_history(open_chatkit: OpenChatKit) -> None:
    chain, llm = create_chain(TEXTS, ["How cold is a fridge?"], TEXTS)
    client = open_chatkit(chain)
    thread = (await client.ask("How warm is an oven?"))[0].thread.id
    await client.ask("And a fridge?", thread)
    said = "\n".join(message.text for message in llm.prompts[-1])
    assert "How warm is an oven?" in said
    assert "Warm it up 🥧. Then bake." in said, "numbers of an earlier answer would mislead the model"
    page = (await client.post("items.list", {"thread_id": thread})).json()
    assert texts_of(page) == [TEXT, "And a fridge?", TEXT, "How warm is an oven?"]
    whole = (await client.post("threads.get_by_id", {"thread_id": thread})).json()
    assert texts_of(whole["items"]) == texts_of(page)[::-1]


async def test_a_quoted_passage_comes_before_the_question(open_chatkit: OpenChatKit) -> None:
    chain, llm = create_chain()
    await open_chatkit(chain).stream("threads.create", ask("Why?", quoted_text="Ovens\nwarm up."))
    assert "> Ovens\n> warm up.\nWhy?" in llm.prompts[0][-1].text


async def test_an_answer_is_made_again(open_chatkit: OpenChatKit) -> None:
    chain, _ = create_chain(TEXTS, ["Another [1]."])
    client = open_chatkit(chain)
    events = await client.ask("How warm is an oven?")
    thread, message = events[0].thread.id, events[1].item.id
    again = await client.stream("threads.retry_after_item", {"thread_id": thread, "item_id": message})
    assert again[-1].item.content[0].text == "Another [1]."
    page = (await client.post("items.list", {"thread_id": thread})).json()
    assert texts_of(page) == ["Another [1].", "How warm is an oven?"]
    refused = await client.post("threads.retry_after_item", {"thread_id": thread, "item_id": again[-1].item.id})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "params.item_id")


async def test_threads_are_listed_renamed_and_deleted_by_their_reader_alone(open_chatkit: OpenChatKit) -> None:
    chain, _ = create_chain()
    anne, ben, nobody = (open_chatkit(chain, reader) for reader in ("anne", "ben", ""))
    thread = (await anne.ask("How warm?"))[0].thread.id
    nameless = (await nobody.ask("How cold?"))[0].thread.id
    assert [found["id"] for found in (await anne.post("threads.list")).json()["data"]] == [thread]
    for stranger in (ben, nobody):
        assert (await stranger.post("threads.list")).json()["data"] == []
        for kind in ("threads.get_by_id", "items.list", "threads.delete"):
            assert (await stranger.post(kind, {"thread_id": thread})).status_code == 404
        assert (await stranger.post("threads.update", {"thread_id": thread, "title": "x"})).status_code == 404
        answer = await stranger.post("threads.add_user_message", {"thread_id": thread, **ask("And?")})
        assert answer.status_code == 404
        assert "threads.create" in answer.json()["detail"]
    assert (await nobody.ask("And?", nameless))[-1].item.content[0].text == TEXT
    assert (await anne.post("threads.update", {"thread_id": thread, "title": "Warmth"})).json()["title"] == "Warmth"
    assert (await anne.post("threads.delete", {"thread_id": thread})).json() == {}
    assert (await anne.post("threads.get_by_id", {"thread_id": thread})).status_code == 404


async def test_what_is_not_in_the_docs_has_links_and_no_footnotes(open_chatkit: OpenChatKit) -> None:
    events = await open_chatkit(create_chain([NOT_IN_DOCS])[0]).ask("Who won the cup?")
    content = events[-1].item.content[0]
    assert content.text.startswith(NOT_IN_DOCS)
    assert "](https://docs.example/guide#part)" in content.text
    assert content.annotations == []


async def test_an_answer_without_the_model_says_so(open_chatkit: OpenChatKit) -> None:
    events = await open_chatkit(create_chain([ModelUnavailableError("away")])[0]).ask("How warm?")
    assert events[-2].type == "thread.item.done"
    assert (events[-1].type, events[-1].level) == ("notice", "info")


async def test_an_answer_that_breaks_off_says_so(open_chatkit: OpenChatKit) -> None:
    events = await open_chatkit(create_chain(["Warm it up. ", ModelUnavailableError("away")])[0]).ask("How warm?")
    assert (events[-1].type, events[-1].level) == ("notice", "warning")


async def test_a_failure_before_the_answer_is_an_error_to_try_again(open_chatkit: OpenChatKit) -> None:
    class Failing(FixedRetriever):
        async def _aget_relevant_documents(self, *_: Any, **__: Any) -> Any:
            raise ModelUnavailableError("Gemini is away. Try again.")

    client = open_chatkit(create_chain(retriever=Failing(documents=[], asked=[]))[0])
    events = await client.ask("How warm?")
    error = next(event for event in events if event.type == "error")
    assert (error.message, error.allow_retry) == ("Gemini is away. Try again.", True)
    thread = events[0].thread.id
    assert texts_of((await client.post("items.list", {"thread_id": thread})).json()) == ["How warm?"]


@pytest.mark.parametrize(
    ("kind", "params", "status", "says"),
    [
        ("threads.create", {}, 400, "input"),
        ("threads.create", ask(""), 400, "no text"),
        ("threads.create", ask("x" * 2001), 400, "2001 characters"),
        ("threads.create", {"input": {"content": [{"type": "input_text", "text": "x"}]}}, 400, "attachments"),
        ("threads.create", ask("x", attachments=["a"]), 400, "Files cannot be sent"),
        ("threads.create", [], 400, "params"),
        ("threads.unknown", {}, 400, "type"),
        ("threads.add_user_message", {"thread_id": "gone", **ask("x")}, 404, "threads.create"),
        ("threads.retry_after_item", {"thread_id": "gone", "item_id": "x"}, 404, "threads.create"),
        ("threads.get_by_id", {"thread_id": "' OR 1=1 --"}, 404, "threads.create"),
        ("threads.get_by_id", {"thread_id": ["x"]}, 400, "thread_id"),
        ("items.list", {"thread_id": "gone"}, 404, "threads.create"),
        ("items.feedback", {"thread_id": "gone", "item_ids": ["x"], "kind": "positive"}, 404, "threads.create"),
        ("items.feedback", {"thread_id": "gone", "item_ids": ["x"], "kind": "odd"}, 400, "kind"),
        ("attachments.create", {}, 501, "Files"),
        ("input.transcribe", {}, 501, "Speech"),
        ("threads.custom_action", {}, 501, "widgets"),
        ("threads.add_client_tool_output", {}, 501, "tools"),
    ],
)
async def test_what_cannot_be_answered_is_refused_before_a_stream_begins(
    open_chatkit: OpenChatKit, kind: str, params: Any, status: int, says: str
) -> None:
    answer = await open_chatkit(create_chain()[0]).post(kind, params)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert says in answer.json()["detail"]


async def test_a_vote_is_refused_with_a_sentence(open_chatkit: OpenChatKit) -> None:
    client = open_chatkit(create_chain()[0])
    events = await client.ask("How warm?")
    vote = {"thread_id": events[0].thread.id, "item_ids": [events[-1].item.id], "kind": "positive"}
    answer = await client.post("items.feedback", vote)
    assert (answer.status_code, answer.json()["detail"][:23]) == (404, "Votes are not kept here")


@pytest.mark.parametrize("body", ["[]", "null", '"x"', "{}", '{"type": 1}'])
async def test_a_body_of_another_kind_is_refused(open_chatkit: OpenChatKit, body: str) -> None:
    client = open_chatkit(create_chain()[0]).client
    answer = await client.post("/chatkit", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400


@pytest.mark.parametrize("reader", ["x" * 201, "a b", "\tx\x7f"])
async def test_an_odd_name_of_a_reader_is_refused(open_chatkit: OpenChatKit, reader: str) -> None:
    answer = await open_chatkit(create_chain()[0], reader).post("threads.list")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "X-Reader-Id")


async def test_filters_come_with_the_metadata_or_the_address(open_chatkit: OpenChatKit) -> None:
    retriever = FixedRetriever(documents=[create_document("Ovens warm up.", score=0.7)], asked=[])
    client = open_chatkit(create_chain(retriever=retriever)[0])
    await client.ask("How warm?", metadata={"version": "2.x"})
    await client.ask("How warm?", query="?version=1.x&locale=fr")
    assert [filters.version for _, filters, _ in retriever.asked] == ["2.x", "1.x"]


@pytest.mark.parametrize(
    ("body", "questions"),
    [
        ({"type": "threads.create"}, 1),
        ({"type": "threads.retry_after_item"}, 1),
        ({"type": "threads.list"}, 0),
        ({"type": ["threads.create"]}, 0),
        ([], 0),
        (None, 0),
    ],
)
def test_only_what_asks_the_model_is_a_question(body: Any, questions: int) -> None:
    assert count_questions(body) == questions
