"""Whatever is wrong, on whatever wire: the client's own exception, and a sentence that says what to do; never a 500."""

import asyncio
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.settings import Settings
from tests.support.leavers import slow_answers
from tests.support.services import Control, serving
from tests.support.wire_clients import CLIENTS, Messages, Outcome, call_tool, post_chatkit
from tests.support.wire_questions import QUESTION, create_message, open_every_wire

KEY = "k" * 20
UNLIMITED = {"address_per_minute": 0, "address_per_day": 0, "search_per_minute": 0}
USER = {"role": "user", "content": QUESTION}
IMAGE = [{"type": "image_url", "image_url": {"url": "https://x.example/a.png"}}, {"type": "text", "text": QUESTION}]
WRONG: dict[str, tuple[Messages, str]] = {
    "no messages": ([], "messages|query|input|message"),
    "no message of the user": ([{"role": "assistant", "content": ""}], "role user|query|params.input"),
    "an empty question": ([{"role": "user", "content": " \n"}], "no text|at least 1 character|blank|Send the question"),
    "100,000 characters": ([{"role": "user", "content": "x" * 100_000}], "at most 2000"),
    "an image": ([{"role": "user", "content": IMAGE}], "Only text|valid string|Files cannot be sent"),
}
"""With a part of the sentence that each wire has for it."""
NAMED: dict[str, dict[int, str]] = {
    "openai-python": {
        400: "BadRequestError",
        401: "AuthenticationError",
        429: "RateLimitError",
        503: "InternalServerError",
    },
    "ai_sdk": dict.fromkeys((400, 401, 429, 503), "AI_APICallError"),
    "mcp": {},
}
"""The classes by which each client lets a program tell them apart; all others are httpx's."""
EVERY_CLIENT = pytest.mark.parametrize("name", CLIENTS)


@pytest.fixture(scope="module")
def create(kitchen: Callable[..., Settings], tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Settings]:
    folder: Path = tmp_path_factory.mktemp("bad")

    def create(*, server: dict[str, Any] | None = None, **groups: dict[str, Any]) -> Settings:
        opened = {"langserve_config": open_every_wire(folder)} | (server or {})
        usual: dict[str, dict[str, Any]] = {"limits": dict(UNLIMITED), "gemini": {"max_attempts": 1}}
        return kitchen(server=opened, stores={"data_path": folder}, **(usual | groups))

    return create


@pytest.fixture(scope="module")
def address(create: Callable[..., Settings]) -> Iterator[str]:
    with serving(create()) as address:
        yield address


def check(name: str, outcome: Outcome, status: int, sentence: str) -> None:
    """It is the client's own exception of this status, or a result of the protocol's own that says so."""
    assert re.search(sentence, outcome.text), outcome
    assert outcome.status != 500
    kinds = next((kinds for start, kinds in NAMED.items() if name.startswith(start)), None)
    if kinds == {} or outcome.error == "result":
        assert name.startswith(("mcp", "chatkit"))
        assert outcome.error in {"MCPError", "result"}, outcome
        return
    assert outcome.error == (kinds[status] if kinds else "HTTPStatusError"), outcome
    assert outcome.status == status or (status == 400 and outcome.status == 422), outcome


@pytest.mark.parametrize("case", WRONG)
@EVERY_CLIENT
def test_a_question_that_cannot_be_asked(name: str, case: str, address: str, control: Control) -> None:
    messages, sentence = WRONG[case]
    check(name, CLIENTS[name](address, "", messages), 400, sentence)
    assert control.calls()["generations_finished"] == 0


