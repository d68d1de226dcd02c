"""SQLite's connection as SQLAlchemy uses it: each statement goes to the connection's thread once.

Of aiosqlite's own cursor, the opening, the execution, the reading and the closing go there one after the other, which
took half of what keeping a question cost. Only what writes uses it: all rows of a statement are read at once.
"""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Self

import aiosqlite

_CHUNK = 64
"""aiosqlite's own default."""


def create_opening(file: Path, *, seconds: float) -> Callable[..., "Connection"]:
    """What opens a connection, for SQLAlchemy's `async_creator_fn`. A write waits so long for another process."""

    def open_connection(*_: Any, **__: Any) -> Connection:
        connection = Connection(lambda: sqlite3.connect(file, timeout=seconds), _CHUNK)
        connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does: it must not keep a process alive
        return connection

    return open_connection


class Connection(aiosqlite.Connection):
    """A connection, whose statements run in a thread of its own."""

    def cursor(self) -> "Cursor":  # type: ignore[override]  # SQLAlchemy enters it as a context
        """A cursor; nothing is opened yet."""
        return Cursor(self)

    async def run(self, work: Callable[[sqlite3.Connection], Any]) -> Any:
        """What comes of work in the thread."""
        return await self._execute(work, self._conn)  # type: ignore[no-untyped-call]


class Cursor:
    """What SQLAlchemy wants of a cursor. All rows are read with the statement."""

    def __init__(self, connection: Connection) -> None:
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1
        self._connection = connection
        self._rows: list[Any] = []

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> Self:
        """Run one statement."""
        return await self._run(lambda connection: connection.execute(statement, parameters))

    async def executemany(self, statement: str, parameters: Sequence[Sequence[Any]]) -> Self:
        """Run one statement for each of the parameters."""
        return await self._run(lambda connection: connection.executemany(statement, parameters))

    async def fetchall(self) -> list[Any]:
        """The rows that were not fetched yet."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Nothing is open."""

    async def _run(self, begin: Callable[[sqlite3.Connection], sqlite3.Cursor]) -> Self:
        def work(connection: sqlite3.Connection) -> tuple[Any, int, int | None, list[Any]]:
            cursor = begin(connection)
            rows = cursor.fetchall() if cursor.description else []
            return cursor.description, cursor.rowcount, cursor.lastrowid, rows

        self.description, self.rowcount, self.lastrowid, self._rows = await self._connection.run(work)
        return self
