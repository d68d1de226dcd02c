"""A caller of a tool that leaves stops the model at once, and pays for nothing more."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from app.settings import Settings
from tests.support.leavers import ask_and_leave, slow_answers, wait_for
from tests.support.mcp import ACCEPT, MODERN_META, create_modern_headers
from tests.support.services import Control, serving

LEAVERS = 100
AT_ONCE = 20
CALL = {"name": "ask_docs", "arguments": {"query": "How is a cast-iron pan washed?"}}
LEGACY: tuple[dict[str, Any], dict[str, str]] = (CALL, {"mcp-protocol-version": "2025-11-25"})
MODERN: tuple[dict[str, Any], dict[str, str]] = (
    CALL | {"_meta": MODERN_META},
    create_modern_headers("tools/call", "ask_docs"),
)


@pytest.mark.parametrize("watches", [False, True], ids=["whole", "with progress"])
@pytest.mark.parametrize(("params", "headers"), [LEGACY, MODERN], ids=["2025-11-25", "2026-07-28"])
async def test_the_models_answer_is_given_up_when_its_caller_leaves(
    params: dict[str, Any],
    headers: dict[str, str],
    kitchen: Callable[..., Settings],
    control: Control,
    *,
    watches: bool,
) -> None:
    if watches:
        params = params | {"_meta": params.get("_meta", {}) | {"progressToken": 1}}
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
    with serving(kitchen(limits={"address_per_minute": 0, "address_per_day": 0})) as address:
        for _ in range(LEAVERS // AT_ONCE):
            slow_answers(control, AT_ONCE)
            leave = asyncio.Event()
            callers = [
                asyncio.create_task(ask_and_leave(address, "/mcp", body, headers=ACCEPT | headers, stay=leave))
                for _ in range(AT_ONCE)
            ]
            await wait_for(lambda: control.calls()["generations_running"] == AT_ONCE, 20)
            leave.set()
            await asyncio.gather(*callers)
            await wait_for(lambda: control.calls()["generations_running"] == 0, 5)
        left = control.calls()
        assert (left["cancelled_by_client"], left["generations_finished"]) == (LEAVERS, 0)
        await asyncio.sleep(0.3)  # six more words, if anybody still asked for them
        assert control.calls()["output_tokens"] == left["output_tokens"]
