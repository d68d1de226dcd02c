"""What becomes of answers that wait to be written."""

import asyncio
from collections.abc import Sequence
from typing import cast

import pytest
from sqlalchemy.exc import DataError, OperationalError
from structlog.testing import capture_logs

from app.stores import AnswerStore, AnswerWriter, StoredAnswer
from chains.errors import StoreUnavailableError
from tests.support.metrics import read_metric
from tests.support.stores import create_answer
from tests.support.virtual_time import in_virtual_time


class Store:
    """Takes batches, unless it is away; refuses answers called `bad`."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.is_away = False
        self.seconds = 0.0

    async def add(self, answers: Sequence[StoredAnswer]) -> None:
        await asyncio.sleep(self.seconds)
        names = [answer.id for answer in answers]
        if self.is_away:
            raise _wrap(OperationalError("INSERT", {}, Exception("gone")))
        if "large" in names:
            raise _wrap(OverflowError("Python int too large"))
        if "bad" in names:
            raise _wrap(DataError("INSERT", {}, Exception("too long")))
        self.batches.append(names)


def _wrap(cause: Exception) -> StoreUnavailableError:
    error = StoreUnavailableError("Try again later.")
    error.__cause__ = cause
    return error


def create_writer(store: Store, max_waiting: int = 10_000) -> AnswerWriter:
    return AnswerWriter(cast("AnswerStore", store), max_waiting=max_waiting)


def put(writer: AnswerWriter, *names: str) -> None:
    for name in names:
        writer.put(create_answer(name))


@in_virtual_time
async def test_answers_of_one_second_are_one_batch() -> None:
    store = Store()
    writer = create_writer(store)
    async with writer.running():
        put(writer, "a", "b")
        await asyncio.sleep(0.5)
        put(writer, "c")
        assert store.batches == []
        await asyncio.sleep(0.6)
        assert store.batches == [["a", "b", "c"]]


@in_virtual_time
async def test_a_full_batch_does_not_wait() -> None:
    store = Store()
    writer = create_writer(store)
    async with writer.running():
        put(writer, *(f"a{number}" for number in range(450)))
        await asyncio.sleep(0.01)
        assert [len(batch) for batch in store.batches] == [200, 200, 50]


@in_virtual_time
async def test_what_waits_is_written_at_the_end() -> None:
    store = Store()
    writer = create_writer(store)
    async with writer.running():
        put(writer, "a")
    assert store.batches == [["a"]]


@in_virtual_time
async def test_answers_wait_for_a_database_that_is_away_and_those_beyond_the_bound_are_counted() -> None:
    store = Store()
    writer = create_writer(store, max_waiting=3)
    before = read_metric("askdocs_answers_kept_total", result="dropped")
    store.is_away = True
    with capture_logs() as lines:
        async with writer.running():
            put(writer, "a", "b")
            await asyncio.sleep(60)
            put(writer, "c", "d", "e")
            await asyncio.sleep(60)
            store.is_away = False
            await asyncio.sleep(31)
            assert store.batches == [["a", "b", "c"]]
    assert read_metric("askdocs_answers_kept_total", result="dropped") == before + 2
    assert [line["event"] for line in lines] == ["answers_wait", "answers_written_again"]
    assert lines[-1]["dropped"] == 2


@in_virtual_time
async def test_the_end_does_not_wait_for_a_database_that_hangs() -> None:
    store = Store()
    writer = create_writer(store)
    before = read_metric("askdocs_answers_kept_total", result="dropped")
    loop = asyncio.get_running_loop()
    async with writer.running():
        put(writer, "a", "b")
        store.seconds = 3_600
        started = loop.time()
    assert loop.time() - started == pytest.approx(5)
    assert read_metric("askdocs_answers_kept_total", result="dropped") == before + 2


@in_virtual_time
async def test_an_answer_that_the_database_refuses_takes_no_other_with_it() -> None:
    store = Store()
    writer = create_writer(store)
    with capture_logs() as lines:
        async with writer.running():
            put(writer, "a", "bad", "c")
            await asyncio.sleep(2)
    assert store.batches == [["a"], ["c"]]
    assert [line["event"] for line in lines] == ["answer_not_kept", "answers_written_again"]


@in_virtual_time
async def test_a_vote_finds_its_answer_written() -> None:
    store = Store()
    writer = create_writer(store)
    async with writer.running():
        writer.put(create_answer("a", run="run-a"), [1.0, 0.5])
        await writer.flush()
        assert store.batches == [["a"]]
        assert writer.get_vector("a") == writer.get_vector("run-a") == b"\x00\x3c\x00\x38"
        assert writer.get_vector("b") is None
        await asyncio.sleep(5)
        assert store.batches == [["a"]]


@in_virtual_time
async def test_an_answer_whose_numbers_no_database_takes_keeps_no_other_from_being_written() -> None:
    store = Store()
    writer = create_writer(store)
    with capture_logs():
        async with writer.running():
            put(writer, "a", "large", "b")
    assert store.batches == [["a"], ["b"]]
