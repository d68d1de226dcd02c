"""A caller that leaves stops the work that was done for it."""

import asyncio
import gc
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.settings import Settings
from tests.support.leavers import ask_and_leave, slow_answers, wait_for
from tests.support.services import Control, serving

QUESTION = {"query": "How is a cast-iron pan washed?"}
LEAVERS = 40
"""Each would leave a file. `tests/contract/test_departures.py` lets a hundred leave on every wire."""
COMPLETION = {"model": "askdocs", "messages": [{"role": "user", "content": QUESTION["query"]}]}
BODY = QUESTION | COMPLETION | {"input": QUESTION}
"""For each wire; what it does not know it ignores."""
AT_ONCE_SECONDS = 1.0
"""Far below what the work would take. `benchmarks load` measures what it really takes."""


@pytest.fixture(scope="module")
def address(kitchen: Callable[..., Settings]) -> Iterator[str]:
    with serving(kitchen(limits={"address_per_minute": 0, "address_per_day": 0})) as address:
        yield address


async def ask(address: str, path: str, *, until: bytes = b"", seconds: float = 0.0, **more: Any) -> None:
    await ask_and_leave(address, path, BODY | more, until=until, seconds=seconds)


@pytest.mark.parametrize(
    ("path", "leave"),
    [
        ("/chat/stream", {"until": b"word 1"}),
        ("/api/chat", {"until": b"word 1"}),
        ("/chat/invoke", {"seconds": 0.5}),
        ("/chat", {"seconds": 0.5}),
        ("/v1/chat/completions", {"until": b"word 1", "stream": True}),
        ("/v1/chat/completions", {"seconds": 0.5}),
    ],
)
async def test_the_models_answer_is_given_up_when_its_caller_leaves(
    path: str, leave: dict[str, Any], address: str, control: Control
) -> None:
    slow_answers(control, 1)
    await ask(address, path, **leave)
    assert control.calls()["generations_running"] == 1
    await wait_for(lambda: control.calls()["generations_running"] == 0, AT_ONCE_SECONDS)
    calls = control.calls()
    assert calls["cancelled_by_client"] == 1
    assert calls["generations_finished"] == 0


async def test_an_embedding_that_hangs_is_given_up_when_its_caller_leaves(address: str, control: Control) -> None:
    control.fail(method="batchEmbedContents", hang=10)
    await ask(address, "/chat", seconds=0.2)
    await wait_for(lambda: control.calls()["cancelled_by_client"] == 1, AT_ONCE_SECONDS)


def count_open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.parametrize(("path", "more"), [("/chat/stream", {}), ("/v1/chat/completions", {"stream": True})])
async def test_nothing_is_left_of_callers_that_left_and_nothing_is_paid_for_them(
    path: str, more: dict[str, Any], address: str, control: Control
) -> None:
    async def leave_all(count: int) -> None:
        slow_answers(control, count)
        await asyncio.gather(*(ask(address, path, until=b"word 0", **more) for _ in range(count)))
        await wait_for(lambda: control.calls()["generations_running"] == 0, 5)

    await leave_all(20)
    await asyncio.sleep(0.3)
    gc.collect()
    files, threads = count_open_files(), threading.active_count()
    for _ in range(LEAVERS // 20):
        await leave_all(20)
    paid = control.calls()["output_tokens"]
    await asyncio.sleep(0.3)
    gc.collect()
    assert control.calls()["output_tokens"] == paid
    assert control.calls()["generations_finished"] == 0
    assert count_open_files() <= files + 5
    assert threading.active_count() <= threads + 10  # the pool of LangChain and anyio, which has a bound
