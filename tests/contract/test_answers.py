"""Answers, votes and gaps, in SQLite and in Postgres alike."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.settings import StoreSettings
from app.stores import (
    AnswerFilter,
    Database,
    SqlAnswers,
    SqlGaps,
    SqlStatistics,
    StoredGap,
    StoredVote,
    create_database,
    ensure_schema,
)
from chains.errors import UsageError
from tests.support.stores import NOW, Clock, create_answer

DAY = 86_400
UP, DOWN = StoredVote(1, at=NOW), StoredVote(-1, ("incorrect", "other"), "no such flag", NOW, "a1")
ALL = AnswerFilter()


@pytest.fixture
async def database(store_settings: StoreSettings, tmp_path: Path) -> AsyncIterator[Database]:
    ensure_schema(store_settings, tmp_path, upgrade=True)
    database = create_database(store_settings, tmp_path)
    yield database
    await database.aclose()


@pytest.fixture
def answers(database: Database, clock: Clock) -> SqlAnswers:
    return SqlAnswers(database, clock)


@pytest.fixture
def gaps(database: Database, clock: Clock) -> SqlGaps:
    return SqlGaps(database, clock)


async def list_ids(answers: SqlAnswers, wanted: AnswerFilter = ALL) -> list[str]:
    page = await answers.list(wanted, limit=100)
    assert await answers.count(wanted) == len(page.entries)
    return [answer.id for answer in page.entries]


async def test_an_answer_comes_back_as_it_was(answers: SqlAnswers) -> None:
    whole = create_answer("pan", vector=b"\x00\x3c\xff", text="By hand [1].", run="run-1", thread="thr_1")
    await answers.add([whole])
    assert await answers.load("pan") == whole
    assert await answers.load("run-1") == whole
    assert await answers.load("other") is None
    assert whole.score == 0.71
    assert whole.cited == ["https://kitchen.example/pans#washing"]


@pytest.mark.parametrize("odd", ["' OR 1=1 --", "🥧" * 1_000, "a\0b\ud800", "עברית", "%_\\"])
async def test_odd_texts_are_kept_and_found(answers: SqlAnswers, odd: str) -> None:
    await answers.add([create_answer("pan", question=odd, page=odd, version=odd, text=odd), create_answer("pot")])
    kept = await answers.load("pan")
    assert kept is not None
    assert kept.question == odd.replace("\0", "").replace("\ud800", "?")
    assert kept.version == kept.question[:100]
    assert await list_ids(answers, AnswerFilter(question=kept.question)) == ["pan"]
    assert await answers.delete(question=odd.upper()) == 1


async def test_pages_hold_everything_once_in_either_order(answers: SqlAnswers) -> None:
    await answers.add([create_answer(f"a{number}", at=NOW + number // 3) for number in range(8)])
    names = [f"a{number}" for number in range(8)]
    for descending in (True, False):
        seen: list[str] = []
        after, has_more = None, True
        while has_more:
            page = await answers.list(ALL, limit=3, after=after, descending=descending)
            seen += [answer.id for answer in page.entries]
            after, has_more = seen[-1], page.has_more
        assert seen == (names[::-1] if descending else names)
    assert not (await answers.list(ALL, limit=3, after="gone")).entries


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (AnswerFilter(since=NOW + 1), ["late"]),
        (AnswerFilter(until=NOW + 1, outcome="answered", reason="uncited"), ["uncited"]),
        (AnswerFilter(outcome="abstained"), ["abstained"]),
        (AnswerFilter(version="1.x"), ["abstained"]),
        (AnswerFilter(locale="fr"), ["late"]),
        (AnswerFilter(page="https://kitchen.example/oven"), ["late"]),
        (AnswerFilter(question="UNCITED was"), ["uncited"]),
        (AnswerFilter(vote=1), ["good"]),
        (AnswerFilter(has_vote=True), ["good", "bad"]),
        (AnswerFilter(is_failed=True), ["doubtful", "bad", "uncited", "abstained"]),
        (AnswerFilter(site="other"), []),
    ],
)
async def test_a_filter_finds_what_it_says(answers: SqlAnswers, wanted: AnswerFilter, found: list[str]) -> None:
    kinds: dict[str, dict[str, Any]] = {
        "abstained": {"outcome": "abstained", "reason": "weak_match", "version": "1.x"},
        "uncited": {"reason": "uncited", "question": "What uncited was?"},
        "bad": {},
        "doubtful": {"unsupported": 2},
        "good": {},
        "late": {"at": NOW + 5, "locale": "fr", "page": "https://kitchen.example/oven/door"},
    }
    await answers.add([create_answer(name, **changes) for name, changes in kinds.items()])
    assert await answers.vote("bad", DOWN)
    assert await answers.vote("good", UP)
    assert await list_ids(answers, wanted) == found


async def test_there_is_one_vote_an_answer_and_it_can_be_taken_back(answers: SqlAnswers) -> None:
    await answers.add([create_answer("pan", run="run-1")])
    for name, vote in (("pan", UP), ("run-1", DOWN), ("pan", None), ("pan", None), ("pan", DOWN)):
        assert await answers.vote(name, vote)
        kept = await answers.load("pan")
        assert kept is not None
        assert kept.vote == vote
    assert not await answers.vote("gone", UP)
    (total,) = await answers.list_days("2026-11-26")
    assert (total.upvotes, total.downvotes) == (0, 1)


async def test_the_vector_is_kept_with_a_vote_against_the_answer(answers: SqlAnswers) -> None:
    await answers.add([create_answer("pan"), create_answer("pot")])
    await answers.vote("pan", DOWN, vector=b"12")
    await answers.vote("pot", UP, vector=b"12")
    assert [kept.vector for name in ("pan", "pot") if (kept := await answers.load(name))] == [b"12", None]


async def test_what_is_deleted_takes_its_vote_with_it(answers: SqlAnswers) -> None:
    names = ("one", "two", "three", "four")
    await answers.add([create_answer(name, thread="thr" if name == "two" else None) for name in names])
    await answers.vote("one", DOWN)
    assert await answers.delete(answer_id="one") == 1
    assert await answers.delete(thread="thr") == 1
    assert await answers.delete(question="  how IS three\nwashed? ") == 1
    assert await answers.delete(answer_id="one", thread="gone", question="never asked") == 0
    assert await answers.delete() == 0
    assert await list_ids(answers) == ["four"]
    await answers.add([create_answer("one")])
    assert await list_ids(answers, AnswerFilter(has_vote=True)) == []


async def test_old_answers_are_forgotten_and_the_totals_stay(answers: SqlAnswers, clock: Clock) -> None:
    old = [create_answer(f"old{number}", at=NOW - 91 * DAY) for number in range(3)]
    await answers.add([*old, create_answer("new", cache="hit", reason="uncited")])
    await answers.vote("old1", UP)
    assert await answers.forget(90) == 3
    assert await list_ids(answers) == ["new"]
    first, second = await answers.list_days("2026-01-01")
    assert (first.day, first.answers, first.upvotes, first.input_tokens, first.seconds) == (
        "2026-08-27",
        3,
        1,
        2700,
        3.75,
    )
    assert (second.day, second.answers, second.from_cache, second.reason) == ("2026-11-26", 1, 1, "uncited")
    assert list(await answers.list_days("2026-01-01", "2026-08-27")) == [first]


async def test_totals_add_up_over_batches_that_come_at_once(answers: SqlAnswers) -> None:
    batches = [[create_answer(f"{batch}-{number}") for number in range(25)] for batch in range(8)]
    await asyncio.gather(*(answers.add(batch) for batch in batches))
    (total,) = await answers.list_days("2026-11-26")
    assert (total.answers, total.output_tokens) == (200, 16_000)


async def test_an_id_that_comes_twice_changes_nothing_that_is_kept(answers: SqlAnswers) -> None:
    await answers.add([create_answer("pan")])
    await answers.add([create_answer("pan", question="Another one?"), create_answer("pot")])
    assert sorted(await list_ids(answers)) == ["pan", "pot"]
    kept = await answers.load("pan")
    assert kept is not None
    assert kept.question == "How is pan washed?"


async def test_a_gap_holds_its_answers_and_is_changed(
    database: Database, gaps: SqlGaps, answers: SqlAnswers, clock: Clock
) -> None:
    await answers.add([create_answer("pan"), create_answer("pot")])
    [gap] = await gaps.add([StoredGap("Washing pans", cause="ranked_low", page="https://kitchen.example/pans")])
    [other] = await gaps.add([StoredGap("Drying", site="other", status="dismissed", vector=b"12")])
    await SqlStatistics(database).assign({gap.number: [1, 99]})
    assert await list_ids(answers, AnswerFilter(gap=gap.number)) == ["pan"]
    assert await answers.count_by_gap() == {gap.number: 1}
    clock.now += 60
    changed = await gaps.save(replace(gap, status="planned", note="with a picture"))
    assert await gaps.load(gap.number) == changed
    assert (changed.created_at, changed.changed_at) == (NOW, NOW + 60)
    assert list(await gaps.list()) == [other, changed]
    assert list(await gaps.list(site="other", status="dismissed")) == [other]
    assert await gaps.delete(gap.number)
    assert not await gaps.delete(gap.number)
    assert [kept.gap for name in ("pan", "pot") if (kept := await answers.load(name))] == [None, None]
    with pytest.raises(UsageError, match="There is no gap"):
        await gaps.save(changed)
