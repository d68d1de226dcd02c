"""What is left of a question that was deleted, on SQLite and on Postgres; and that gaps are searched by one alone."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from app.settings import StoreSettings
from app.stores import (
    Owner,
    SqlStatistics,
    StoredGap,
    StoredThread,
    Stores,
    ensure_schema,
    open_stores,
    searching_alone,
)
from chains.errors import StoreUnavailableError, UsageError
from tests.support.stores import create_answer

QUESTION = "How does Annegret descale her kettle?"
READER = Owner("key", "reader")


@pytest.fixture
async def stores(store_settings: StoreSettings, tmp_path: Path) -> AsyncIterator[Stores]:
    ensure_schema(store_settings, tmp_path, upgrade=True)
    opened = open_stores(store_settings, tmp_path)
    yield opened
    await opened.database.aclose()


async def keep(stores: Stores) -> tuple[StoredGap, StoredGap]:
    """Three answers of one gap, and one of another."""
    await stores.answers.add([create_answer(name) for name in ("pan", "pot")])
    await stores.answers.add([create_answer("kettle", question=QUESTION, thread="t1"), create_answer("oven")])
    mine, other = await stores.gaps.add(
        [
            StoredGap("annegret · kettle", heading=QUESTION[:-1], vector=b"12", note="Anna", status="planned"),
            StoredGap("oven", heading="Ovens", vector=b"34"),
        ]
    )
    await SqlStatistics(stores.database).assign({mine.number: [1, 2, 3], other.number: [4]})
    return mine, other


@pytest.mark.parametrize("by", ["answer_id", "question", "thread"])
async def test_a_gap_loses_what_was_made_of_a_deleted_question(stores: Stores, by: str) -> None:
    mine, other = await keep(stores)
    value = {"answer_id": "kettle", "question": f" {QUESTION.lower()}", "thread": "t1"}[by]
    assert await stores.answers.delete(**{by: value}) == 1
    left = await stores.gaps.load(mine.number)
    assert left is not None
    assert (left.label, left.heading, left.vector, left.name) == ("", "", None, "without a name")
    assert (left.status, left.note) == ("planned", "Anna")
    assert await stores.gaps.load(other.number) == other


async def test_a_reader_who_deletes_a_thread_deletes_what_gaps_were_called_by_it(stores: Stores) -> None:
    mine, _ = await keep(stores)
    await stores.threads.save(StoredThread("t1", "{}"), READER)
    assert not await stores.threads.delete("t1", Owner("key", "another"))
    kept = await stores.gaps.load(mine.number)
    assert kept is not None
    assert kept.label == mine.label
    assert await stores.threads.delete("t1", READER)
    left = await stores.gaps.load(mine.number)
    assert left is not None
    assert left.label == ""


async def test_an_answer_without_a_gap_is_deleted_alone(stores: Stores) -> None:
    mine, other = await keep(stores)
    await stores.answers.add([create_answer("lid")])
    assert await stores.answers.delete(answer_id="lid") == 1
    assert await stores.answers.delete(answer_id="lid") == 0
    assert list(await stores.gaps.list()) == [other, mine]


async def test_it_is_told_which_answers_are_gone(stores: Stores) -> None:
    await keep(stores)
    await stores.answers.delete(answer_id="pan")
    assert await SqlStatistics(stores.database).find_deleted([1, 2, 3, 99]) == {1, 99}
    assert await SqlStatistics(stores.database).find_deleted([]) == set()


async def test_a_file_holds_no_word_of_what_was_deleted(tmp_path: Path) -> None:
    settings = StoreSettings(data_path=tmp_path)
    stores = open_stores(settings, tmp_path)
    await keep(stores)
    await stores.answers.delete(question=QUESTION)
    await stores.database.aclose()
    files = [path.read_bytes() for path in tmp_path.iterdir()]  # noqa: ASYNC240 - nothing else runs
    assert files
    assert not any(b"nnegret" in content for content in files)


def test_two_searches_of_a_site_make_no_gap_twice(store_settings: StoreSettings, tmp_path: Path) -> None:
    first, second, other, after = (searching_alone(store_settings, tmp_path, site) for site in ("a", "a", "b", "a"))
    with first, other, pytest.raises(UsageError, match="at work"), second:
        pass
    with after:
        pass


def test_another_machine_with_the_same_database_waits_too(postgres_url: str, tmp_path: Path) -> None:
    settings = StoreSettings(database_url=SecretStr(postgres_url))
    here, there = (searching_alone(settings, tmp_path / machine, "a") for machine in ("here", "there"))
    with here, pytest.raises(UsageError, match="at work"), there:
        pass
    with searching_alone(settings, tmp_path / "there", "a"):
        pass


def test_a_database_that_cannot_be_reached_is_one_clear_line(tmp_path: Path) -> None:
    settings = StoreSettings(database_url=SecretStr("postgresql://me:hidden@127.0.0.1:9/docs"))
    with pytest.raises(StoreUnavailableError) as raised, searching_alone(settings, tmp_path, "a"):
        pass
    assert "hidden" not in f"{raised.value} {raised.value.advice}"
