"""A copy of SQLite's file while a service writes to it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from app.files import replacing
from app.settings import StoreSettings
from app.stores.sql.database import ensure_file, find_file
from chains.errors import UsageError


def back_up(settings: StoreSettings, folder: Path, target: Path) -> int:
    """Write a whole and readable copy to `target`, which appears when it is complete; its size in bytes.

    Raises:
        UsageError: the database is a Postgres server's, there is none, or the copy cannot be written.
    """
    if settings.database_url.get_secret_value():
        raise UsageError("DATABASE_URL names a Postgres server. Back it up with pg_dump.")
    ensure_file(settings, folder)
    file = find_file(settings, folder)
    if target.resolve() in {file.resolve().with_name(f"{file.name}{end}") for end in ("", "-wal", "-shm")}:
        raise UsageError(f"{target} is the database itself. Choose another file.")
    try:
        address = f"{file.resolve().as_uri()}?mode=ro"
        with (
            replacing(target) as unfinished,
            closing(sqlite3.connect(address, uri=True)) as source,
            closing(sqlite3.connect(unfinished)) as copy,
        ):
            source.backup(copy)
        return target.stat().st_size
    except (sqlite3.Error, OSError) as error:
        raise UsageError(f"{target} cannot be written: {error}. Choose another file.") from error
