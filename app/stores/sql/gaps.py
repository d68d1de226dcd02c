"""Gaps in SQLite or Postgres."""

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields, replace
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from app.stores.gaps import GapStatus, StoredGap
from app.stores.sql.database import Database
from app.stores.sql.tables import gaps
from chains.errors import UsageError


class SqlGaps:
    """Implements `GapStore`."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    async def save(self, gap: StoredGap) -> StoredGap:
        """Add a gap, or change it; with its number and its times. Raises UsageError for a number that is gone."""
        now = self._clock()
        gap = replace(gap, created_at=gap.created_at or now, changed_at=now)
        values = {name: value for name, value in asdict(gap).items() if name != "number"}
        async with self._database.writing() as connection:
            if not gap.number:
                added = await connection.execute(insert(gaps).values(values).returning(gaps.c.number))
                return replace(gap, number=added.scalar_one())
            done = await connection.execute(update(gaps).where(gaps.c.number == gap.number).values(values))
        if not done.rowcount:
            raise UsageError(f"There is no gap {gap.number}. `askdocs gaps` lists those that there are.")
        return gap

    async def load(self, number: int) -> StoredGap | None:
        """One gap."""
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
