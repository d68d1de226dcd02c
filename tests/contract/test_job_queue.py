"""The queue of indexing runs on a real Postgres."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.jobs import EndState, Jobs, Next
from app.settings import Settings
from tests.support.jobs import change, create_job_settings, list_states, opening_jobs

SITES = ["guide", "shop", "attic"]


@pytest.fixture
def settings(postgres_url: str, tmp_path: Path) -> Settings:
    return create_job_settings(postgres_url, tmp_path)


@pytest.fixture
async def jobs(settings: Settings) -> AsyncIterator[Jobs]:
    async with opening_jobs(settings) as jobs:
        yield jobs


async def test_a_run_that_waits_is_joined_and_one_under_way_is_followed_by_one(jobs: Jobs) -> None:
    first = await jobs.queue.enqueue("guide", "webhook")
    assert await jobs.queue.enqueue("guide", "schedule") == (first[0], False)
    job = await jobs.queue.take("a", SITES)
    assert job is not None
    assert (job.number, job.state, job.worker) == (first[0], "running", "a")
    later = {await jobs.queue.enqueue("guide", "webhook") for _ in range(5)}
    assert [is_new for _, is_new in sorted(later)] == [False, True]
    assert await list_states(jobs) == [("guide", "running"), ("guide", "waiting")]
    assert await jobs.queue.take("b", SITES) is None, "of a site, one run is under way"
    assert await jobs.queue.end(job, "done", detail="3 embedded", log="3 embedded\n")
    assert await jobs.queue.take("b", SITES) is not None


async def test_what_is_asked_of_a_waiting_run_is_added_to_it(jobs: Jobs) -> None:
    await jobs.queue.enqueue("guide", "schedule")
    await jobs.queue.enqueue("guide", "command", rebuild=True)
    await jobs.queue.enqueue("guide", "command", allow_shrink=True)
    job = await jobs.queue.take("a", SITES)
    assert job is not None
    assert (job.cause, job.rebuild, job.allow_shrink) == ("schedule", True, True)


async def test_many_who_ask_and_many_who_take_at_once_lose_and_double_nothing(jobs: Jobs) -> None:
    names = [f"site{number}" for number in range(20)]
    await asyncio.gather(*(jobs.queue.enqueue(name, "webhook") for name in names * 5))
    taken = await asyncio.gather(*(jobs.queue.take(f"worker{number}", names) for number in range(40)))
    found = Counter(job.site for job in taken if job)
    assert set(found.values()) <= {1}
    rest = 0
    while (job := await jobs.queue.take("last", names)) is not None:
        found[job.site] += 1
        rest += 1
    assert found == dict.fromkeys(names, 1)


async def test_a_site_that_is_asked_for_all_the_time_does_not_hold_the_others_up(jobs: Jobs) -> None:
    for name in ["guide", "shop", "attic"]:
        await jobs.queue.enqueue(name, "webhook")
    order = []
    for _ in range(6):
        job = await jobs.queue.take("a", SITES)
        assert job is not None
        await jobs.queue.enqueue("guide", "webhook")
        await jobs.queue.end(job, "done", detail="", log="")
        order.append(job.site)
    assert order == ["guide", "shop", "attic", "guide", "guide", "guide"]


async def test_a_time_of_a_schedule_makes_one_run_whoever_notices_it_and_how_late(jobs: Jobs) -> None:
    asked = await asyncio.gather(*(jobs.queue.enqueue_due("guide", 1_000.0) for _ in range(8)))
    assert sum(asked) == 1
    job = await jobs.queue.take("a", SITES)
    assert job is not None
    await jobs.queue.end(job, "done", detail="", log="")
    assert not await jobs.queue.enqueue_due("guide", 1_000.0), "the run is over, and the time is known"
    assert await jobs.queue.enqueue_due("guide", 1_060.0)
    assert not await jobs.queue.enqueue_due("guide", 1_000.0), "a slow clock brings no time back"


async def test_only_the_worker_that_has_a_run_may_change_it(jobs: Jobs) -> None:
    await jobs.queue.enqueue("guide", "webhook")
    stalled = await jobs.queue.take("a", SITES)
    assert stalled is not None
    assert await jobs.queue.rescue(6, silent_seconds=-1) == ["guide"]
    taken = await jobs.queue.take("b", SITES)
    assert taken is not None
    assert (taken.attempt, taken.state) == (2, "running")
    assert await jobs.queue.beat(stalled, detail="", log="") is None
    assert not await jobs.queue.end(stalled, "done", detail="late", log="", following=Next(0, 1))
    assert await jobs.queue.beat(taken, detail="", log="") is False
    assert await list_states(jobs) == [("guide", "killed"), ("guide", "running")]


async def test_a_silent_worker_loses_its_run_and_one_that_tells_keeps_it(jobs: Jobs, settings: Settings) -> None:
    for name in ("guide", "shop"):
        await jobs.queue.enqueue(name, "webhook", rebuild=True)
    guide, shop = await jobs.queue.take("a", SITES), await jobs.queue.take("b", SITES)
    assert guide is not None
    assert shop is not None
    await change(settings, "UPDATE index_run SET beat_at = beat_at - 40")
    assert await jobs.queue.beat(shop, detail="pages: 3 of 9", log="") is False
    assert await jobs.queue.rescue(6) == ["guide"]
    assert await jobs.queue.rescue(6) == []
    again = await jobs.queue.take("b", SITES)
    assert again is not None
    assert (again.site, again.attempt, again.rebuild) == ("guide", 2, True)


async def test_a_run_that_its_worker_could_not_end_keeps_its_place(jobs: Jobs) -> None:
    for name in SITES:
        await jobs.queue.enqueue(name, "webhook")
    guide = await jobs.queue.take("a", SITES)
    assert guide is not None
    await jobs.queue.rescue(6, silent_seconds=-1)
    again = await jobs.queue.take("b", SITES)
    assert again is not None
    assert await jobs.queue.end(again, "put_off", detail="", log="", following=Next(0, again.attempt))
    third = await jobs.queue.take("c", SITES)
    assert third is not None
    assert [guide.site, again.site, third.site] == ["guide"] * 3
    await jobs.queue.enqueue("guide", "webhook")
    assert await jobs.queue.end(third, "put_off", detail="", log="", following=Next(0, 1))
    assert [job.site for job in await jobs.records.list_open()] == ["guide", "shop", "attic"]


async def test_a_run_that_kills_each_of_its_workers_ends(jobs: Jobs) -> None:
    await jobs.queue.enqueue("guide", "webhook")
    taken = 0
    while await jobs.queue.take("a", SITES):
        taken += 1
        await jobs.queue.rescue(3, silent_seconds=-1)
    assert taken == 3
    assert (await jobs.records.summarize(["guide"]))["guide"].failures == 3


async def test_what_follows_on_a_run_joins_the_run_that_waits_and_waits_as_long(jobs: Jobs) -> None:
    await jobs.queue.enqueue("guide", "webhook", rebuild=True)
    job = await jobs.queue.take("a", SITES)
    assert job is not None
    await jobs.queue.enqueue("guide", "request")
    assert await jobs.queue.end(job, "put_off", detail="quota", log="", following=Next(3_600, 2))
    assert await jobs.queue.take("a", SITES) is None
    (waiting,) = await jobs.records.list_open()
    assert (waiting.attempt, waiting.rebuild, round((waiting.due_at - job.asked_at) / 60)) == (2, True, 60)
    figures = await jobs.records.count()
    assert (figures.waiting, figures.running, figures.put_off, figures.oldest_seconds) == (0, 0, 1, 0)


async def test_a_waiting_run_is_cancelled_at_once_and_a_running_one_by_its_worker(jobs: Jobs) -> None:
    number, _ = await jobs.queue.enqueue("guide", "webhook")
    assert await jobs.queue.cancel(number) == "cancelled"
    assert await jobs.queue.cancel(number) == ""
    assert await jobs.queue.cancel(2**62) == ""
    number, is_new = await jobs.queue.enqueue("guide", "webhook")
    assert is_new
    job = await jobs.queue.take("a", SITES)
    assert job is not None
    assert await jobs.queue.cancel(number) == "running"
    assert await jobs.queue.beat(job, detail="", log="") is True
    await jobs.queue.rescue(6, silent_seconds=-1)
    assert await list_states(jobs) == [("guide", "cancelled"), ("guide", "cancelled")], "a cancelled run is not rescued"


async def test_a_site_that_nobody_knows_is_left_to_others_and_then_given_up(jobs: Jobs) -> None:
    await jobs.queue.enqueue("removed", "webhook")
    assert await jobs.queue.take("a", SITES) is None
    assert await jobs.queue.give_up_unknown(SITES) == []
    assert await jobs.queue.give_up_unknown(SITES, seconds=-1) == ["removed"]
    job = await jobs.records.find_last("removed")
    assert job is not None
    assert (job.state, "langserve.yaml" in job.detail) == ("failed", True)


async def test_hostile_lines_of_a_run_are_kept_as_they_are_but_for_what_postgres_cannot_hold(jobs: Jobs) -> None:
    await jobs.queue.enqueue("guide", "webhook")
    job = await jobs.queue.take("a", SITES)
    assert job is not None
    line = "'; DROP TABLE index_run; -- :number %s {now} 🥧 <b>"
    assert await jobs.queue.beat(job, detail=line, log=f"{line}\0\x1b[2J") is False
    assert await jobs.records.load_last_log("guide") == f"{line}\x1b[2J"
    assert await jobs.queue.end(job, "failed", detail=line + "\0", log="x" * 3_000_000)
    assert len(await jobs.records.load_log(job.number)) == 100_000
    found = await jobs.records.find(job.number)
    assert found is not None
    assert found.detail == line


async def test_old_runs_go_and_the_last_success_stays(jobs: Jobs) -> None:
    for number in range(12):
        await jobs.queue.enqueue("guide", "schedule")
        job = await jobs.queue.take("a", SITES)
        assert job is not None
        await jobs.queue.end(job, "done" if number == 2 else "failed", detail=str(number), log="")
    await jobs.queue.enqueue("guide", "schedule")
    before = await jobs.records.summarize(["guide", "shop"])
    await jobs.records.forget(kept=3)
    assert [job.detail for job in await jobs.records.list_ended("guide")] == ["11", "10", "9", "2"]
    after = await jobs.records.summarize(["guide", "shop"])
    assert after["guide"].last_success_at == before["guide"].last_success_at > 0
    assert (after["shop"].last_success_at, after["shop"].failures) == (0.0, 0)
    assert len(await jobs.records.list_open()) == 1


@pytest.mark.parametrize("state", ["put_off", "failed", "killed"])
async def test_nothing_follows_on_a_run_that_was_cancelled_while_it_ended(jobs: Jobs, state: EndState) -> None:
    number, _ = await jobs.queue.enqueue("guide", "webhook")
    job = await jobs.queue.take("a", SITES)
    assert job is not None
    assert await jobs.queue.cancel(number) == "running"
    assert await jobs.queue.end(job, state, detail="", log="", following=Next(0, 2)) == "cancelled"
    assert await list_states(jobs) == [("guide", "cancelled")]


async def test_a_run_that_was_whole_when_it_was_cancelled_is_done(jobs: Jobs) -> None:
    number, _ = await jobs.queue.enqueue("guide", "webhook")
    job = await jobs.queue.take("a", SITES)
    assert job is not None
    assert await jobs.queue.cancel(number) == "running"
    assert await jobs.queue.end(job, "incomplete", detail="", log="") == "incomplete"


async def test_a_site_far_behind_in_the_queue_is_found_by_its_name(jobs: Jobs) -> None:
    for name in SITES:
        await jobs.queue.enqueue(name, "webhook")
    assert [job.site for job in await jobs.records.list_open(limit=2)] == ["guide", "shop"]
    assert [job.site for job in await jobs.records.list_open("attic", limit=2)] == ["attic"]
