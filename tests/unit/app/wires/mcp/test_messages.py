"""What is no message, no method or no caller of the protocol's is refused in its own shape."""

from typing import Any

import pytest
from starlette.exceptions import HTTPException

from app.context import Problem
from app.wires.mcp.rpc import count_questions, count_searches, format_rpc_problem
from tests.support.answer_chain import create_chain
from tests.support.mcp import ACCEPT, MODERN_META, create_modern_headers, read_sentence, speaking

JSON = {"content-type": "application/json"} | ACCEPT


def call(tool: Any, arguments: Any = None) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": tool, "arguments": arguments or {}}}


async def test_both_eras_are_told_the_same_three_tools() -> None:
    async with speaking(create_chain()[0]) as speaker:
        for one in (speaker, speaker.modern):
            tools = (await one.ask("tools/list"))["result"]["tools"]
            assert [tool["name"] for tool in tools] == ["ask_docs", "search", "fetch"]
            for tool in tools:
                assert tool["title"]
                assert tool["annotations"] == {
                    "readOnlyHint": True,
                    "destructiveHint": False,
                    "idempotentHint": True,
                    "openWorldHint": False,
                }
                assert tool["outputSchema"]["type"] == tool["inputSchema"]["type"] == "object"
                assert "$ref" not in str(tool)


async def test_a_client_that_says_hello_is_told_what_there_is() -> None:
    hello = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "c", "version": "1"}}
    async with speaking(create_chain()[0]) as speaker:
        told = (await speaker.ask("initialize", hello))["result"]
        assert (told["protocolVersion"], told["serverInfo"]["name"]) == ("2025-11-25", "askdocs")
        assert "ask_docs" in told["instructions"]
        assert list(told["capabilities"]) == ["tools"]
        ready = {"jsonrpc": "2.0", "method": "notifications/initialized"}
        accepted = await speaker.http.post("/mcp", json=ready, headers=ACCEPT)
        assert (accepted.status_code, accepted.content) == (202, b"")
        discovered = (await speaker.modern.ask("server/discover"))["result"]
        assert "2026-07-28" in discovered["supportedVersions"]
        assert list(discovered["capabilities"]) == ["tools"]


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT", "PATCH"])
async def test_only_post_is_taken(method: str) -> None:
    async with speaking(create_chain()[0]) as speaker:
        for headers in ({}, {"mcp-protocol-version": "2026-07-28"}):
            answer = await speaker.http.request(method, "/mcp", headers=ACCEPT | headers)
            assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "The body is not valid JSON"),
        (b'{"jsonrpc": "2.0"', "The body is not valid JSON"),
        (b"[]", "Send one JSON-RPC message in a request; this protocol has no batches."),
        (b'[{"jsonrpc": "2.0", "id": 1, "method": "ping"}]', "Send one JSON-RPC message in a request"),
        (b"3", "The body is no JSON-RPC 2.0 message. Send one such as {"),
        (b'{"query": "secret"}', "The body is no JSON-RPC 2.0 message. Send one such as {"),
        (b'{"jsonrpc": "2.0", "id": {"secret": 1}, "method": "ping"}', "The body is no JSON-RPC 2.0 message."),
        (b'{"jsonrpc": "2.0", "id": 1, "method": ["secret"]}', "The body is no JSON-RPC 2.0 message."),
        (
            b'{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "search", "arguments": "secret"}}',
            "params.arguments must be an object. Send a message such as {",
        ),
    ],
)
async def test_a_body_that_is_no_message_is_a_bad_request_that_does_not_quote_it(body: bytes, sentence: str) -> None:
    async with speaking(create_chain()[0]) as speaker:
        answer = await speaker.http.post("/mcp", content=body, headers=JSON)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/json"
    error = answer.json()["error"]
    assert error["message"].startswith(sentence)
    assert error["data"]["request_id"] == answer.headers["x-request-id"]
    assert "secret" not in answer.text


async def test_a_body_that_is_not_said_to_be_json_is_refused_in_the_same_shape() -> None:
    async with speaking(create_chain()[0]) as speaker:
        answer = await speaker.http.post("/mcp", content=b"{}", headers={"content-type": "text/plain"})
    assert (answer.status_code, answer.json()["error"]["data"]["status"]) == (415, 415)
    assert answer.json()["id"] is None


async def test_a_body_that_is_too_large_is_refused_in_the_same_shape() -> None:
    async with speaking(create_chain()[0]) as speaker:
        answer = await speaker.http.post("/mcp", json=call("ask_docs", {"query": "x" * 1_000_000}), headers=ACCEPT)
    assert (answer.status_code, answer.json()["error"]["data"]["title"]) == (413, "Content Too Large")


async def test_an_unknown_tool_is_told_which_there_are() -> None:
    async with speaking(create_chain()[0]) as speaker:
        for one in (speaker, speaker.modern):
            told = read_sentence(await one.call("search_docs", {"query": "x"}))
            assert told == "There is no tool of this name. The tools are ask_docs, search, fetch."


async def test_what_is_no_method_is_an_error_of_the_protocol() -> None:
    async with speaking(create_chain()[0]) as speaker:
        for one in (speaker, speaker.modern):
            for method in ("resources/list", "prompts/list", "nothing/at/all"):
                assert (await one.ask(method))["error"]["code"] == -32601


async def test_a_header_that_names_another_tool_is_refused() -> None:
    params = {"name": "search", "arguments": {"query": "x"}, "_meta": MODERN_META}
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
    async with speaking(create_chain()[0]) as speaker:
        for name, status in (("search", 200), ("fetch", 400)):
            headers = ACCEPT | create_modern_headers("tools/call", name)
            assert (await speaker.http.post("/mcp", json=body, headers=headers)).status_code == status


@pytest.mark.parametrize(
    ("origin", "is_let_in"),
    [
        ("https://app.example", True),
        ("http://docs.example", True),
        ("https://docs.example", True),
        ("https://evil.example", False),
        ("https://docs.example.evil.example", False),
        ("null", False),
        ("", False),
        ("https://[", False),
    ],
)
async def test_a_web_page_may_call_only_from_here_or_where_the_owner_said(origin: str, *, is_let_in: bool) -> None:
    async with speaking(create_chain()[0], origins=("https://app.example",)) as speaker:
        answer = await speaker.send("tools/list", {}, origin=origin)
    assert answer.status_code == (200 if is_let_in else 403)
    if not is_let_in:
        assert "CORS_ORIGINS" in answer.json()["error"]["message"]
        assert answer.json()["id"] == 7


def test_only_a_call_of_ask_docs_is_a_question_and_only_one_of_search_or_fetch_a_search() -> None:
    counted = {
        tool: (count_questions(call(tool)), count_searches(call(tool))) for tool in ("ask_docs", "search", "fetch", "x")
    }
    assert counted == {"ask_docs": (1, 0), "search": (0, 1), "fetch": (0, 1), "x": (0, 0)}
    for method in ("initialize", "tools/list", "server/discover", "ping"):
        assert count_questions({"jsonrpc": "2.0", "id": 1, "method": method}) == 0
    with pytest.raises(HTTPException):
        count_questions([call("ask_docs")] * 3)


def test_a_problem_keeps_its_status_and_its_headers() -> None:
    response = format_rpc_problem(Problem(429, "Too Many Requests", "Wait.", "r1", {"Retry-After": "7"}))
    assert (response.status_code, response.headers["retry-after"]) == (429, "7")
    assert b'"message":"Wait."' in bytes(response.body)
