"""Keeps two processes from doing the same work on one database at once."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from app.locks import portalocker
from app.settings import StoreSettings
from app.stores.sql.database import closing, create_plain_engine, find_file, format_reason
from chains.errors import StoreUnavailableError, UsageError

_SEED = 0x61736B646F637301
"""Of the numbers of locks in Postgres, where each database has locks of its own: "askdocs", 1."""
_BUSY = "Another `askdocs gaps` of this site is at work. Try again when it has ended."


@contextmanager
def searching_alone(settings: StoreSettings, folder: Path, site: str) -> Iterator[None]:
    """Within the block, no other search makes gaps of the site's questions, on this machine or another one.

    The lock goes with the process, whatever ends it.

    Raises:
        UsageError: another one is at work, or the lock of SQLite's file cannot be written.
        StoreUnavailableError: Postgres cannot be reached.
    """
    file = find_file(settings, folder).with_name(f"gaps-{site}.lock")
    with _locking_server(settings, file, site) if settings.database_url.get_secret_value() else _locking_file(file):
        yield


@contextmanager
def _locking_file(file: Path) -> Iterator[None]:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        lock = portalocker.Lock(file, flags=portalocker.LOCK_EX | portalocker.LOCK_NB, timeout=0)
        lock.acquire()
    except portalocker.LockException as error:
        raise UsageError(_BUSY) from error
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error}. Set DATA_PATH to a folder with write rights.") from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _locking_server(settings: StoreSettings, file: Path, site: str) -> Iterator[None]:
    """A lock of the connection's session, which needs no transaction: the server would keep old rows for it."""
    with closing(create_plain_engine(settings, file)) as engine:
        try:
            connection = engine.execution_options(isolation_level="AUTOCOMMIT").connect()
            key = func.hashtextextended(site, _SEED)
            is_mine = connection.execute(select(func.pg_try_advisory_lock(key))).scalar_one()
        except (SQLAlchemyError, OSError, sqlite3.Error) as error:
            raise StoreUnavailableError(
                "What is kept cannot be read or written now. Try again later.", advice=format_reason(error)
            ) from error
        with connection:
            if not is_mine:
                raise UsageError(_BUSY)
            yield
