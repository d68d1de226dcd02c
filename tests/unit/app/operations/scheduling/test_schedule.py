from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.operations.scheduling.runs import IndexRuns
from app.operations.scheduling.schedule import _keep, keeping_schedule
from app.operations.scheduling.status import RunStatus, load_status, store_status

START = datetime(2026, 11, 26, 2, 59, 30, tzinfo=UTC)


class OverError(Exception):
    """The time of the test is over."""


class Clock:
    """Sleeping moves it; it ends the test after some hours."""

    def __init__(self, hours: float) -> None:
        self.now = START
        self.end = START + timedelta(hours=hours)

    def __call__(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        if self.now > self.end:
            raise OverError


class Runs(IndexRuns):
    """Notes when runs are started."""

    def __init__(self, folder: Path, clock: Clock, *, is_busy: bool = False) -> None:
        super().__init__(folder)
        self.clock_of_test = clock
        self.started: list[str] = []
        self.is_busy = is_busy

    async def start(self, cause: str) -> bool:
        self.started.append(f"{cause} {self.clock_of_test.now:%d %H:%M:%S}")
        return not self.is_busy


async def play(runs: Runs, clock: Clock, schedule: str = "0 3 * * *") -> None:
    with suppress(OverError):
        await _keep(runs, schedule, clock, clock.sleep, lambda: 7.0)


async def test_a_run_starts_at_each_time_of_the_schedule_a_little_later(tmp_path: Path) -> None:
    clock = Clock(hours=49)
    runs = Runs(tmp_path, clock)
    await play(runs, clock)
    assert runs.started == ["schedule 26 03:00:07", "schedule 27 03:00:07", "schedule 28 03:00:07"]


async def test_a_run_that_another_process_has_started_is_not_started_again(tmp_path: Path) -> None:
    store_status(tmp_path, RunStatus(result="done", started_at=START.timestamp() + 31))
    clock = Clock(hours=1)
    runs = Runs(tmp_path, clock)
    await play(runs, clock)
    assert runs.started == []


async def test_the_schedule_goes_on_when_a_run_is_still_under_way(tmp_path: Path) -> None:
    clock = Clock(hours=2)
    runs = Runs(tmp_path, clock, is_busy=True)
    await play(runs, clock, "0 * * * *")
    assert len(runs.started) == 2


async def test_without_a_schedule_nothing_is_started(tmp_path: Path) -> None:
    async with keeping_schedule(Runs(tmp_path, Clock(1)), ""):
        pass


@pytest.mark.parametrize("text", ["", "{", '{"result": "unknown"}', "[]"])
async def test_a_status_that_cannot_be_read_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "index_runs.json").write_text(text)
    assert load_status(tmp_path) == RunStatus()
    assert (await IndexRuns(tmp_path).load_status()).result == ""


async def test_a_run_that_ended_with_its_service_is_told_as_killed(tmp_path: Path) -> None:
    store_status(tmp_path, RunStatus(result="running", cause="webhook"))
    assert (await IndexRuns(tmp_path).load_status()).result == "killed"
