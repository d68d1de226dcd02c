"""What many answers say together, in SQLite and in Postgres alike."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.settings import StoreSettings
from app.stores import Found, PageCount, SqlAnswers, SqlStatistics, StoredVote, create_database, ensure_schema
from tests.support.stores import NOW, create_answer

PANS, OVENS = "https://kitchen.example/pans", "https://kitchen.example/ovens"


@pytest.fixture
async def stores(store_settings: StoreSettings, tmp_path: Path) -> AsyncIterator[tuple[SqlAnswers, SqlStatistics]]:
    ensure_schema(store_settings, tmp_path, upgrade=True)
    database = create_database(store_settings, tmp_path)
    answers = SqlAnswers(database)
    abstained = {"outcome": "abstained", "reason": "weak_match", "question": "How is a kettle descaled?"}
    await answers.add(
        [
            create_answer("good"),
            create_answer(
                "down", found=(Found(f"{OVENS}#a", 0.6, is_cited=True), Found(f"{OVENS}#b", 0.5, is_cited=True))
            ),
            create_answer("old", at=NOW - 9e6, **abstained),
            create_answer("first", at=NOW - 60, vector=b"1234", **abstained),
            create_answer(
                "second", **abstained | {"question": "how is a  Kettle descaled?"}, found=(Found(PANS, 0.3),)
            ),
            create_answer("elsewhere", site="other", **abstained),
        ]
    )
    await answers.vote("down", StoredVote(-1), vector=b"56")
    yield answers, SqlStatistics(database)
    await database.aclose()


async def test_failed_answers_are_the_newest_first_with_their_vectors(stores: tuple[SqlAnswers, SqlStatistics]) -> None:
    statistics = stores[1]
    kettle, down = (await statistics.list_failures("default", NOW - 3_600)).values()
    second, first = (failure.number for failure in kettle)
    assert [failure.at for failure in kettle] == [NOW, NOW - 60]
    failed = await statistics.load_failed([second, first, down[0].number, 99])
    assert failed[second].question == "how is a  Kettle descaled?"
    assert failed[second].found == ((PANS, 0.3),)
    assert failed[down[0].number].list_pages(near=0.55) == [OVENS]
    assert [number for number, answer in failed.items() if answer.is_downvoted] == [down[0].number]
    assert await statistics.load_vectors(list(failed)) == {first: b"1234", down[0].number: b"56"}


async def test_what_is_asked_and_cited_most_is_counted(stores: tuple[SqlAnswers, SqlStatistics]) -> None:
    statistics = stores[1]
    asked = await statistics.rank_questions("default", NOW - 3_600, limit=1)
    assert asked[0][1] == 2
    assert "kettle" in asked[0][0].lower()
    pages = await statistics.count_pages("default", NOW - 3_600)
    assert PageCount(OVENS, 1, 1) in pages
    assert pages[0].url == PANS