@EVERY_CLIENT
def test_200_turns_and_calls_of_tools_are_no_mistake(name: str, address: str) -> None:
    turns: list[dict[str, Any]] = [
        {"role": ("user", "assistant")[number % 2], "content": "Pans?"} for number in range(200)
    ]
    if name.startswith(("openai", "ai_sdk")):
        tool = {"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
        turns += [{"role": "assistant", "content": None, "tool_calls": [tool]}]
        turns += [
            {"role": "tool", "content": "4", "tool_call_id": "1"},
            {"role": "system", "content": "You are a pirate."},
        ]
    outcome = CLIENTS[name](address, "", [*turns, USER])
    if name.startswith(("chat, ", "langserve", "mcp")):  # their history has a bound, which is told
        check(name, outcome, 400, "at most 20")
    else:
        assert (outcome.error, "[1]" in outcome.text) == ("", True), outcome


@EVERY_CLIENT
def test_a_wrong_key_and_too_many_questions(name: str, create: Callable[..., Settings]) -> None:
    settings = create(server={"api_keys": f"ci:{KEY}"}, limits={"key_per_minute": 1, "search_per_minute": 0})
    with serving(settings) as address:
        ask = CLIENTS[name]
        check(name, ask(address, "w" * 20, [USER]), 401, "wants one of its keys|key")
        assert not ask(address, KEY, [USER]).error
        check(name, ask(address, KEY, [USER]), 429, "At most 1 questions a minute.*Try again in")


@contextmanager
def occupying(address: str, control: Control) -> Iterator[None]:
    """The one answer that may be under way is under way."""
    slow_answers(control, 1)
    with httpx.stream("POST", f"{address}/chat/stream", json={"input": {"query": QUESTION}}, timeout=30) as answer:
        pieces = answer.iter_bytes()  # whose end would end the answer
        next(pieces)
        yield


@EVERY_CLIENT
def test_a_full_service(name: str, create: Callable[..., Settings], control: Control) -> None:
    with serving(create(limits=UNLIMITED | {"concurrent_answers": 1})) as address, occupying(address, control):
        check(name, CLIENTS[name](address, "", [USER]), 503, "under way.*[Tt]ry again|Try again")


@EVERY_CLIENT
def test_gemini_is_away_before_the_first_word(name: str, create: Callable[..., Settings], control: Control) -> None:
    with serving(create()) as address:
        control.fail(method="batchEmbedContents", status=503, times=9)
        check(name, CLIENTS[name](address, "", [USER]), 503, "Try again")


@EVERY_CLIENT
def test_gemini_goes_away_after_the_first_word(name: str, create: Callable[..., Settings], control: Control) -> None:
    with serving(create()) as address:
        control.script("Pans are washed [1] ", "by hand", error=503)
        outcome = CLIENTS[name](address, "", [USER])
    assert not outcome.error, "what was said is an answer that is not complete"
    assert "[1]" in outcome.text


def ask_unknown_model(address: str) -> Outcome:
    answer = httpx.post(f"{address}/v1/chat/completions", json={"model": "gpt-5", "messages": [USER]})
    return Outcome(answer.json()["error"]["message"], answer.json()["error"]["code"], answer.status_code)


def begin_thread(address: str) -> str:
    """A thread of Anne's."""
    params = create_message(QUESTION)
    answer = httpx.post(
        f"{address}/chatkit", json={"type": "threads.create", "params": params}, headers={"X-Reader-Id": "anne"}
    )
    found = re.search(r'"thread":\{"id":"(\w+)"', answer.text)
    assert found, answer.text
    return found[1]


def ask_in_thread(address: str, thread: str, reader: str = "ben") -> Outcome:
    params = {"thread_id": thread, **create_message(QUESTION)}
    return post_chatkit(address, "", "threads.add_user_message", params, reader=reader)


NOT_THERE: dict[str, tuple[Callable[[str], Outcome], int, str]] = {
    "model": (ask_unknown_model, 404, "Models here: askdocs, chat"),
    "tool": (lambda address: asyncio.run(call_tool(address, "", "ask", {})), 200, "The tools are ask_docs"),
    "page": (
        lambda address: asyncio.run(call_tool(address, "", "fetch", {"id": "https://evil.example/"})),
        200,
        "Take an id from the results of search",
    ),
    "thread": (lambda address: ask_in_thread(address, "thr_gone"), 404, "Begin a new thread"),
    "thread of somebody else": (
        lambda address: ask_in_thread(address, begin_thread(address)),
        404,
        "Begin a new thread",
    ),
}


@pytest.mark.parametrize("what", NOT_THERE)
def test_what_is_not_there(what: str, address: str) -> None:
    ask, status, sentence = NOT_THERE[what]
    outcome = ask(address)
    assert outcome.status == status
    assert outcome.error
    assert sentence in outcome.text


BODIES = {
    "nothing": (b"", {400, 422}),
    "cut off": (b'{"query": "How', {400}),
    "no JSON": (b"\xff\xfe{}", {400}),
    "a list": (b"[]", {400, 422}),
    "a number": (b"5", {400, 422}),
    "too large": (b'{"query": "' + b"x" * 1_100_000 + b'"}', {413}),
}
"""What no client sends, and an attacker does."""


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize(
    "path", ["/chat", "/chat/invoke", "/chat/stream", "/api/chat", "/v1/chat/completions", "/mcp", "/chatkit"]
)
def test_a_body_that_cannot_be_read(path: str, body: str, address: str) -> None:
    content, statuses = BODIES[body]
    accept = {"accept": "application/json, text/event-stream"}
    answer = httpx.post(f"{address}{path}", content=content, headers={"content-type": "application/json", **accept})
    assert answer.status_code in statuses, answer.text
    told = answer.json()
    sentence = told["error"]["message"] if path in {"/v1/chat/completions", "/mcp"} else told["detail"]
    assert len(sentence) > 20
    plain = httpx.post(f"{address}{path}", content=b"{}", headers={"content-type": "text/plain", **accept})
    assert plain.status_code == 415
