"""SQLite's connection as SQLAlchemy uses it: each statement goes to the connection's thread once.

Of aiosqlite's own cursor, the opening, the execution, the reading and the closing go there one after the other, which
took half of what keeping a question cost. Only what writes uses it: all rows of a statement are read at once.
"""

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Self

import aiosqlite

_CHUNK = 64
"""aiosqlite's own default."""


def create_opening(file: Path, *, seconds: float) -> Callable[..., "Connection"]:
    """What opens a connection, for SQLAlchemy's `async_creator_fn`. A write waits so long for another process."""

    def open_connection(*_: Any, **__: Any) -> Connection:
        connection = Connection(partial(sqlite3.connect, file, timeout=seconds, factory=_WholeConnection), _CHUNK)
        # aiosqlite has no public way to keep a connection from keeping the process alive. SQLAlchemy sets the same
        # private name where it opens the connection itself.
        connection._thread.daemon = True  # noqa: SLF001
        return connection

    return open_connection


class Connection(aiosqlite.Connection):
    """A connection, whose statements run in a thread of its own."""

    def cursor(self) -> "Cursor":  # type: ignore[override]  # SQLAlchemy enters it as a context
        """A cursor; nothing is opened yet."""
        return Cursor(self)


class _Result(NamedTuple):
    """What came of one statement."""

    description: Any
    rowcount: int
    lastrowid: int | None
    rows: list[Any]


class _WholeConnection(sqlite3.Connection):
    """Runs a statement and hands over what came of it, so that one visit to the thread is enough."""

    def execute(self, *statement: Any) -> "_Whole":  # type: ignore[override]
        return _Whole(super().execute(*statement))


class _Whole:
    """A statement that has run. aiosqlite hands on what `fetchall` gives."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor

    def fetchall(self) -> _Result:
        cursor = self._cursor
        rows = cursor.fetchall() if cursor.description else []
        return _Result(cursor.description, cursor.rowcount, cursor.lastrowid, rows)


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
        result: Any = await self._connection.execute_fetchall(statement, parameters)
        self.description, self.rowcount, self.lastrowid, self._rows = result
        return self

    async def executemany(self, statement: str, parameters: Sequence[Sequence[Any]]) -> Self:
        """Run one statement for each of the parameters; it has no rows."""
        done = await self._connection.executemany(statement, parameters)
        self.description, self.rowcount, self.lastrowid, self._rows = None, done.rowcount, done.lastrowid, []
        return self

    async def fetchall(self) -> list[Any]:
        """The rows that were not fetched yet."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Nothing is open."""
