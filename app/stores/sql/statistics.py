"""What many answers say together: which questions failed, and what is asked and cited most."""

import json
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select, tuple_

from app.stores.answers import AnswerFilter
from app.stores.sql.answer_rows import create_conditions
from app.stores.sql.database import Database
from app.stores.sql.tables import answers, votes

_AT_ONCE = 10_000
_IDS_AT_ONCE = 500
_FAILED = (
    *("id", "at", "question", "question_digest", "outcome", "reason", "unsupported"),
    *("version", "locale", "generation", "gap", "found"),
)


@dataclass(frozen=True, slots=True)
class FailedAnswer:
    """One answer that failed: what is grouped."""

    id: str
    at: float
    question: str
    question_digest: bytes
    """Equal for questions that differ in blanks and case alone."""
    outcome: str
    reason: str
    unsupported: int
    version: str
    locale: str
    generation: str
    gap: int | None
    found: tuple[tuple[str, float], ...]
    """The pages of the passages that the search brought, best first, without anchors, each with its cosine."""
    is_downvoted: bool

    def list_pages(self, *, near: float = 0.0) -> list[str]:
        """The pages of passages whose cosine is at least `near`."""
        return [page for page, score in self.found if score >= near]


@dataclass(frozen=True, slots=True)
class PageCount:
    """How often a page was cited, and how often in an answer that was voted down."""

    url: str
    cited: int
    downvoted: int


class SqlStatistics:
    """Reads answers in SQLite or Postgres, many at a time.

    Every method raises StoreUnavailableError when the database cannot be reached.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def list_failed(self, site: str, since: float) -> list[FailedAnswer]:
        """The answers of a site that failed since then, the newest first."""
        columns = [answers.c[name] for name in _FAILED]
        wanted = create_conditions(AnswerFilter(site=site, since=since, is_failed=True))
        query = select(*columns, votes.c.value).select_from(answers.outerjoin(votes)).where(*wanted)
        return [_create_failed(row) async for row in self._read(query)]

    async def load_vectors(self, answer_ids: Sequence[str]) -> dict[str, bytes]:
        """The vectors of these answers' questions, as float16; those without one are left out."""
        vectors: dict[str, bytes] = {}
        async with self._database.reading() as connection:
            for start in range(0, len(answer_ids), _IDS_AT_ONCE):
                named = answers.c.id.in_(answer_ids[start : start + _IDS_AT_ONCE])
                query = select(answers.c.id, answers.c.vector).where(named, answers.c.vector.is_not(None))
                vectors |= {row.id: row.vector for row in await connection.execute(query)}
        return vectors

    async def rank_questions(self, site: str, since: float, *, limit: int) -> list[tuple[str, int]]:
        """The questions that were asked most since then, with how often."""
        count = func.count().label("asked")
        query = select(func.max(answers.c.question).label("question"), count).where(*_is_of(site, since))
        query = query.group_by(answers.c.question_digest).order_by(count.desc(), "question").limit(limit)
        async with self._database.reading() as connection:
            return [(row.question, row.asked) for row in await connection.execute(query)]

    async def count_pages(self, site: str, since: float) -> list[PageCount]:
        """The pages that were cited since then, the most cited first."""
        query = select(answers.c.found, votes.c.value).select_from(answers.outerjoin(votes)).where(*_is_of(site, since))
        cited: Counter[str] = Counter()
        downvoted: Counter[str] = Counter()
        async for row in self._read(query):
            pages = {_get_page(url) for url, _, is_cited in json.loads(row.found) if is_cited}
            cited.update(pages)
            if row.value == -1:
                downvoted.update(pages)
        return [PageCount(url, count, downvoted[url]) for url, count in cited.most_common()]

    async def _read(self, query: Select[Any]) -> AsyncIterator[Row[Any]]:
        """The rows of a query over answers, the newest first; never more than some are in memory."""
        query = query.add_columns(answers.c.at.label("_at"), answers.c.number.label("_number")).limit(_AT_ONCE)
        query = query.order_by(answers.c.at.desc(), answers.c.number.desc())
        part = query
        while True:
            async with self._database.reading() as connection:
                rows = (await connection.execute(part)).all()
            for row in rows:
                yield row
            if len(rows) < _AT_ONCE:
                return
            last = rows[-1]._mapping  # noqa: SLF001 - SQLAlchemy's public name begins so
            part = query.where(tuple_(answers.c.at, answers.c.number) < tuple_(last["_at"], last["_number"]))


def _is_of(site: str, since: float) -> list[ColumnElement[bool]]:
    return [answers.c.site == site, answers.c.at >= since]


def _create_failed(row: Any) -> FailedAnswer:
    values = {name: getattr(row, name) for name in _FAILED if name != "found"}
    return FailedAnswer(
        **values,
        found=tuple((_get_page(url), score) for url, score, _ in json.loads(row.found)),
        is_downvoted=row.value == -1,
    )


def _get_page(url: str) -> str:
    return str(url).partition("#")[0]
