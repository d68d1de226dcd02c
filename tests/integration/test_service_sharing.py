"""Callers who ask the same at the same time, over HTTP: one pays, all are answered, whoever leaves or fails."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Iterator
from urllib.parse import urlsplit

import httpx
import pytest

from app.observability.log import configure_logging
from app.settings import Settings
from tests.support.answers import without_id
from tests.support.metrics import read_metric
from tests.support.services import CHAT_AND_LANGSERVE, Control, serving

QUESTION = {"query": "How is a cast-iron pan washed?"}
ON = {"answers_megabytes": 4, "embeddings_megabytes": 4}
WORDS = 40
AT_ONCE_SECONDS = 1.0
"""Far below the 20 seconds that the work would take."""


@pytest.fixture
def address(kitchen: Callable[..., Settings], control: Control) -> Iterator[str]:
    with serving(kitchen(cache=ON), config=CHAT_AND_LANGSERVE) as address:
        httpx.post(f"{address}/chat", json={"query": "How is an oven cleaned?"}).raise_for_status()  # all is open now
        control.reset()
        slow_answer(control)
        yield address


@pytest.fixture
async def client(address: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=address, timeout=30) as client:
        yield client


def slow_answer(control: Control, *, seconds: float = 1.0) -> None:
    """The next answer takes so long."""
    control.script(*(f"Pans are washed by hand [1], word {number}. " for number in range(WORDS)))
    for method in ("streamGenerateContent", "generateContent"):
        control.fail(method=method, chunk_delay=seconds / WORDS)


def count_calls(control: Control) -> dict[str, int]:
    calls = control.calls()["by_method"]
    generations = calls.get("streamGenerateContent", 0) + calls.get("generateContent", 0)
    return {"embeddings": calls.get("batchEmbedContents", 0), "generations": generations}


ONE_OF_EACH = {"embeddings": 1, "generations": 1}


async def ask_and_leave(address: str, path: str, leave: asyncio.Event) -> None:
    """Ask, and hang up when the test says so."""
    parts = urlsplit(address)
    body = json.dumps(QUESTION | {"input": QUESTION}).encode()
    head = f"POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    _, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(head.encode() + body)
    await leave.wait()
    writer.transport.abort()


def count_joined() -> float:
    """How many callers have joined an answer under way; the service runs in this process."""
    return read_metric("askdocs_cache_requests_total", cache="answers", result="collapsed")


def read_words(text: str) -> str:
    """The response that a stream's events add up to."""
    parts = [json.loads(line.removeprefix("data: ")) for line in text.splitlines() if line.startswith("data: ")]
    return "".join(part.get("response", "") for part in parts)


async def wait_for(condition: Callable[[], bool], seconds: float) -> float:
    started = time.monotonic()
    while not condition():
        assert time.monotonic() - started < seconds, "too late"
        await asyncio.sleep(0.005)
    return time.monotonic() - started


@pytest.mark.parametrize("first", ["/chat/stream", "/chat/invoke"])
async def test_identical_questions_in_flight_make_one_call_of_each_kind(
    first: str, client: httpx.AsyncClient, control: Control
) -> None:
    async def ask(path: str, delay: float) -> httpx.Response:
        await asyncio.sleep(delay)
        body = QUESTION if path == "/chat" else {"input": QUESTION}
        return (await client.post(path, json=body)).raise_for_status()

    paths = [first, "/chat/stream", "/chat/invoke", "/chat"] * 4
    answers = await asyncio.gather(*(ask(path, number * 0.03) for number, path in enumerate(paths)))
    statuses = [answer.headers["cache-status"] for answer in answers]
    assert statuses == ["askdocs; fwd=miss"] + ["askdocs; fwd=miss; collapsed"] * (len(paths) - 1)
    assert count_calls(control) == ONE_OF_EACH
    whole = {
        json.dumps(without_id(answer.json().get("output", answer.json())))
        for answer in answers
        if "json" in answer.headers["content-type"]
    }
    assert len(whole) == 1
    streamed = {read_words(answer.text) for answer in answers if "stream" in answer.headers["content-type"]}
    assert streamed == {json.loads(whole.pop())["response"]}


async def test_who_joins_a_stream_follows_it_as_it_comes(
    address: str, client: httpx.AsyncClient, control: Control
) -> None:
    control.reset()
    slow_answer(control, seconds=3)

    async def read() -> tuple[float, float]:
        started, first = time.monotonic(), 0.0
        async with client.stream("POST", "/chat/stream", json={"input": QUESTION}) as stream:
            async for line in stream.aiter_lines():
                if not first and '"response"' in line:
                    first = time.monotonic() - started
        return first, time.monotonic() - started

    first = asyncio.create_task(read())
    await asyncio.sleep(0.5)
    joined, _ = await asyncio.gather(read(), first)
    assert joined[0] < joined[1] - 1


