"""MCP's client for Python against a running service, in both eras of the protocol."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Literal

import httpx2
import pytest
from mcp.client import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError

from app.settings import Settings
from tests.support.mcp_calls import CALLS, QUESTION, TOOLS, check_answers
from tests.support.services import Control, serving

KEY = "k" * 20
Mode = Literal["auto", "legacy", "2026-07-28"]
MODES: tuple[Mode, ...] = ("auto", "legacy", "2026-07-28")


@pytest.fixture(scope="module")
def address(kitchen: Callable[..., Settings]) -> Iterator[str]:
    with serving(kitchen(limits={"address_per_minute": 0, "address_per_day": 0, "search_per_minute": 0})) as address:
        yield f"{address}/mcp"


@asynccontextmanager
async def connecting(url: str, mode: Mode, key: str = "") -> AsyncIterator[Client]:
    headers = {"authorization": f"Bearer {key}"} if key else {}
    async with (
        httpx2.AsyncClient(headers=headers) as http,
        Client(streamable_http_client(url, http_client=http), mode=mode) as client,
    ):
        yield client


@pytest.mark.parametrize("mode", MODES)
async def test_the_client_asks_searches_and_reads(mode: Mode, address: str) -> None:
    async with connecting(address, mode) as client:
        assert client.protocol_version == ("2025-11-25" if mode == "legacy" else "2026-07-28")
        assert [tool.name for tool in (await client.list_tools()).tools] == TOOLS
        results = [await client.call_tool(name, arguments) for name, arguments in CALLS]
    check_answers([result.model_dump(mode="json", by_alias=True) for result in results])


@pytest.mark.parametrize("mode", MODES)
async def test_the_client_hears_how_far_an_answer_is(mode: Mode, address: str) -> None:
    heard: list[tuple[float, float | None, str | None]] = []

    async def hear(progress: float, total: float | None, message: str | None) -> None:
        heard.append((progress, total, message))

    async with connecting(address, mode) as client:
        await client.call_tool("ask_docs", QUESTION, progress_callback=hear)
    assert heard == [(1, 2, "Reading 5 passages")]


@pytest.mark.parametrize("mode", MODES)
async def test_the_client_is_told_what_it_did_wrong(
    mode: Mode, kitchen: Callable[..., Settings], control: Control
) -> None:
    settings = kitchen(server={"api_keys": f"ci:{KEY}"}, limits={"key_per_minute": 1})
    with serving(settings) as address:
        with pytest.raises((MCPError, ExceptionGroup)) as refused:
            async with connecting(f"{address}/mcp", mode) as client:
                await client.list_tools()
        assert "Authorization: Bearer KEY" in find_message(refused.value)
        async with connecting(f"{address}/mcp", mode, KEY) as client:
            await client.call_tool("ask_docs", QUESTION)
            with pytest.raises(MCPError, match=r"Try again|questions"):
                await client.call_tool("ask_docs", QUESTION)
            assert len((await client.list_tools()).tools) == len(TOOLS)


def find_message(error: BaseException) -> str:
    return "; ".join(map(find_message, error.exceptions)) if isinstance(error, BaseExceptionGroup) else str(error)
