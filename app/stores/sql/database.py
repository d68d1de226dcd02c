"""The database: a file of SQLite by default, Postgres by `DATABASE_URL`."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from app.settings import StoreSettings
from app.stores.sql import schema
from app.stores.sql.sqlite import create_opening
from chains.errors import SettingsError, StoreUnavailableError, UsageError

FILE = "askdocs.db"
_WAIT_SECONDS = 5
"""How long a write waits for another process, such as `askdocs db backup`, and a connection for the server."""
_CONNECTIONS = 8
_READERS = 4


class Database:
    """One database of a process. Nothing is opened before the first use; the engine belongs to one event loop."""

    def __init__(self, engine: AsyncEngine, place: str, *, reader: AsyncEngine | None = None) -> None:
        """`reader`: what reads, where that is not what writes."""
        self._engine = engine
        self._reader = reader or engine
        self.place = place
        """Where it is, without user and password, for messages."""

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file that belongs to one process."""
        return self._engine.dialect.name == "sqlite"

    def insert(self, table: Table) -> Any:
        """An insertion that may say what to do on a conflict, which each database writes in its own way."""
        return sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection. Raises StoreUnavailableError."""
        with self._naming_errors():
            async with self._reader.connect() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A connection with a transaction, which is kept when the block ends without an error.

        Raises StoreUnavailableError.
        """
        with self._naming_errors():
            async with self._engine.begin() as connection:
                yield connection

    async def aclose(self) -> None:
        """Close the connections."""
        await self._engine.dispose()
        await self._reader.dispose()

    @contextmanager
    def _naming_errors(self) -> Iterator[None]:
        try:
            yield
        except (TimeoutError, SQLAlchemyError, OSError, sqlite3.Error, OverflowError, UnicodeError) as error:
            raise StoreUnavailableError(
                "What is kept cannot be read or written now. Try again later.",
                advice=f"{self.place}: {format_reason(error)}",
            ) from error


def create_database(settings: StoreSettings, folder: Path) -> Database:
    """Build what opens the database; `folder` is where SQLite's file is without `DATA_PATH`. Calls nobody.

    Raises:
        SettingsError: `DATABASE_URL` cannot be used.
    """
    url = settings.database_url.get_secret_value()
    if not url:
        file = find_file(settings, folder)
        # One connection writes: SQLite has one writer, and a lock of its own would be waited for by polling. Others
        # read beside it, so that nothing waits for a long list; they are aiosqlite's own, which reads row by row.
        create = partial(create_async_engine, URL.create("sqlite+aiosqlite", database=str(file)), max_overflow=0)
        writer = create(
            pool_size=1,
            pool_reset_on_return=None,  # every transaction here ends by itself
            connect_args={"async_creator_fn": create_opening(file, seconds=_WAIT_SECONDS)},
        )
        reader = create(pool_size=_READERS, connect_args={"timeout": _WAIT_SECONDS})
        for engine in (writer, reader):
            event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        return Database(writer, str(file), reader=reader)
    engine = create_async_engine(
        _read_url(url), pool_size=_CONNECTIONS, pool_pre_ping=True, connect_args={"connect_timeout": _WAIT_SECONDS}
    )
    return Database(engine, _format_place(engine.url))


def ensure_schema(settings: StoreSettings, folder: Path, *, upgrade: bool = False) -> str:
    """Make the database ready for this version: SQLite's always, Postgres' when `upgrade` is asked for.

    Returns where it is. Runs before the event loop does.

    Raises:
        SettingsError: the database cannot be opened or written, is of a later version that this one cannot work with,
            or has to be upgraded first.
    """
    url = settings.database_url.get_secret_value()
    file = find_file(settings, folder)
    place = str(file)
    try:
        if not url:
            file.parent.mkdir(parents=True, exist_ok=True)
        with closing(create_plain_engine(settings, file)) as engine:
            place = _format_place(engine.url) if url else place
            with engine.begin() as connection:
                _check_schema(connection, place, upgrade=upgrade or not url)
    except (SQLAlchemyError, OSError, sqlite3.Error) as error:
        cure = (
            "Check DATABASE_URL, and that the server runs." if url else "Set DATA_PATH to a folder with write rights."
        )
        raise SettingsError(f"The database {place} cannot be used ({format_reason(error)}). {cure}") from error
    return place


def find_file(settings: StoreSettings, folder: Path) -> Path:
    """Where SQLite's file is."""
    return (settings.data_path or folder) / FILE


def ensure_file(settings: StoreSettings, folder: Path) -> None:
    """Raise UsageError where SQLite's file should be and is not."""
    file = find_file(settings, folder)
    if not settings.database_url.get_secret_value() and not file.is_file():
        raise UsageError(f"There is no database at {file}. Set DATA_PATH to its folder.")


@contextmanager
def closing(engine: Engine) -> Iterator[Engine]:
    """The engine, whose connections are closed behind the block."""
    try:
        yield engine
    finally:
        engine.dispose()


def create_plain_engine(settings: StoreSettings, file: Path) -> Engine:
    """What opens the database without an event loop."""
    url = settings.database_url.get_secret_value()
    if url:
        return create_engine(_read_url(url), connect_args={"connect_timeout": _WAIT_SECONDS})
    engine = create_engine(URL.create("sqlite", database=str(file)), connect_args={"timeout": _WAIT_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _check_schema(connection: Connection, place: str, *, upgrade: bool) -> None:
    if upgrade:
        schema.wait_for_others(connection)
    revision = schema.find_revision(connection)
    if not schema.is_known(revision):
        if schema.is_readable(connection):
            return
        raise SettingsError(
            f"The database {place} was upgraded by a later version of askdocs (revision {revision[:50]}), and this one "
            "cannot work with it. Install that version, or set another DATA_PATH or DATABASE_URL."
        )
    if revision == schema.find_newest_revision():
        return
    if not upgrade:
        raise SettingsError(f"The database {place} has to be upgraded first. Run `askdocs db upgrade`.")
    schema.upgrade(connection)


def _read_url(url: str) -> str:
    """The address for SQLAlchemy, with the driver that we use."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise SettingsError("DATABASE_URL must look like postgresql://user:password@host/database.") from None
    if "@" in (parsed.host or ""):
        raise SettingsError("DATABASE_URL has more than one @. Write each @ of its user and password as %40.")
    return parsed.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def _format_place(url: URL) -> str:
    """Without user, password and options, one of which may be a password, too."""
    return URL.create("postgresql", host=url.host, port=url.port, database=url.database).render_as_string()


def _prepare_sqlite(connection: Any, _: Any) -> None:
    """Readers do not wait for the writer (WAL); what a thread holds goes with it; what is deleted is overwritten."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def format_reason(error: BaseException) -> str:
    """The driver's own words in one line, without the statement."""
    cause = getattr(error, "orig", None) or error
    return " ".join(str(cause).split())[:300].rstrip(".") or type(cause).__name__
