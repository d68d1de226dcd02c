"""What the queue tells: runs that wait, are under way and have ended, and how much there is to do."""

from collections.abc import Sequence

from sqlalchemy import text

from app.jobs.bounds import bounded
from app.jobs.job import Job, QueueFigures, SiteSummary
from app.jobs.queue import COLUMNS, NOW
from app.stores import Database

KEPT_OF_SITE = 50
_OF_SITE = text(
    f"SELECT {COLUMNS} FROM index_run WHERE site = :site ORDER BY state = 'running' DESC, number DESC LIMIT 1"  # noqa: S608 - names of ours
)
_ONE = text(f"SELECT {COLUMNS} FROM index_run WHERE number = :number")  # noqa: S608 - the same
_OPEN = text(
    f"SELECT {COLUMNS} FROM index_run WHERE state IN ('running', 'waiting') AND :site IN ('', site) "  # noqa: S608 - the same
    "ORDER BY state = 'waiting', due_at, number LIMIT :limit"
)
_ENDED = text(
    f"SELECT {COLUMNS} FROM index_run WHERE state NOT IN ('running', 'waiting') AND :site IN ('', site) "  # noqa: S608 - the same
    "ORDER BY ended_at DESC, number DESC LIMIT :limit"
)
_LOG = text("SELECT log FROM index_run WHERE number = :number")
_LAST_LOG = text("SELECT log FROM index_run WHERE site = :site AND state <> 'waiting' ORDER BY number DESC LIMIT 1")
_SUMMARY = text(
    "WITH success AS (SELECT site, max(number) AS number, max(ended_at) AS at FROM index_run "
    "WHERE state IN ('done', 'incomplete') GROUP BY site) "
    "SELECT site, coalesce(max(success.at), 0), count(*) FILTER "
    "(WHERE state IN ('failed', 'killed') AND index_run.number > coalesce(success.number, 0)) "
    "FROM index_run LEFT JOIN success USING (site) WHERE site = ANY(:sites) GROUP BY site"
)
_FIGURES = text(
    f"SELECT count(*) FILTER (WHERE state = 'waiting' AND due_at <= {NOW}), "  # noqa: S608 - the same
    "count(*) FILTER (WHERE state = 'running'), "
    f"count(*) FILTER (WHERE state = 'waiting' AND due_at > {NOW}), "
    f"greatest(0, coalesce(max({NOW} - due_at) FILTER (WHERE state = 'waiting'), 0)) "
    "FROM index_run WHERE state IN ('waiting', 'running')"
)
_FORGET = text(
    "DELETE FROM index_run WHERE number IN (SELECT number FROM ("
    "SELECT number, row_number() OVER (PARTITION BY site ORDER BY number DESC) AS place, "
    "row_number() OVER (PARTITION BY site, state IN ('done', 'incomplete') ORDER BY number DESC) AS place_of_kind, "
    "state FROM index_run WHERE state NOT IN ('waiting', 'running')) AS ended "
    "WHERE place > :kept AND NOT (state IN ('done', 'incomplete') AND place_of_kind = 1))"
)


class JobRecords:
    """The queue, as those see it who look. Everything may raise StoreUnavailableError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @bounded
    async def find(self, number: int) -> Job | None:
        """One run."""
        return next(iter(await self._list(_ONE, number=number)), None)

    @bounded
    async def find_last(self, site: str) -> Job | None:
        """The run of a site that is under way, else the newest."""
        return next(iter(await self._list(_OF_SITE, site=site)), None)

    @bounded
    async def list_open(self, site: str = "", limit: int = 1_000) -> list[Job]:
        """Those under way, then those that wait, in the order of their turns; of one site, or of all."""
        return await self._list(_OPEN, site=site, limit=limit)

    @bounded
    async def list_ended(self, site: str = "", limit: int = 50) -> list[Job]:
        """The newest first."""
        return await self._list(_ENDED, site=site, limit=limit)

    @bounded
    async def load_log(self, number: int) -> str:
        """What a run wrote, the end of it."""
        async with self._database.reading() as connection:
            return (await connection.execute(_LOG, {"number": number})).scalar() or ""

    @bounded
    async def load_last_log(self, site: str) -> str:
        """What the last run of a site wrote."""
        async with self._database.reading() as connection:
            return (await connection.execute(_LAST_LOG, {"site": site})).scalar() or ""

    @bounded
    async def summarize(self, sites: Sequence[str]) -> dict[str, SiteSummary]:
        """How the runs of each site went; those of which there was none, too."""
        async with self._database.reading() as connection:
            rows = (await connection.execute(_SUMMARY, {"sites": list(sites)})).all()
        found = {site: SiteSummary(at, failures) for site, at, failures in rows}
        return {site: found.get(site, SiteSummary(0.0, 0)) for site in sites}

    @bounded
    async def count(self) -> QueueFigures:
        """How much there is to do."""
        async with self._database.reading() as connection:
            return QueueFigures(*(await connection.execute(_FIGURES)).one())

    @bounded
    async def read_clock(self) -> float:
        """The time of the database, by which everybody goes."""
        async with self._database.reading() as connection:
            return float((await connection.execute(text(f"SELECT {NOW}"))).scalar_one())

    @bounded
    async def forget(self, kept: int = KEPT_OF_SITE) -> None:
        """Delete old runs: of each site, the newest stay, and the last one that succeeded."""
        async with self._database.writing() as connection:
            await connection.execute(_FORGET, {"kept": kept})

    async def _list(self, statement: object, **values: object) -> list[Job]:
        async with self._database.reading() as connection:
            return [Job(*row) for row in await connection.execute(statement, values)]  # type: ignore[call-overload]  # a text of ours
