"""Whoever leaves, on whatever wire, takes the model's answer along at once, and nothing more is paid."""

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.settings import Settings
from tests.support.leavers import ask_and_leave, slow_answers, wait_for
from tests.support.services import Control, serving
from tests.support.wire_questions import Asked, ask_everywhere, open_every_wire

LEAVERS = 100
AT_ONCE = 20
AT_ONCE_SECONDS = 1.0
"""The goal is 0.2, which a machine that has nothing else to do reaches; the words would come for ten."""


@pytest.fixture(scope="module")
def address(kitchen: Callable[..., Settings], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("departures")
    settings = kitchen(
        limits={"address_per_minute": 0, "address_per_day": 0},
        server={"langserve_config": open_every_wire(folder)},
        stores={"data_path": folder},
    )
    with serving(settings) as address:
        yield address


@pytest.mark.parametrize("asked", [pytest.param(asked, id=name) for name, asked in ask_everywhere().items()])
async def test_the_models_answer_is_given_up_when_its_caller_leaves(
    asked: Asked, address: str, control: Control
) -> None:
    seconds = []
    for _ in range(LEAVERS // AT_ONCE):
        slow_answers(control, AT_ONCE)
        leave = asyncio.Event()
        callers = [
            asyncio.create_task(ask_and_leave(address, asked.path, asked.body, headers=asked.headers, stay=leave))
            for _ in range(AT_ONCE)
        ]
        await wait_for(lambda: control.calls()["generations_running"] == AT_ONCE, 20)
        left_at = time.monotonic()
        leave.set()
        await asyncio.gather(*callers)
        await wait_for(lambda: control.calls()["generations_running"] == 0, 5)
        seconds.append(time.monotonic() - left_at)
    left = control.calls()
    assert (left["cancelled_by_client"], left["generations_finished"]) == (LEAVERS, 0)
    await asyncio.sleep(0.3)  # six more words, if anybody still asked for them
    assert control.calls()["output_tokens"] == left["output_tokens"]
    assert min(seconds) <= AT_ONCE_SECONDS
