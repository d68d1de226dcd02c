"""How long a call may take, whose fault it is, and what a whole answer runs in."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable

import httpx
import pytest

from app.context import RequestContext, entering
from app.gemini import Gemini
from app.gemini.connection import TURN_SECONDS
from app.server import create_app
from app.settings import GeminiSettings, Settings
from chains.errors import BusyError, ModelTimeoutError, ModelUnavailableError
from tests.support.services import Control

Kitchen = Callable[..., Settings]


SHORT_TURN_SECONDS = 0.5


def create_gemini(settings: Settings, *, turn_seconds: float = TURN_SECONDS, **changes: object) -> Gemini:
    return Gemini(GeminiSettings(**settings.gemini.model_dump() | changes), turn_seconds=turn_seconds)


async def stream(gemini: Gemini) -> str:
    return "".join([chunk.text async for chunk in gemini.chat.astream("Hello?")])


async def until(condition: Callable[[], bool]) -> None:
    for _ in range(500):
        if await asyncio.to_thread(condition):
            return
        await asyncio.sleep(0.02)
    raise AssertionError("too late")


@pytest.fixture
async def narrow(settings: Settings) -> AsyncIterator[Gemini]:
    """Gemini with one call at once, and little patience."""
    gemini = create_gemini(settings, max_concurrency=1, turn_seconds=SHORT_TURN_SECONDS)
    yield gemini
    await gemini.aclose()


async def test_waiting_for_a_turn_is_a_503_of_ours_and_opens_no_circuit(narrow: Gemini, control: Control) -> None:
    control.fail(hang=SHORT_TURN_SECONDS + 2)
    first = asyncio.create_task(narrow.embeddings.aembed_query("first"))
    await asyncio.sleep(0.1)
    waiting = [narrow.chat.ainvoke("?"), stream(narrow), *(narrow.embeddings.aembed_query("?") for _ in range(6))]
    errors = await asyncio.gather(*waiting, return_exceptions=True)
    assert {type(error) for error in errors} == {BusyError}
    told = {(error.status, error.retry_after) for error in errors if isinstance(error, BusyError)}
    assert told == {(503, SHORT_TURN_SECONDS)}
    narrow.raise_if_away()
    await first
    assert len(await narrow.embeddings.aembed_query("after")) == 384


async def test_the_time_of_a_call_begins_when_its_turn_comes(settings: Settings, control: Control) -> None:
    gemini = create_gemini(settings, max_concurrency=1, embedding_timeout_seconds=1.5, max_attempts=1)
    control.fail(hang=1, times=3)
    vectors = await asyncio.gather(*(gemini.embeddings.aembed_query("?") for _ in range(3)))
    assert [len(vector) for vector in vectors] == [384] * 3
    await gemini.aclose()


async def test_texts_of_an_indexing_run_wait_for_their_turn_without_bound(narrow: Gemini, control: Control) -> None:
    control.fail(hang=SHORT_TURN_SECONDS + 0.5)
    batches = await asyncio.gather(*(narrow.embeddings.aembed_documents([text]) for text in ("one", "two")))
    assert [len(vectors) for vectors in batches] == [1, 1]


@pytest.mark.parametrize("fault", [{"hang": 9}, {"chunk_delay": 9}])
async def test_a_model_without_a_first_word_is_left_and_not_asked_again(
    fault: dict[str, float], settings: Settings, control: Control
) -> None:
    gemini = create_gemini(settings, first_word_seconds=0.5)
    for ask in (lambda: stream(gemini), lambda: gemini.chat.ainvoke("?")):
        control.script("A first ", "and a last word.")
        control.fail(times=3, **fault)
        started = time.monotonic()
        with pytest.raises(ModelTimeoutError):
            await ask()
        assert time.monotonic() - started < 4
        assert sum(control.calls()["by_method"].values()) == 1
        control.reset()
    await gemini.aclose()


async def test_a_stream_that_has_begun_may_take_longer(settings: Settings, control: Control) -> None:
    gemini = create_gemini(settings, first_word_seconds=1)
    control.script("one ", "two ", "three ")
    control.fail(method="streamGenerateContent", chunk_delay=0.7)
    assert await stream(gemini) == "one two three "
    await gemini.aclose()


async def test_a_second_event_loop_must_wait_until_the_first_has_closed(settings: Settings, control: Control) -> None:
    gemini = create_gemini(settings)
    await gemini.embeddings.aembed_query("?")

    async def ask() -> None:
        await gemini.embeddings.aembed_query("?")
        await gemini.aclose()

    with pytest.raises(RuntimeError, match="belong to another event loop"):
        await asyncio.to_thread(asyncio.run, ask())
    await gemini.aclose()
    await asyncio.to_thread(asyncio.run, ask())


async def test_an_end_from_outside_stops_a_whole_answer_with_its_reason(settings: Settings, control: Control) -> None:
    gemini, context = create_gemini(settings), RequestContext()
    control.fail(method="generateContent", hang=30)
    with entering(context):
        asking = asyncio.create_task(gemini.chat.ainvoke("?"))
    await until(lambda: control.calls()["by_method"] == {"generateContent": 1})
    context.departures.end(ModelUnavailableError("The service stops."))
    with pytest.raises(ModelUnavailableError, match="The service stops"):
        await asking
    await until(lambda: control.calls()["cancelled_by_client"] == 1)
    await gemini.aclose()


async def test_an_answer_that_nobody_keeps_has_two_tasks_beside_its_request(kitchen: Kitchen, control: Control) -> None:
    settings = kitchen(cache={"answers_megabytes": 1, "embeddings_megabytes": 1})
    app = create_app(settings)
    control.fail(method="generateContent", hang=1)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://kitchen") as client,
    ):
        others = asyncio.all_tasks()
        request = asyncio.create_task(client.post("/chat", json={"query": "How is a cast-iron pan washed?"}))
        await until(lambda: control.calls()["by_method"].get("generateContent") == 1)
        tasks = asyncio.all_tasks() - others - {request}
        assert sorted(task.get_name() for task in tasks) == ["caller watch", "flight"]
        answer = (await request).json()
    assert (answer["outcome"], answer["usage"]["output_tokens"] > 0) == ("answered", True)
