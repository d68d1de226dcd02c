"""Threads, in SQLite and in Postgres alike."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.settings import StoreSettings
from app.stores import Owner, SqlThreads, StoredItem, StoredThread, create_database, ensure_schema
from app.stores.sql.database import FILE
from tests.support.stores import Clock

ANNE = Owner("", "anne")
BEN = Owner("", "ben")
NOBODY = Owner("", "")
KEYED = Owner("docs", "anne")


@pytest.fixture
async def threads(store_settings: StoreSettings, tmp_path: Path, clock: Clock) -> AsyncIterator[SqlThreads]:
    ensure_schema(store_settings, tmp_path, upgrade=True)
    database = create_database(store_settings, tmp_path)
    yield SqlThreads(database, clock)
    await database.aclose()


async def fill(threads: SqlThreads, owner: Owner, *names: str, items: int = 0) -> None:
    for name in names:
        assert await threads.save(StoredThread(name, f'{{"title": "{name}"}}'), owner)
        for number in range(items):
            assert await threads.save_item(name, StoredItem(f"{name}-{number}", f"text {number}"), owner)


async def test_a_thread_is_kept_and_changed(threads: SqlThreads) -> None:
    assert await threads.load("one", ANNE) is None
    await fill(threads, ANNE, "one")
    assert await threads.save(StoredThread("one", "🥧 \x01 new"), ANNE)
    assert await threads.load("one", ANNE) == StoredThread("one", "🥧 \x01 new")


async def test_a_thread_is_kept_with_its_first_item_and_changed_with_the_next(threads: SqlThreads) -> None:
    assert await threads.save(StoredThread("one", "new"), ANNE, first=StoredItem("a", "asked"))
    assert await threads.save_item("one", StoredItem("b", "said"), ANNE, thread_body="named")
    assert await threads.load("one", ANNE) == StoredThread("one", "named")
    page = await threads.list_items("one", ANNE, limit=9, after=None, descending=False)
    assert page is not None
    assert [item.id for item in page.entries] == ["a", "b"]
    assert not await threads.save(StoredThread("one", "mine"), BEN, first=StoredItem("c", "asked"))
    assert not await threads.save_item("one", StoredItem("c", "said"), BEN, thread_body="mine")
    assert not await threads.save_item("two", StoredItem("c", "said"), ANNE, thread_body="from nothing")
    assert await threads.load("one", ANNE) == StoredThread("one", "named")
    assert await threads.load_item("one", "c", ANNE) is None
    assert await threads.load("two", ANNE) is None


@pytest.mark.parametrize("stranger", [BEN, NOBODY, KEYED, Owner("docs", ""), Owner("", "anne", "shop")])
async def test_another_owner_sees_and_changes_nothing(threads: SqlThreads, stranger: Owner) -> None:
    await fill(threads, ANNE, "one", items=2)
    assert await threads.load("one", stranger) is None
    assert await threads.load_item("one", "one-0", stranger) is None
    assert await threads.list_items("one", stranger, limit=9, after=None, descending=False) is None
    assert not (await threads.list(stranger, limit=9, after=None, descending=False)).entries
    assert not await threads.save(StoredThread("one", "mine"), stranger)
    assert not await threads.save_item("one", StoredItem("one-0", "mine"), stranger)
    assert not await threads.delete_item("one", "one-0", stranger)
    assert not await threads.delete("one", stranger)
    page = await threads.list_items("one", ANNE, limit=9, after=None, descending=False)
    assert page is not None
    assert [item.body for item in page.entries] == ["text 0", "text 1"]


async def test_a_nameless_owner_continues_by_the_id_and_lists_nothing(threads: SqlThreads) -> None:
    await fill(threads, NOBODY, "one", items=1)
    assert await threads.load("one", NOBODY) is not None
    assert not (await threads.list(NOBODY, limit=9, after=None, descending=True)).entries


@pytest.mark.parametrize("descending", [False, True])
async def test_pages_hold_everything_once_and_in_order(threads: SqlThreads, *, descending: bool) -> None:
    names = [f"thread{number}" for number in range(7)]
    await fill(threads, BEN, "other")
    await fill(threads, ANNE, *names, items=5)
    seen: list[str] = []
    after, has_more = None, True
    while has_more:
        page = await threads.list(ANNE, limit=3, after=after, descending=descending)
        seen += [thread.id for thread in page.entries]
        after, has_more = seen[-1], page.has_more
    assert seen == (names[::-1] if descending else names)
    items = await threads.list_items("thread3", ANNE, limit=2, after="thread3-2", descending=descending)
    assert items is not None
    assert [item.id for item in items.entries] == (
        ["thread3-1", "thread3-0"] if descending else ["thread3-3", "thread3-4"]
    )
    assert not items.has_more


async def test_a_page_behind_an_unknown_id_is_empty(threads: SqlThreads) -> None:
    await fill(threads, ANNE, "one", items=2)
    page = await threads.list_items("one", ANNE, limit=9, after="gone", descending=False)
    assert page is not None
    assert (list(page.entries), page.has_more) == ([], False)


async def test_an_item_that_is_saved_again_keeps_its_place(threads: SqlThreads) -> None:
    await fill(threads, ANNE, "one", items=3)
    assert await threads.save_item("one", StoredItem("one-0", "changed"), ANNE)
    page = await threads.list_items("one", ANNE, limit=9, after=None, descending=False)
    assert page is not None
    assert [item.body for item in page.entries] == ["changed", "text 1", "text 2"]
    assert not await threads.save_item("gone", StoredItem("x", "x"), ANNE)


async def test_two_threads_may_hold_items_of_one_id(threads: SqlThreads) -> None:
    await fill(threads, ANNE, "one", "two")
    for name in ("one", "two"):
        assert await threads.save_item(name, StoredItem("same", name), ANNE)
    assert await threads.load_item("one", "same", ANNE) == StoredItem("same", "one")
    assert await threads.delete_item("two", "same", ANNE)
    assert await threads.load_item("two", "same", ANNE) is None
    assert await threads.load_item("one", "same", ANNE) is not None


async def test_a_deleted_thread_takes_its_items_with_it(threads: SqlThreads) -> None:
    await fill(threads, ANNE, "one", items=2)
    assert await threads.delete("one", ANNE)
    assert not await threads.delete("one", ANNE)
    await fill(threads, ANNE, "one")
    page = await threads.list_items("one", ANNE, limit=9, after=None, descending=False)
    assert page is not None
    assert not page.entries


async def test_old_threads_are_forgotten_and_used_ones_are_not(threads: SqlThreads, clock: Clock) -> None:
    await fill(threads, ANNE, "old", "used", items=1)
    clock.now += 20 * 86_400
    await threads.save_item("used", StoredItem("more", "text"), ANNE)
    clock.now += 11 * 86_400
    assert await threads.forget(30) == 1
    assert await threads.load("old", ANNE) is None
    assert await threads.load_item("used", "more", ANNE) is not None


@pytest.mark.parametrize("text_", ["' OR 1=1 --", "x" * 100_000, "\\", '"}', "漢字", "%"])
async def test_odd_texts_come_back_as_they_are(threads: SqlThreads, text_: str) -> None:
    await fill(threads, ANNE, "one")
    name = text_[:150]
    assert await threads.save_item("one", StoredItem(name, text_), ANNE)
    assert await threads.load_item("one", name, ANNE) == StoredItem(name, text_)
    assert not await threads.save_item("one", StoredItem("x" * 201, text_), ANNE)


async def test_the_schema_is_made_once_and_found_again(store_settings: StoreSettings, tmp_path: Path) -> None:
    ensure_schema(store_settings, tmp_path, upgrade=True)
    ensure_schema(store_settings, tmp_path)
    if not store_settings.database_url.get_secret_value():
        assert (tmp_path / FILE).is_file()