@pytest.mark.parametrize("path", ["/chat/stream", "/chat/invoke", "/chat"])
async def test_the_first_caller_leaves_and_the_second_is_answered(
    path: str, address: str, client: httpx.AsyncClient, control: Control
) -> None:
    leave, before = asyncio.Event(), count_joined()
    first = asyncio.create_task(ask_and_leave(address, path, leave))
    await wait_for(lambda: control.calls()["generations_running"] == 1, 10)
    second = asyncio.create_task(client.post("/chat", json=QUESTION))
    await wait_for(lambda: count_joined() == before + 1, 10)
    leave.set()
    answer = await second
    await first
    assert answer.headers["cache-status"] == "askdocs; fwd=miss; collapsed"
    assert f"word {WORDS - 1}" in answer.json()["response"]
    assert answer.json()["outcome"] == "answered"
    assert count_calls(control) == ONE_OF_EACH
    assert control.calls()["cancelled_by_client"] == 0


@pytest.mark.parametrize("paths", [("/chat/stream", "/chat"), ("/chat", "/chat/stream"), ("/chat/stream",) * 2])
async def test_the_models_answer_is_given_up_when_all_have_left(
    paths: tuple[str, str], address: str, control: Control
) -> None:
    control.reset()
    slow_answer(control, seconds=20)
    leave, before = [asyncio.Event(), asyncio.Event()], count_joined()
    first = asyncio.create_task(ask_and_leave(address, paths[0], leave[0]))
    await wait_for(lambda: control.calls()["generations_running"] == 1, 10)
    second = asyncio.create_task(ask_and_leave(address, paths[1], leave[1]))
    await wait_for(lambda: count_joined() == before + 1, 10)
    leave[0].set()
    await first
    await asyncio.sleep(0.3)
    assert control.calls()["generations_running"] == 1
    leave[1].set()
    await second
    await wait_for(lambda: control.calls()["generations_running"] == 0, AT_ONCE_SECONDS)
    assert control.calls()["generations_finished"] == 0
    assert count_calls(control) == ONE_OF_EACH


async def test_an_embedding_is_given_up_when_all_have_left(address: str, control: Control) -> None:
    control.fail(method="batchEmbedContents", hang=20)
    leave, before = asyncio.Event(), count_joined()
    callers = [asyncio.create_task(ask_and_leave(address, "/chat", leave)) for _ in range(3)]
    await wait_for(lambda: count_joined() == before + 2, 10)
    await wait_for(lambda: count_calls(control)["embeddings"] == 1, 10)
    leave.set()
    await asyncio.gather(*callers)
    await wait_for(lambda: control.calls()["cancelled_by_client"] == 1, AT_ONCE_SECONDS)


async def test_a_failing_first_caller_does_not_take_the_second_down(
    address: str, client: httpx.AsyncClient, control: Control
) -> None:
    control.fail(method="batchEmbedContents", hang=0.3, body='{"embeddings": 5}')
    control.fail(method="batchEmbedContents", status=500, times=3)
    first = asyncio.create_task(client.post("/chat", json=QUESTION))
    await asyncio.sleep(0.1)
    others = await asyncio.gather(*(client.post("/chat/stream", json={"input": QUESTION}) for _ in range(5)))
    assert (await first).status_code in {502, 503}
    assert [other.status_code for other in others] == [200] * 5
    assert all(f"word {WORDS - 1}" in read_words(other.text) for other in others)
    assert count_calls(control)["generations"] == 1


async def test_a_failure_that_lasts_is_told_to_everybody(client: httpx.AsyncClient, control: Control) -> None:
    control.fail(method="batchEmbedContents", hang=0.3, status=403)
    paths = ["/chat", "/chat/invoke", "/chat/stream"] * 2
    answers = await asyncio.gather(*(client.post(path, json=QUESTION | {"input": QUESTION}) for path in paths))
    assert [answer.status_code for answer in answers] == [503] * 6
    assert {answer.json()["title"] for answer in answers} == {"The model cannot be used"}
    assert count_calls(control) == {"embeddings": 1, "generations": 0}


async def test_the_log_line_of_the_first_caller_tells_what_it_took(
    kitchen: Callable[..., Settings], control: Control, capsys: pytest.CaptureFixture[str]
) -> None:
    slow_answer(control)
    configure_logging("info")
    with serving(kitchen(cache=ON), config=CHAT_AND_LANGSERVE) as address:
        async with httpx.AsyncClient(base_url=address, timeout=30) as client:
            await asyncio.gather(*(client.post("/chat/stream", json={"input": QUESTION}) for _ in range(3)))
    with capsys.disabled():
        configure_logging("warning")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if '"request"' in line]
    lines.sort(key=lambda line: str(line["cache"]), reverse=True)
    assert [line["cache"] for line in lines] == ["miss", "collapsed", "collapsed"]
    steps = [set(line.get("steps", {})) - {"suggest", "first_chunk"} for line in lines]
    assert steps == [{"embed", "search", "retrieve", "generate", "guard", "verdict"}, set(), set()]
    assert ["input_tokens" in line for line in lines] == [True, False, False]
    assert {line["outcome"] for line in lines} == {"answered"}
