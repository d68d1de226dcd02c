import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest

from app.operations.export_answers import export_answers, format_cell
from app.settings import Settings, StoreSettings, load_settings
from app.stores import open_stores
from tests.support.stores import NOW, create_answer


class Deleting(StringIO):
    """A file; what is written to it is deleted from the database, as retention may do meanwhile."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._file = folder / "askdocs.db"

    def write(self, text: str) -> int:
        import sqlite3

        with sqlite3.connect(self._file) as database:
            database.execute("DELETE FROM answer WHERE id = ?", (json.loads(text)["id"],))
        return super().write(text)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(stores={"data_path": tmp_path})


async def test_answers_that_are_deleted_meanwhile_end_no_export(settings: Settings, tmp_path: Path) -> None:
    stores = open_stores(StoreSettings(data_path=tmp_path), tmp_path)
    await stores.answers.add([create_answer(f"a{place}", at=NOW + place // 3) for place in range(8)])
    await stores.database.aclose()
    file = Deleting(tmp_path)
    count = await export_answers(
        settings, file, datetime.fromtimestamp(0, UTC), datetime(2027, 1, 1, tzinfo=UTC), "jsonl", at_once=2
    )
    assert [json.loads(line)["id"] for line in file.getvalue().splitlines()] == [f"a{place}" for place in range(8)]
    assert count == 8


@pytest.mark.parametrize("sign", "=+-@\t\r\n＝＋－＠")
def test_no_cell_is_a_formula(sign: str) -> None:
    assert format_cell(f"{sign}1+1") == f"'{sign}1+1"
