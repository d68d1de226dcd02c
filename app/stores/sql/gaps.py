"""Gaps in SQLite or Postgres."""

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from app.stores.gaps import GapStatus, StoredGap
from app.stores.sql.answer_rows import clean
from app.stores.sql.database import Database
from app.stores.sql.tables import gaps
from chains.errors import UsageError

_NAMES = tuple(field.name for field in fields(StoredGap) if field.name != "number")
_MAX_NUMBER = 2**63 - 1
"""The largest that databases take."""


class SqlGaps:
    """Implements `GapStore`."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    async def add(self, found: Sequence[StoredGap]) -> list[StoredGap]:
        """Add gaps, all or none; with their numbers and their times."""
        if not found:
            return []
        now = self._clock()
        timed = [replace(gap, created_at=gap.created_at or now, changed_at=now) for gap in found]
        rows = [_get_values(gap, _NAMES) for gap in timed]
        adding = insert(gaps).returning(gaps.c.number, sort_by_parameter_order=True)
        async with self._database.writing() as connection:
            numbers = (await connection.execute(adding, rows)).scalars().all()
        return [StoredGap(**row, number=number) for row, number in zip(rows, numbers, strict=True)]

    async def save(self, gap: StoredGap, *, only: Collection[str] = ()) -> StoredGap:
        """Change a gap; with its times. Raises UsageError for a number that is gone."""
        values = _get_values(replace(gap, changed_at=self._clock()), {"changed_at", *only} if only else _NAMES)
        change = update(gaps).where(gaps.c.number == gap.number)
        async with self._database.writing() as connection:
            row = (await connection.execute(change.values(values).returning(*gaps.c))).first()
        if row is None:
            raise UsageError(f"There is no gap {gap.number}. `askdocs gaps` lists those that there are.")
        return _create_gap(row)

    async def load(self, number: int) -> StoredGap | None:
        """One gap."""
        if abs(number) > _MAX_NUMBER:
            return None
        async with self._database.reading() as connection:
            row = (await connection.execute(select(gaps).where(gaps.c.number == number))).first()
        return _create_gap(row) if row else None

    async def list(self, *, site: str = "", status: GapStatus | None = None) -> Sequence[StoredGap]:
        """Gaps, the newest first."""
        query = select(gaps).order_by(gaps.c.number.desc())
        if site:
            query = query.where(gaps.c.site == site)
        if status is not None:
            query = query.where(gaps.c.status == status)
        async with self._database.reading() as connection:
            return [_create_gap(row) for row in (await connection.execute(query)).all()]

    async def delete(self, number: int) -> bool:
        """Delete a gap; its answers stay, without one. Whether there was one."""
        async with self._database.writing() as connection:
            done = await connection.execute(delete(gaps).where(gaps.c.number == number))
        return bool(done.rowcount)


def _create_gap(row: Row[Any]) -> StoredGap:
    return StoredGap(**{field.name: getattr(row, field.name) for field in fields(StoredGap)})


def _get_values(gap: StoredGap, names: Collection[str]) -> dict[str, Any]:
    values = {name: getattr(gap, name) for name in names}
    return {name: clean(value) if isinstance(value, str) else value for name, value in values.items()}
