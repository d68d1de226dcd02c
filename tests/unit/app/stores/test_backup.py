import sqlite3
from pathlib import Path

import pytest

from app.settings import StoreSettings
from app.stores import back_up
from chains.errors import UsageError


@pytest.fixture
def settings(tmp_path: Path) -> StoreSettings:
    with sqlite3.connect(tmp_path / "askdocs.db") as database:
        database.execute("CREATE TABLE x (y)")
    return StoreSettings(data_path=tmp_path)


@pytest.mark.parametrize("name", ["askdocs.db", "askdocs.db-wal", "link.db"])
def test_a_copy_never_takes_the_place_of_the_database(settings: StoreSettings, tmp_path: Path, name: str) -> None:
    (tmp_path / "link.db").symlink_to("askdocs.db")
    before = (tmp_path / "askdocs.db").stat().st_ino
    with pytest.raises(UsageError, match="is the database itself"):
        back_up(settings, tmp_path, tmp_path / name)
    assert (tmp_path / "askdocs.db").stat().st_ino == before


@pytest.mark.parametrize("target", [".", "/", "no/such/folder/copy.db", "askdocs.db/copy.db", "x" * 300])
def test_a_target_that_cannot_be_written_is_one_clear_line(
    settings: StoreSettings, tmp_path: Path, target: str
) -> None:
    with pytest.raises(UsageError, match="Choose another file"):
        back_up(settings, tmp_path, tmp_path / target)
