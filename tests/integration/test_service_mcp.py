"""`POST /mcp` of a running service: for whom, how often, and what its callers see when something is away."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.settings import Settings
from tests.support.mcp import Speaker, read_sentence
from tests.support.service_process import wait_until
from tests.support.services import Control, open_wires, serving

GOOD = {"query": "How is a cast-iron pan washed?"}
CALL = {"name": "ask_docs", "arguments": GOOD}
KEY = "k" * 20
PAGE = "https://docs.example.org"
PANS = "https://kitchen.example/pans"
WIRES = open_wires("chat", "mcp")


@asynccontextmanager
async def connecting(settings: Settings, path: str = "/mcp", **headers: str) -> AsyncIterator[Speaker]:
    with serving(settings, config=None if settings.server.langserve_config else WIRES) as address:
        async with httpx.AsyncClient(base_url=address, headers=headers, timeout=20) as http:
            yield Speaker(http, path)


async def test_a_question_is_answered_and_its_pages_are_found_and_read(kitchen: Callable[..., Settings]) -> None:
    async with connecting(kitchen()) as speaker:
        for one in (speaker, speaker.modern):
            answer = (await one.call("ask_docs", GOOD))["structuredContent"]
            assert (answer["outcome"], answer["sources"][0]["url"]) == ("answered", f"{PANS}#washing")
            found = (await one.call("search", {"query": "washing a pan"}))["structuredContent"]["results"]
            assert (found[0]["id"], found[0]["url"]) == (PANS, f"{PANS}#washing")
            page = (await one.call("fetch", {"id": found[0]["id"]}))["structuredContent"]
            assert (page["title"], page["url"]) == ("Pans", PANS)
            assert page["text"].startswith("# Pans\n\n## Washing\n\nA cast-iron pan is washed by hand")
            assert page["text"].endswith("## Storing\n\nPans are stored upside down in the lower drawer.")


async def test_searching_and_reading_cost_nothing_of_the_model(
    kitchen: Callable[..., Settings], control: Control
) -> None:
    async with connecting(kitchen()) as speaker:
        await speaker.call("search", {"query": "pan"})
        await speaker.call("fetch", {"id": PANS})
        await speaker.call("fetch", {"id": "http://127.0.0.1:6333/collections"})
    assert control.calls()["by_method"] == {}


async def test_with_keys_every_message_wants_one(kitchen: Callable[..., Settings]) -> None:
    settings = kitchen(server={"api_keys": f"ci:{KEY}", "cors_origins": PAGE})
    async with connecting(settings) as speaker:
        for headers in ({}, {"authorization": "Bearer wrong-wrong-wrong-wrong"}, {"x-api-key": f"{KEY}k"}):
            for method in ("initialize", "tools/list", "tools/call"):
                refused = await speaker.send(method, CALL, **headers)
                assert refused.status_code == 401
                assert refused.headers["www-authenticate"].startswith("Bearer")
                assert "Authorization: Bearer KEY" in refused.json()["error"]["message"]
        for headers in ({"authorization": f"Bearer {KEY}"}, {"x-api-key": KEY}, {"origin": PAGE}):
            assert (await speaker.send("tools/call", CALL, **headers)).status_code == 200


async def test_only_questions_and_searches_are_limited_and_each_for_itself(kitchen: Callable[..., Settings]) -> None:
    async with connecting(kitchen(limits={"address_per_minute": 1, "search_per_minute": 2})) as speaker:
        assert [(await speaker.send("tools/call", CALL)).status_code for _ in range(2)] == [200, 429]
        for tool, arguments, status in (
            ("search", {"query": "pan"}, 200),
            ("fetch", {"id": PANS}, 200),
            ("search", {"query": "pan"}, 429),
            ("fetch", {"id": PANS}, 429),
        ):
            answer = await speaker.send("tools/call", {"name": tool, "arguments": arguments})
            assert answer.status_code == status
        assert 1 <= int(answer.headers["retry-after"]) <= 120
        assert (answer.json()["id"], answer.json()["error"]["data"]["status"]) == (7, 429)
        for _ in range(40):
            assert "result" in await speaker.modern.ask("tools/list")


async def test_a_full_service_says_so_at_once(kitchen: Callable[..., Settings], control: Control) -> None:
    async with connecting(kitchen(limits={"concurrent_answers": 1})) as speaker:
        control.fail(method="batchEmbedContents", hang=1.5)
        waiting = asyncio.create_task(speaker.call("ask_docs", GOOD))
        await asyncio.to_thread(wait_until, lambda: control.calls()["by_method"].get("batchEmbedContents") == 1)
        refused = await speaker.send("tools/call", CALL)
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "2")
        assert "As many answers as may be are under way" in refused.json()["error"]["message"]
        assert "result" in await speaker.ask("tools/list")
        assert (await waiting)["isError"] is False


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"status": 503, "times": 9}, "Gemini"),
        ({"status": 429, "times": 9}, "quota"),
        ({"hang": 5}, "within the time limit"),
    ],
    ids=str,
)
async def test_before_the_passages_are_found_a_failure_is_told_to_the_model(
    fault: dict[str, Any], sentence: str, kitchen: Callable[..., Settings], control: Control
) -> None:
    fast = {"max_attempts": 1, "embedding_timeout_seconds": 1}
    async with connecting(kitchen(gemini=fast)) as speaker:
        control.fail(method="batchEmbedContents", **fault)
        assert sentence in read_sentence(await speaker.call("ask_docs", GOOD))


async def test_after_it_the_passages_answer(kitchen: Callable[..., Settings], control: Control) -> None:
    async with connecting(kitchen(gemini={"max_attempts": 1})) as speaker:
        control.fail(method="generateContent", status=503)
        result = await speaker.call("ask_docs", GOOD)
    assert (result["structuredContent"]["outcome"], result["isError"]) == ("extractive", False)
    assert "[1] Pans > Washing" in result["content"][0]["text"]


async def test_an_answer_that_breaks_off_before_a_watching_caller_is_truncated(
    kitchen: Callable[..., Settings], control: Control
) -> None:
    async with connecting(kitchen(gemini={"max_attempts": 1})) as speaker:
        control.script("Pans are washed by hand. [1] ", "They are stored upside down. [2] ", "They ", "are")
        control.fail(method="streamGenerateContent", cut_after=3)
        watched = CALL | {"_meta": {"progressToken": 1}}
        result = (await speaker.ask("tools/call", watched))["result"]
    assert (result["structuredContent"]["outcome"], result["isError"]) == ("truncated", False)


async def test_each_further_route_has_a_server_of_its_own(kitchen: Callable[..., Settings], tmp_path: Path) -> None:
    config = tmp_path / "two.yaml"
    routes = "".join(
        f"- {{path: {path}, chain: 'chains.answer:create_answer_chain'}}\n" for path in ("/chat", "/guide")
    )
    config.write_text(f"version: 1\nroutes:\n{routes}")
    async with connecting(kitchen(server={"langserve_config": config})) as speaker:
        for path in ("/mcp", "/guide/mcp"):
            assert (await Speaker(speaker.http, path).call("ask_docs", GOOD))["isError"] is False
        assert (await speaker.http.post("/chat/mcp", json={})).status_code == 404


async def test_a_browser_may_send_what_the_protocol_sends(kitchen: Callable[..., Settings]) -> None:
    names = "authorization, content-type, mcp-method, mcp-name, mcp-protocol-version, mcp-session-id, last-event-id"
    asked = {"origin": PAGE, "access-control-request-method": "POST", "access-control-request-headers": names}
    async with connecting(kitchen(server={"cors_origins": PAGE})) as speaker:
        preflight = await speaker.http.options("/mcp", headers=asked)
        assert (preflight.status_code, preflight.headers["access-control-allow-origin"]) == (200, PAGE)
        assert (await speaker.send("tools/list", {}, origin=PAGE)).headers["access-control-allow-origin"] == PAGE
        assert (await speaker.send("tools/list", {}, origin="https://evil.example")).status_code == 403
