"""Threads in SQLite or Postgres."""

import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import Row, Select, Table, and_, bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from app.stores.sql.database import Database
from app.stores.sql.deletion import delete_answers
from app.stores.sql.tables import MAX_ID, MAX_READER, answers, thread_items, threads
from app.stores.threads import Owner, StoredItem, StoredPage, StoredThread

_DAY = 86_400
_CHANGE = (
    update(threads)
    .where(
        threads.c.id == bindparam("thread_id"),
        threads.c.owner_key == bindparam("of_key"),
        threads.c.reader == bindparam("of_reader"),
    )
    .values(changed_at=bindparam("now"), body=func.coalesce(bindparam("new_body"), threads.c.body))
    .returning(threads.c.number)
)
"""The statements of every answer are built once: building them took as long as running them."""


class SqlThreads:
    """Implements `ThreadStore`. Every query names the owner."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock
        adding = database.insert(threads)
        changed = {name: adding.excluded[name] for name in ("body", "changed_at")}
        is_same_owner = and_(
            threads.c.owner_key == adding.excluded.owner_key, threads.c.reader == adding.excluded.reader
        )
        self._save = adding.on_conflict_do_update(index_elements=["id"], set_=changed, where=is_same_owner).returning(
            threads.c.number
        )
        adding_item = database.insert(thread_items)
        self._save_item = adding_item.on_conflict_do_update(
            index_elements=["thread", "id"], set_={"body": adding_item.excluded.body}
        )

    async def load(self, thread_id: str, owner: Owner) -> StoredThread | None:
        """One thread."""
        async with self._database.reading() as connection:
            row = await _find(connection, thread_id, owner)
        return StoredThread(row.id, row.body) if row else None

    async def list(self, owner: Owner, *, limit: int, after: str | None, descending: bool) -> StoredPage[StoredThread]:
        """The threads of an owner who is named; nothing for a nameless owner."""
        if not owner.reader:
            return StoredPage((), has_more=False)
        query = select(threads).where(*_is_of(owner))
        async with self._database.reading() as connection:
            rows = await _load_page(connection, threads, query, limit, after, descending=descending)
        return StoredPage([StoredThread(row.id, row.body) for row in rows[:limit]], has_more=len(rows) > limit)

    async def save(self, thread: StoredThread, owner: Owner, *, first: StoredItem | None = None) -> bool:
        """Add a thread, with its `first` item, or change it; False when one of that id is not this owner's."""
        if not _fits(thread.id, owner) or (first is not None and len(first.id) > MAX_ID):
            return False
        values: dict[str, Any] = {"id": thread.id, "owner_key": owner.mark, "reader": owner.reader, "body": thread.body}
        values |= {"changed_at": self._clock()}
        async with self._database.writing() as connection:
            number = (await connection.execute(self._save, values)).scalar()
            if number is not None and first is not None:
                await connection.execute(self._save_item, {"thread": number, "id": first.id, "body": first.body})
        return number is not None

    async def delete(self, thread_id: str, owner: Owner) -> bool:
        """Delete a thread with all that is in it, and what is kept of its answers; whether there was one."""
        async with self._database.writing() as connection:
            done = await connection.execute(delete(threads).where(threads.c.id == thread_id, *_is_of(owner)))
            if done.rowcount:
                await delete_answers(connection, answers.c.thread == thread_id)
        return bool(done.rowcount)

    async def load_item(self, thread_id: str, item_id: str, owner: Owner) -> StoredItem | None:
        """One item of a thread."""
        query = (
            select(thread_items)
            .join(threads)
            .where(threads.c.id == thread_id, thread_items.c.id == item_id, *_is_of(owner))
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).first()
        return StoredItem(row.id, row.body) if row else None

    async def list_items(
        self, thread_id: str, owner: Owner, *, limit: int, after: str | None, descending: bool
    ) -> StoredPage[StoredItem] | None:
        """The items of a thread; None when there is no such thread."""
        async with self._database.reading() as connection:
            thread = await _find(connection, thread_id, owner)
            if thread is None:
                return None
            query = select(thread_items).where(thread_items.c.thread == thread.number)
            rows = await _load_page(connection, thread_items, query, limit, after, descending=descending)
        return StoredPage([StoredItem(row.id, row.body) for row in rows[:limit]], has_more=len(rows) > limit)

    async def save_item(
        self, thread_id: str, item: StoredItem, owner: Owner, *, thread_body: str | None = None
    ) -> bool:
        """Add an item at the end, or change it at its place, and with it the thread; False when there is none."""
        if len(item.id) > MAX_ID:
            return False
        values: dict[str, Any] = {"thread_id": thread_id, "of_key": owner.mark, "of_reader": owner.reader}
        values |= {"new_body": thread_body, "now": self._clock()}
        async with self._database.writing() as connection:
            number = (await connection.execute(_CHANGE, values)).scalar()
            if number is not None:
                await connection.execute(self._save_item, {"thread": number, "id": item.id, "body": item.body})
        return number is not None

    async def delete_item(self, thread_id: str, item_id: str, owner: Owner) -> bool:
        """Delete an item; whether there was one."""
        of_thread = select(threads.c.number).where(threads.c.id == thread_id, *_is_of(owner)).scalar_subquery()
        statement = delete(thread_items).where(thread_items.c.thread == of_thread, thread_items.c.id == item_id)
        async with self._database.writing() as connection:
            done = await connection.execute(statement)
        return bool(done.rowcount)

    async def forget(self, days: int) -> int:
        """Delete the threads to which nothing was added for so many days; how many they were."""
        async with self._database.writing() as connection:
            done = await connection.execute(delete(threads).where(threads.c.changed_at < self._clock() - days * _DAY))
        return int(done.rowcount)


def _is_of(owner: Owner) -> tuple[Any, Any]:
    return threads.c.owner_key == owner.mark, threads.c.reader == owner.reader


def _fits(thread_id: str, owner: Owner) -> bool:
    return len(thread_id) <= MAX_ID and len(owner.reader) <= MAX_READER


async def _find(connection: AsyncConnection, thread_id: str, owner: Owner) -> Row[Any] | None:
    return (await connection.execute(select(threads).where(threads.c.id == thread_id, *_is_of(owner)))).first()


async def _load_page(
    connection: AsyncConnection, table: Table, query: Select[Any], limit: int, after: str | None, *, descending: bool
) -> list[Row[Any]]:
    """One row more than `limit`, so that it is known whether there are more."""
    number = table.c.number
    if after is not None:
        matching = query.with_only_columns(number).where(table.c.id == after).scalar_subquery()
        start = func.coalesce(matching, -1)
        query = query.where((number < start) if descending else (number > start), start >= 0)
    order = number.desc() if descending else number.asc()
    return list((await connection.execute(query.order_by(order).limit(limit + 1))).all())
