"""A database that is gone, of another version, locked or read-only."""

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, create_engine, text

from app.settings import StoreSettings
from app.stores import Owner, SqlThreads, StoredThread, back_up, create_database, ensure_schema, forgetting, open_stores
from app.stores.sql.database import FILE
from chains.errors import SettingsError, StoreUnavailableError, UsageError
from tests.support.stores import create_answer

ANNE = Owner("", "anne")


@pytest.fixture
def engine(store_settings: StoreSettings, tmp_path: Path) -> Iterator[Engine]:
    """To the database of `store_settings`, for what a later version does to it."""
    url = store_settings.database_url.get_secret_value().replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(url or f"sqlite:///{tmp_path / FILE}")
    yield engine
    engine.dispose()


def test_a_later_version_that_says_nothing_is_refused(
    store_settings: StoreSettings, engine: Engine, tmp_path: Path
) -> None:
    ensure_schema(store_settings, tmp_path, upgrade=True)
    with engine.begin() as later:
        later.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        later.execute(text("DROP TABLE readable_by"))
    with pytest.raises(SettingsError, match="a later version of askdocs"):
        ensure_schema(store_settings, tmp_path)


def test_a_later_version_that_breaks_this_one_is_refused(
    store_settings: StoreSettings, engine: Engine, tmp_path: Path
) -> None:
    ensure_schema(store_settings, tmp_path, upgrade=True)
    with engine.begin() as later:
        later.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        later.execute(text("DELETE FROM readable_by"))
        later.execute(text("INSERT INTO readable_by VALUES ('9999')"))
    with pytest.raises(SettingsError, match="Install that version"):
        ensure_schema(store_settings, tmp_path)


async def test_a_replica_of_the_version_before_starts_and_writes_while_a_later_one_has_upgraded(
    store_settings: StoreSettings, engine: Engine, tmp_path: Path
) -> None:
    ensure_schema(store_settings, tmp_path, upgrade=True)
    before = open_stores(store_settings, tmp_path)  # runs since before the upgrade
    with engine.begin() as later:
        later.execute(text("ALTER TABLE answer ADD COLUMN mood VARCHAR(20) NOT NULL DEFAULT ''"))
        later.execute(text("CREATE TABLE mood (number INTEGER PRIMARY KEY)"))
        later.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        later.execute(text("INSERT INTO readable_by VALUES ('9999')"))
    restarted = open_stores(store_settings, tmp_path)
    for number, stores in enumerate((before, restarted)):
        await stores.answers.add([create_answer(f"a{number}")])
        assert await stores.answers.load(f"a{number}")
        await stores.database.aclose()
    assert ensure_schema(store_settings, tmp_path, upgrade=True)  # `askdocs db upgrade` of the version before
    with engine.begin() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"


def test_postgres_waits_for_its_upgrade(postgres_url: str, tmp_path: Path) -> None:
    settings = StoreSettings(database_url=SecretStr(f"{postgres_url.rpartition('/')[0]}/template1"))
    with pytest.raises(SettingsError, match="Run `askdocs db upgrade`"):
        ensure_schema(settings, tmp_path)


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to be read as one" * 40, b""])
def test_a_file_that_is_no_database_is_refused_or_filled(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    settings = StoreSettings(data_path=tmp_path)
    if not content:
        ensure_schema(settings, tmp_path)
        return
    with pytest.raises(SettingsError, match="not a database"):
        ensure_schema(settings, tmp_path)
    assert (tmp_path / FILE).read_bytes() == content


def test_a_folder_that_is_a_file_is_refused_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(SettingsError, match="Set DATA_PATH to a folder"):
        ensure_schema(StoreSettings(data_path=tmp_path / "taken"), tmp_path)


def test_a_server_that_is_away_is_refused_without_its_password(tmp_path: Path) -> None:
    settings = StoreSettings(database_url=SecretStr("postgresql://me:s3cret@127.0.0.1:9/db"))
    with pytest.raises(SettingsError, match="Check DATABASE_URL") as caught:
        ensure_schema(settings, tmp_path)
    assert "s3cret" not in str(caught.value)


async def test_a_database_that_goes_away_is_one_clear_error(tmp_path: Path) -> None:
    settings = StoreSettings(data_path=tmp_path)
    ensure_schema(settings, tmp_path)
    database = create_database(settings, tmp_path)
    threads = SqlThreads(database)
    await threads.save(StoredThread("one", "{}"), ANNE)
    await database.aclose()
    (tmp_path / FILE).unlink()
    with pytest.raises(StoreUnavailableError, match="Try again later") as caught:
        await threads.load("one", ANNE)
    assert "Try again later" in caught.value.message
    assert str(tmp_path) not in caught.value.message
    await database.aclose()


async def test_deleting_goes_on_after_a_failure(tmp_path: Path) -> None:
    settings = StoreSettings(data_path=tmp_path)
    ensure_schema(settings, tmp_path)
    database = create_database(settings, tmp_path)
    threads = SqlThreads(database, clock=lambda: 0.0)
    await threads.save(StoredThread("old", "{}"), ANNE)
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("ALTER TABLE thread RENAME TO hidden")
    later = SqlThreads(database, clock=lambda: 1e9)
    async with forgetting({"threads": lambda: later.forget(30)}, every_seconds=0.01):
        await asyncio.sleep(0.05)
        with sqlite3.connect(tmp_path / FILE) as connection:
            connection.execute("ALTER TABLE hidden RENAME TO thread")
        while await threads.load("old", ANNE) is not None:  # noqa: ASYNC110 - another task deletes it
            await asyncio.sleep(0.01)
    await database.aclose()


def test_a_backup_is_whole_while_somebody_writes(tmp_path: Path) -> None:
    settings = StoreSettings(data_path=tmp_path)
    ensure_schema(settings, tmp_path)
    writer = sqlite3.connect(tmp_path / FILE)
    writer.execute("INSERT INTO thread (id, owner_key, reader, body, changed_at) VALUES ('a', '', '', '{}', 0)")
    writer.commit()
    writer.execute("INSERT INTO thread (id, owner_key, reader, body, changed_at) VALUES ('b', '', '', '{}', 0)")
    copy = tmp_path / "copy.db"
    copy.write_text("an older copy")
    assert back_up(settings, tmp_path, copy) == copy.stat().st_size
    writer.close()
    with sqlite3.connect(copy) as restored:
        assert restored.execute("SELECT id FROM thread").fetchall() == [("a",)]
    restored_folder = tmp_path / "restored"
    restored_folder.mkdir()
    copy.replace(restored_folder / FILE)
    ensure_schema(StoreSettings(data_path=restored_folder), restored_folder)


@pytest.mark.parametrize("target", ["no/such/folder/copy.db", "."])
def test_a_backup_that_cannot_be_written_leaves_nothing(tmp_path: Path, target: str) -> None:
    settings = StoreSettings(data_path=tmp_path)
    ensure_schema(settings, tmp_path)
    with pytest.raises(UsageError, match="cannot be written"):
        back_up(settings, tmp_path, tmp_path / target)
    assert all(path.name.startswith(FILE) for path in tmp_path.iterdir())
    with pytest.raises(UsageError, match="pg_dump"):
        back_up(StoreSettings(database_url=SecretStr("postgresql://x/y")), tmp_path, tmp_path / "copy.db")
    with pytest.raises(UsageError, match="There is no database"):
        back_up(StoreSettings(data_path=tmp_path / "none"), tmp_path, tmp_path / "copy.db")
