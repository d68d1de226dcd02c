"""SQLite's connection as SQLAlchemy uses it."""

import threading
from pathlib import Path

from app.stores.sql.sqlite import create_opening


async def test_a_statement_tells_all_that_came_of_it(tmp_path: Path) -> None:
    connection = create_opening(tmp_path / "some.db", seconds=1)()
    async with connection:
        cursor = connection.cursor()
        await cursor.execute("CREATE TABLE one (number INTEGER PRIMARY KEY, name TEXT)")
        assert (cursor.description, await cursor.fetchall()) == (None, [])
        await cursor.executemany("INSERT INTO one (name) VALUES (?)", [("a",), ("b",), ("c",)])
        assert (cursor.rowcount, await cursor.fetchall()) == (3, [])
        await cursor.execute("INSERT INTO one (name) VALUES (?) RETURNING number", ("d",))
        assert (cursor.lastrowid, await cursor.fetchall()) == (4, [(4,)])
        await cursor.execute("UPDATE one SET name = 'e' WHERE number > ?", (2,))
        assert cursor.rowcount == 2
        await cursor.execute("SELECT number, name FROM one WHERE number > 2")
        assert [column[0] for column in cursor.description] == ["number", "name"]
        assert await cursor.fetchall() == [(3, "e"), (4, "e")]
        assert await cursor.fetchall() == []


async def test_a_connection_that_nobody_closes_keeps_no_process_alive(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    async with create_opening(tmp_path / "some.db", seconds=1)():
        (thread,) = set(threading.enumerate()) - before
        assert thread.daemon
