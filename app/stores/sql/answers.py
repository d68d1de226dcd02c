"""Answers and their votes in SQLite or Postgres."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, exists, func, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from app.stores.answers import AnswerFilter, DayTotal, StoredAnswer, StoredVote
from app.stores.sql.answer_rows import (
    DAY_KEY,
    SELECTION,
    SUMS,
    clean,
    create_answer,
    create_conditions,
    create_row,
    digest_question,
    get_day,
    total_days,
)
from app.stores.sql.database import Database
from app.stores.sql.deletion import delete_answers
from app.stores.sql.tables import answer_days, answers, votes
from app.stores.threads import StoredPage

_DAY = 86_400
_FORGET_AT_ONCE = 5_000
"""Answers deleted in one transaction: other writers wait no longer than for these."""


class SqlAnswers:
    """Implements `AnswerStore`."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock
        self._insertion = database.insert(answers).on_conflict_do_nothing(index_elements=["id"])
        total = database.insert(answer_days)
        self._counting = total.on_conflict_do_update(
            index_elements=list(DAY_KEY),
            set_={name: answer_days.c[name] + total.excluded[name] for name in SUMS},
        )

    async def add(self, added: Sequence[StoredAnswer]) -> None:
        """Add answers, and count them in the totals of their days."""
        if not added:
            return
        async with self._database.writing() as connection:
            await connection.execute(self._insertion, [create_row(answer) for answer in added])
            await connection.execute(self._counting, total_days(added))

    async def load(self, answer_id: str) -> StoredAnswer | None:
        """The answer with this id, or with this `run`, with its vote."""
        async with self._database.reading() as connection:
            row = (await connection.execute(SELECTION.where(_names(answer_id)))).first()
        return create_answer(row) if row else None

    async def list(
        self, wanted: AnswerFilter, *, limit: int, after: str | None = None, descending: bool = True
    ) -> StoredPage[StoredAnswer]:
        """Answers in the order of their times, behind the one with the id `after`."""
        place = tuple_(answers.c.at, answers.c.number)
        query = SELECTION.where(*create_conditions(wanted))
        if after is not None:
            start = select(answers.c.at, answers.c.number).where(answers.c.id == clean(after)).subquery()
            edge = select(start.c.at, start.c.number).scalar_subquery()
            query = query.where((place < edge) if descending else (place > edge))
        order = (answers.c.at.desc(), answers.c.number.desc()) if descending else (answers.c.at, answers.c.number)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query.order_by(*order).limit(limit + 1))).all()
        return StoredPage([create_answer(row) for row in rows[:limit]], has_more=len(rows) > limit)

    async def count(self, wanted: AnswerFilter) -> int:
        """How many there are."""
        query = select(func.count()).select_from(answers.outerjoin(votes)).where(*create_conditions(wanted))
        async with self._database.reading() as connection:
            return int((await connection.execute(query)).scalar_one())

    async def count_by_gap(self) -> Mapping[int, int]:
        """How many belong to each gap; one without any is left out."""
        gap = answers.c.gap
        query = select(gap, func.count()).where(gap.is_not(None)).group_by(gap)
        async with self._database.reading() as connection:
            return {row[0]: row[1] for row in await connection.execute(query)}

    async def vote(self, answer_id: str, vote: StoredVote | None, *, vector: bytes | None = None) -> bool:
        """Set the vote for a delivered answer, or take it back with None; False when there is no such answer."""
        async with self._database.writing() as connection:
            row = (await connection.execute(SELECTION.where(_names(answer_id)).with_for_update(of=answers))).first()
            if row is None:
                return False
            await self._set_vote(connection, row, vote)
            if vote is not None and vote.value < 0 and vector is not None and row.vector is None:
                changing = update(answers).where(answers.c.number == row.number)
                await connection.execute(changing.values(vector=vector))
        return True

    async def _set_vote(self, connection: AsyncConnection, row: Row[Any], vote: StoredVote | None) -> None:
        if vote is None:
            await connection.execute(delete(votes).where(votes.c.answer == row.number))
        else:
            values = {
                "at": vote.at or self._clock(),
                "value": vote.value,
                "reasons": ",".join(vote.reasons),
                "note": clean(vote.note),
                "actor": vote.actor,
            }
            statement = self._database.insert(votes).values(answer=row.number, **values)
            await connection.execute(statement.on_conflict_do_update(index_elements=["answer"], set_=values))
        value = vote.value if vote is not None else 0
        changes = {
            name: (value == sign) - (row.vote_value == sign) for name, sign in (("upvotes", 1), ("downvotes", -1))
        }
        is_day = and_(*(answer_days.c[name] == getattr(row, name) for name in DAY_KEY if name != "day"))
        counting = update(answer_days).where(answer_days.c.day == get_day(row.at), is_day)
        await connection.execute(
            counting.values({name: answer_days.c[name] + change for name, change in changes.items()})
        )

    async def count_votes(self, actor: str) -> int:
        """How many answers bear a vote of this actor."""
        query = select(func.count()).select_from(votes).where(votes.c.actor == actor)
        async with self._database.reading() as connection:
            return int((await connection.execute(query)).scalar_one())

    async def delete(self, *, answer_id: str = "", thread: str = "", question: str = "") -> int:
        """Delete the answer of this id, those of this thread, and those to this question; how many they were.

        What their gaps were called goes with them.
        """
        matching: list[ColumnElement[bool]] = []
        if answer_id:
            matching.append(_names(answer_id))
        if thread:
            matching.append(answers.c.thread == clean(thread))
        if question:
            matching.append(answers.c.question_digest == digest_question(question))
        if not matching:
            return 0
        async with self._database.writing() as connection:
            return await delete_answers(connection, or_(*matching))

    async def forget(self, days: int) -> int:
        """Delete the answers that are older, some at a time; how many they were."""
        before, deleted = self._clock() - days * _DAY, 0
        oldest = select(answers.c.number).where(answers.c.at < before).limit(_FORGET_AT_ONCE)
        while True:
            async with self._database.writing() as connection:
                done = await connection.execute(delete(answers).where(answers.c.number.in_(oldest)))
            deleted += done.rowcount
            if done.rowcount < _FORGET_AT_ONCE:
                return int(deleted)

    async def list_days(self, since: str, until: str = "9999") -> Sequence[DayTotal]:
        """The totals from one day to another, both included, such as 2026-11-26."""
        columns = answer_days.c
        query = select(answer_days).where(columns.day >= since, columns.day <= until)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query.order_by(*(columns[name] for name in DAY_KEY)))).all()
        return [DayTotal(**row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name begins so


def _names(answer_id: str) -> ColumnElement[bool]:
    """By its own id; else by its run, so that an id is never taken for another answer's run."""
    answer_id = clean(answer_id)
    is_id = answers.c.id == answer_id
    same = answers.alias("same")
    return or_(is_id, and_(answers.c.run == answer_id, ~exists().where(same.c.id == answer_id)))
