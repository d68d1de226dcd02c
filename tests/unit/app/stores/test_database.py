from pathlib import Path

import pytest
from pydantic import SecretStr

from app.settings import StoreSettings
from app.stores import StoredGap, create_database, ensure_schema, open_stores
from chains.errors import SettingsError, StoreUnavailableError
from tests.support.stores import create_answer


def create_settings(url: str) -> StoreSettings:
    return StoreSettings(database_url=SecretStr(url))


@pytest.mark.parametrize("name", ["what?mode=ro", "a#b", "50%20", "file:x", "ä ö"])
async def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    stores = open_stores(StoreSettings(data_path=tmp_path / name), tmp_path)
    await stores.answers.add([create_answer("a1")])
    assert await stores.answers.load("a1")
    await stores.database.aclose()
    assert (tmp_path / name / "askdocs.db").is_file()


def test_the_place_of_a_database_tells_no_password() -> None:
    url = "postgresql://anna:secret@db.example:5433/docs?password=secret2&sslmode=require"
    assert create_database(create_settings(url), Path()).place == "postgresql://db.example:5433/docs"


@pytest.mark.parametrize(
    ("url", "says"),
    [("postgresql://db.example:port/docs", "must look like"), ("postgresql://anna:sec@ret@db/docs", "as %40")],
)
def test_a_wrong_address_is_told_without_its_password(tmp_path: Path, url: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says) as caught:
        ensure_schema(create_settings(url), tmp_path)
    assert "ret" not in str(caught.value)


async def test_names_that_no_database_takes_find_nothing(tmp_path: Path) -> None:
    stores = open_stores(StoreSettings(data_path=tmp_path), tmp_path)
    await stores.answers.add([create_answer("a1")])
    assert await stores.gaps.load(10**30) is None
    assert await stores.answers.load("\udcff\0") is None
    assert await stores.answers.delete(answer_id="\udcff", thread="\udcff", question="\udcff") == 0
    [gap] = await stores.gaps.add([StoredGap("a\0b", note="\udcff")])
    assert (gap.label, gap.note) == ("ab", "?")
    with pytest.raises(StoreUnavailableError):
        await stores.answers.add([create_answer("a2", unsupported=10**30)])
    await stores.database.aclose()
