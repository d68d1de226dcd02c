"""`useChat` of the AI SDK 5, 6 and 7 on a page in jsdom, against a running service."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.settings import Settings
from tests.support.node import run_script
from tests.support.services import Control, serving

CLIENTS = Path(__file__).parent / "node_clients"
VERSIONS = (5, 6, 7)
PAN = "How is a cast-iron pan washed?"
WASHING = "https://kitchen.example/pans#washing"
LINK = f"[[1]]({WASHING})"
FAST = {"max_attempts": 1, "chat_timeout_seconds": 10}
HALF = """
from langchain_core.runnables import RunnableGenerator

from chains.errors import ModelUnavailableError
from chains.parts import create_first_part, create_text_part
from chains.schemas import ChatRequest, ChatResponse


def create_chain(*, llm, retriever, settings):
    async def answer(requests):
        yield create_first_part([])
        yield create_text_part("Half an ")
        raise ModelUnavailableError("The model is away. Try again.")

    return RunnableGenerator(answer).with_types(input_type=ChatRequest, output_type=ChatResponse)
"""
pytestmark = pytest.mark.parametrize("version", VERSIONS)


@pytest.fixture
def address(kitchen: Callable[..., Settings]) -> Iterator[str]:
    with serving(kitchen(gemini=FAST, limits={"address_per_minute": 0}, cache={"answers_megabytes": 4})) as address:
        yield address


def use_chat(version: int, address: str, *steps: dict[str, Any], **options: Any) -> list[dict[str, Any]]:
    """What the hook shows after each step."""
    asked = {"version": version, "address": address, "steps": steps, **options}
    seen: list[dict[str, Any]] = json.loads(run_script(CLIENTS, "use_chat.js", json.dumps(asked)))
    assert len(seen) == len(steps)
    return seen


def send(text: str = PAN, **more: Any) -> dict[str, Any]:
    return {"send": text, **more}


def find_part(message: dict[str, Any], kind: str) -> dict[str, Any]:
    part: dict[str, Any]
    (part,) = (part for part in message["parts"] if part["type"] == kind)
    return part


def read_text(message: dict[str, Any]) -> str:
    text: str = find_part(message, "text")["text"]
    return text


def test_a_conversation_has_citations_sources_and_outcomes(version: int, address: str, control: Control) -> None:
    control.script("With hot ", "water 🍳 [", "1", "].")
    first, second = use_chat(version, address, send(), send("Who won the cup in 1998?"))
    assert (first["status"], first["error"], second["status"], second["error"]) == ("ready", None, "ready", None)
    _, message = first["messages"]
    assert [part["type"] for part in message["parts"]] == ["step-start", "text", "source-url", "data-answer"]
    assert (read_text(message), find_part(message, "text")["state"]) == (f"With hot water 🍳 {LINK}.", "done")
    if version == VERSIONS[-1]:  # the first that knows them; the places are JavaScript's
        ((citation,),) = (part["citations"] for part in message["parts"] if part["type"] == "text")
        cited = read_text(message).encode("utf-16-le")[2 * citation["startIndex"] : 2 * citation["endIndex"]]
        assert cited.decode("utf-16-le") == LINK
        assert citation["source"]["url"] == WASHING
    source = find_part(message, "source-url")
    assert (source["url"], source["title"], source["sourceId"]) == (WASHING, "Pans", "1")
    assert source["providerMetadata"]["askdocs"].items() >= {"number": 1, "section": "Pans > Washing"}.items()
    told = find_part(message, "data-answer")["data"]
    assert (told["id"], told["outcome"], told["cited"]) == (message["id"], "answered", [1])
    assert told["usage"]["output_tokens"] > 0
    assert message["metadata"] == {"outcome": "answered", "reason": ""}
    assert [part["type"] for part in first["transient"]] == ["data-sources", "data-answer"]
    assert first["transient"][0]["data"][0]["snippet"]
    assert first["finish"]["finishReason"] == "stop"
    refused = second["messages"][-1]
    assert "These pages may help:" in read_text(refused)
    assert refused["metadata"]["outcome"] == "abstained"
    assert LINK not in control.calls()["last_prompts"][-1]


@pytest.mark.parametrize(
    ("script", "outcome", "reason", "finish"),
    [
        ({"finish_reason": "MAX_TOKENS"}, "truncated", "max_tokens", "length"),
        ({"finish_reason": "SAFETY"}, "truncated", "safety", "content-filter"),
        ({"finish_reason": None}, "truncated", "cut_off", "length"),
        ({"block_reason": "PROHIBITED_CONTENT"}, "blocked", "safety", "stop"),
        ({"status": 503}, "extractive", "model_unavailable", "stop"),
    ],
    ids=str,
)
def test_every_way_to_end_is_a_message_that_is_ready(
    version: int, script: dict[str, Any], outcome: str, reason: str, finish: str, address: str, control: Control
) -> None:
    if "status" in script:
        control.fail(method="streamGenerateContent", times=9, **script)
    else:
        control.script(*([] if "block_reason" in script else ["With hot water [1]"]), **script)
    (seen,) = use_chat(version, address, send())
    assert (seen["status"], seen["error"]) == ("ready", None)
    assert seen["messages"][-1]["metadata"] == {"outcome": outcome, "reason": reason}
    assert seen["finish"]["finishReason"] == finish


def test_an_error_before_the_first_word_is_shown_with_its_sentence(
    version: int, address: str, control: Control
) -> None:
    control.fail(method="batchEmbedContents", status=403, times=9)
    away, long = use_chat(version, address, send(), send("x" * 3000))
    for seen, sentence in ((away, "The model cannot be used"), (long, "at most 2000 are read")):
        assert seen["status"] == "error"
        problem = json.loads(seen["error"]["message"])
        assert sentence in f"{problem['title']} {problem['message']}"
        assert problem["message"] == problem["error"]
        assert seen["finish"]["isError"]


def test_a_refused_caller_is_told_why(version: int, kitchen: Callable[..., Settings]) -> None:
    settings = kitchen(server={"api_keys": "web:secret-key-of-the-page"}, limits={"key_per_minute": 1})
    with serving(settings) as address:
        (refused,) = use_chat(version, address, send())
        transport = {"api": "/api/chat", "headers": {"authorization": "Bearer secret-key-of-the-page"}}
        allowed, again = use_chat(version, address, send(), send(), transport=transport)
    assert json.loads(refused["error"]["message"])["status"] == 401
    assert allowed["status"] == "ready"
    assert json.loads(again["error"]["message"])["status"] == 429
    assert "At most 1 questions a minute" in json.loads(again["error"]["message"])["message"]


def test_an_error_after_the_first_word_keeps_what_was_said(
    version: int, kitchen: Callable[..., Settings], tmp_path: Path
) -> None:
    (tmp_path / "half.py").write_text(HALF)
    config = tmp_path / "langserve.yaml"
    config.write_text("version: 1\nroutes:\n  - path: /chat\n    chain: ./half.py:create_chain\n")
    with serving(kitchen(server={"langserve_config": config})) as address:
        (seen,) = use_chat(version, address, send())
    assert (seen["status"], seen["error"]["message"]) == ("error", "The model is away. Try again.")
    text = find_part(seen["messages"][-1], "text")
    assert (text["text"], text["state"]) == ("Half an ", "streaming")


def test_who_stops_an_answer_stops_the_model(version: int, address: str, control: Control) -> None:
    control.script(*(f"word {number} " for number in range(200)))
    control.fail(method="streamGenerateContent", chunk_delay=0.05)
    (seen,) = use_chat(version, address, send(stopAt="word 3"))
    assert (seen["status"], seen["error"], seen["finish"]["isAbort"]) == ("ready", None, True)
    calls = control.calls()
    assert (calls["cancelled_by_client"], calls["generations_finished"]) == (1, 0)


def test_regenerating_asks_anew_and_asking_again_does_not(version: int, address: str, control: Control) -> None:
    question = f"{PAN} In version {version}?"
    first, kept, new = use_chat(version, address, send(question), send(question), {"regenerate": True})
    assert [len(seen["messages"]) for seen in (first, kept, new)] == [2, 4, 4]
    assert new["messages"][-1]["id"] != kept["messages"][-1]["id"]
    assert control.calls()["by_method"]["streamGenerateContent"] == 3  # the second question has a history


def test_a_page_that_resumes_finds_nothing_and_goes_on(version: int, address: str) -> None:
    (seen,) = use_chat(version, address, send(), resume=True, transport={"api": "/api/chat"})
    assert (seen["status"], seen["error"], len(seen["messages"])) == ("ready", None, 2)


def test_filters_go_into_the_body_or_the_address(version: int, address: str) -> None:
    body = {"filters": {"version": 5}}
    (wrong,) = use_chat(version, address, send(), transport={"api": "/api/chat", "body": body})
    assert "version: Input should be a valid string" in json.loads(wrong["error"]["message"])["message"]
    (plain,) = use_chat(version, address, send(), transport={"api": "/api/chat?citations=markers"})
    assert read_text(plain["messages"][-1]).endswith("[1]")
