"""What many answers say together: which questions failed, and what is asked and cited most."""

from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pydantic_core import from_json
from sqlalchemy import ColumnElement, Row, Select, bindparam, func, select, tuple_, update

from app.stores.sql.answer_rows import is_unanswered
from app.stores.sql.database import Database
from app.stores.sql.tables import answers, votes

_AT_ONCE = 10_000
_NAMED_AT_ONCE = 500
_FAILED = ("question", "outcome", "reason", "unsupported", "version", "locale", "generation", "found")


class Failure(NamedTuple):
    """One answer that failed, by the number of its row."""

    number: int
    at: float
    gap: int | None = None


@dataclass(frozen=True, slots=True)
class FailedAnswer:
    """What there is to know of an answer that failed."""

    question: str
    outcome: str
    reason: str
    unsupported: int
    version: str
    locale: str
    generation: str
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

    async def list_failures(self, site: str, since: float) -> dict[bytes, list[Failure]]:
        """The answers of a site that failed since then by their questions, the newest first.

        Questions that differ in blanks and case alone are one. No row is read for it, only its places in two indexes.
        """
        columns = answers.c
        of_gap = select(columns.number, columns.gap).where(columns.gap.is_not(None))
        query = select(columns.question_digest).where(*_is_of(site, since))
        async with self._database.reading() as connection:
            gaps = {row.number: row.gap for row in await connection.execute(of_gap)}
        found = {
            (at, number): digest
            for wanted in (query.where(is_unanswered()), query.where(_is_downvoted()))
            async for rows in self._read(wanted)
            for digest, at, number in rows
        }
        failures: dict[bytes, list[Failure]] = {}
        for at, number in sorted(found, reverse=True):
            failures.setdefault(found[at, number], []).append(Failure(number, at, gaps.get(number)))
        return failures

    async def load_failed(self, numbers: Sequence[int]) -> dict[int, FailedAnswer]:
        """These answers by their numbers."""
        columns = [answers.c[name] for name in ("number", *_FAILED)]
        query = select(*columns, votes.c.value).select_from(answers.outerjoin(votes))
        return {row.number: _create_failed(row) async for row in self._find(query, numbers)}

    async def load_vectors(self, numbers: Sequence[int]) -> dict[int, bytes]:
        """The vectors of these answers' questions, as float16; those without one are left out."""
        query = select(answers.c.number, answers.c.vector).where(answers.c.vector.is_not(None))
        return {row.number: row.vector async for row in self._find(query, numbers)}

    async def assign(self, members: Mapping[int, Sequence[int]]) -> None:
        """Say to which gap answers belong, by their numbers; no other writer waits longer than for some of them."""
        rows = [{"row": number, "of": gap} for gap, numbers in members.items() for number in numbers]
        change = update(answers).where(answers.c.number == bindparam("row")).values(gap=bindparam("of"))
        for start in range(0, len(rows), _NAMED_AT_ONCE):
            async with self._database.writing() as connection:
                await connection.execute(change, rows[start : start + _NAMED_AT_ONCE])

    async def find_deleted(self, numbers: Sequence[int]) -> set[int]:
        """Those of these answers, by their numbers, that are there no longer."""
        return set(numbers) - {row.number async for row in self._find(select(answers.c.number), numbers)}

    async def rank_questions(self, site: str, since: float, *, limit: int) -> list[tuple[str, int]]:
        """The questions that were asked most since then, in their newest words, with how often."""
        # Behind a function: else SQLite would read all rows, in the order of the index of this column.
        digest = func.substr(answers.c.question_digest, 1)
        count = func.count().label("asked")
        newest = func.max(answers.c.number).label("newest")
        query = select(newest, count).where(*_is_of(site, since)).group_by(digest)
        most = query.order_by(count.desc(), newest.desc()).limit(limit).subquery()
        named = select(answers.c.question, most.c.asked).join(most, answers.c.number == most.c.newest)
        async with self._database.reading() as connection:
            rows = await connection.execute(named.order_by(most.c.asked.desc(), most.c.newest.desc()))
            return [(row.question, row.asked) for row in rows]

    async def count_pages(self, site: str, since: float) -> list[PageCount]:
        """The pages that were cited since then, the most cited first."""
        query = select(answers.c.found).where(*_is_of(site, since))
        cited = await self._count_cited(query)
        downvoted = await self._count_cited(query.where(_is_downvoted()))
        return [PageCount(url, count, downvoted[url]) for url, count in cited.most_common()]

    async def _count_cited(self, query: Select[Any]) -> Counter[str]:
        cited: Counter[str] = Counter()
        async for rows in self._read(query):
            found = (from_json(row[0]) for row in rows)
            together = Counter([tuple([url for url, _, is_cited in passages if is_cited]) for passages in found])
            for urls, count in together.items():  # many answers cite the same passages
                for page in {_get_page(url) for url in urls}:
                    cited[page] += count
        return cited

    async def _find(self, query: Select[Any], numbers: Sequence[int]) -> AsyncIterator[Row[Any]]:
        """The rows of a query over answers that have these numbers, some at a time."""
        async with self._database.reading() as connection:
            for start in range(0, len(numbers), _NAMED_AT_ONCE):
                some = answers.c.number.in_(numbers[start : start + _NAMED_AT_ONCE])
                for row in await connection.execute(query.where(some)):
                    yield row

    async def _read(self, query: Select[Any]) -> AsyncIterator[Sequence[Row[*tuple[Any, ...]]]]:
        """The rows of a query over answers, the newest first, each with its time and its number at the end.

        They come in batches, of which only one is in memory.
        """
        query = query.add_columns(answers.c.at, answers.c.number).limit(_AT_ONCE)
        query = query.order_by(answers.c.at.desc(), answers.c.number.desc())
        part = query
        while True:
            async with self._database.reading() as connection:
                rows = (await connection.execute(part)).all()
            yield rows
            if len(rows) < _AT_ONCE:
                return
            part = query.where(tuple_(answers.c.at, answers.c.number) < tuple_(*rows[-1][-2:]))


def _is_of(site: str, since: float) -> list[ColumnElement[bool]]:
    return [answers.c.site == site, answers.c.at >= since]


def _is_downvoted() -> ColumnElement[bool]:
    """By votes, which are few: not one is looked for of each of a million answers."""
    return answers.c.number.in_(select(votes.c.answer).where(votes.c.value == -1))


def _create_failed(row: Any) -> FailedAnswer:
    values = {name: getattr(row, name) for name in _FAILED if name != "found"}
    found = tuple((_get_page(url), score) for url, score, _ in from_json(row.found))
    return FailedAnswer(**values, found=found, is_downvoted=row.value == -1)


def _get_page(url: str) -> str:
    return url.partition("#")[0]
