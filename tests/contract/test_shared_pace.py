"""The pace at which several workers embed together, on a real Postgres."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pydantic import SecretStr

from app.gemini import Call
from app.jobs.pace import SharedPace
from app.settings import GeminiSettings, Settings, StoreSettings
from app.stores import create_database
from chains.errors import DailyQuotaError
from tests.support.cut_connection import laying_cable
from tests.support.jobs import change, create_job_settings


@pytest.fixture
def settings(postgres_url: str, tmp_path: Path) -> Settings:
    return create_job_settings(postgres_url, tmp_path)


@asynccontextmanager
async def sharing(settings: Settings, count: int, **limits: int) -> AsyncIterator[list[SharedPace]]:
    """The paces of so many workers."""
    gemini = GeminiSettings.model_validate({f"embedding_{name}": limit for name, limit in limits.items()})
    async with AsyncExitStack() as stack:
        paces = [SharedPace(gemini, create_database(settings.stores, settings.qdrant.path)) for _ in range(count)]
        for pace in paces:
            stack.push_async_callback(pace.aclose)
        yield paces


async def begin_all(paces: list[SharedPace], count: int, tokens: int = 10) -> tuple[list[Call], list[float]]:
    """So many calls of each worker at once: those that began, and how long the others are to wait."""
    results = await asyncio.gather(*(pace.begin(tokens) for pace in paces for _ in range(count)))
    begun = [result for result in results if isinstance(result, Call)]
    return begun, [result for result in results if not isinstance(result, Call)]


async def pass_time(settings: Settings, seconds: float) -> None:
    await change(
        settings, f"UPDATE embedding_call SET began_at = began_at - {seconds}, expires_at = expires_at - {seconds}"
    )
    await change(settings, f"UPDATE embedding_hold SET until = until - {seconds}")
    await change(settings, f"UPDATE embedding_hour SET hour = hour - {int(seconds // 3600)}")


async def test_all_workers_together_begin_no_more_calls_a_minute_than_allowed(settings: Settings) -> None:
    async with sharing(settings, 3, requests_per_minute=10) as paces:
        begun, waits = await begin_all(paces, 6)
        assert len(begun) == 10
        assert len(waits) == 8
        assert all(50 < wait <= 60 for wait in waits)
        for call in begun:
            await paces[0].end(call)
        await pass_time(settings, 30)
        none, waits = await begin_all(paces, 1)
        assert none == []
        assert waits == pytest.approx([30] * 3, abs=5)
        await pass_time(settings, 31)
        assert len((await begin_all(paces, 6))[0]) == 10


async def test_tokens_of_all_workers_are_counted_together(settings: Settings) -> None:
    async with sharing(settings, 2, tokens_per_minute=100) as paces:
        begun, waits = await begin_all(paces, 3, tokens=30)
        assert (len(begun), len(waits)) == (3, 3)
        assert isinstance(await paces[0].begin(10), Call), "a smaller one fits"
        await pass_time(settings, 200)
        assert isinstance(await paces[1].begin(1_000), Call), "one that is larger than the limit has a minute alone"


async def test_a_call_that_was_refused_is_not_counted_and_its_pause_holds_for_all(settings: Settings) -> None:
    async with sharing(settings, 2, requests_per_minute=1, tokens_per_day=50) as paces:
        call = await paces[0].begin(40)
        assert isinstance(call, Call)
        await paces[0].give_back(call)
        await paces[0].hold(20)
        await paces[0].hold(5)
        assert await paces[1].begin(40) == pytest.approx(20, abs=3)
        await pass_time(settings, 21)
        assert isinstance(await paces[1].begin(40), Call)


async def test_the_tokens_of_a_day_are_those_of_all_workers(settings: Settings) -> None:
    async with sharing(settings, 2, tokens_per_day=100) as paces:
        assert isinstance(await paces[0].begin(60), Call)
        assert isinstance(await paces[1].begin(40), Call)
        with pytest.raises(DailyQuotaError, match="GEMINI_EMBEDDING_TOKENS_PER_DAY") as caught:
            await paces[0].begin(1)
        assert 23 * 3_600 < (caught.value.retry_after or 0) <= 25 * 3_600
        await pass_time(settings, 25 * 3_600)
        assert isinstance(await paces[0].begin(100), Call)


async def test_a_call_of_a_worker_that_died_counts_for_some_minutes_alone(settings: Settings) -> None:
    async with sharing(settings, 2, requests_per_minute=1) as paces:
        assert isinstance(await paces[0].begin(10), Call)
        await pass_time(settings, 61)
        wait = await paces[1].begin(10)
        assert isinstance(wait, float), "it may be under way still"
        assert wait < 1.5, "so it is looked at again soon"
        await pass_time(settings, 80)
        assert isinstance(await paces[1].begin(10), Call)


async def test_a_database_that_is_away_is_waited_for(settings: Settings, postgres_url: str) -> None:
    async with laying_cable(urlsplit(postgres_url).port or 0) as cable:
        url = f"postgresql://askdocs@127.0.0.1:{cable.port}/postgres"
        through = settings.model_copy(update={"stores": StoreSettings(database_url=SecretStr(url))})
        async with sharing(through, 1, requests_per_minute=5) as (pace,):
            call = await pace.begin(10)
            assert isinstance(call, Call)
            cable.cut()
            await pace.end(call)  # it counts for longer than it need
            waiting = asyncio.create_task(pace.begin(10))
            await asyncio.sleep(3)
            assert not waiting.done()
            cable.mend()
            assert isinstance(await waiting, Call)
