"""The queue of indexing runs: a table of Postgres, and the statements that change it.

What must hold is held by the table: of a site, one run waits and one is under way. Each statement is whole by itself,
and each time is that of the database's clock. Only the worker that has a run may change it.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import TextClause, text

from app.jobs.bounds import bounded
from app.jobs.job import EndState, Job, Next
from app.stores import Database

SILENT_SECONDS = 30.0
"""A worker that has said nothing for so long is taken for dead."""
UNKNOWN_SECONDS = 86_400.0
"""So long a run of a site that this worker does not know is left to others, which may know it."""
MAX_LOG_CHARACTERS = 100_000
NOW = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS double precision)"
COLUMNS = (
    "number, site, state, cause, rebuild, allow_shrink, attempt, asked_at, due_at, started_at, ended_at, worker, "
    "is_cancelled, detail"
)
_JOIN = "ON CONFLICT (site) WHERE state = 'waiting' DO UPDATE SET rebuild = index_run.rebuild OR excluded.rebuild, "
_JOIN += "allow_shrink = index_run.allow_shrink OR excluded.allow_shrink"
_FOLLOWING = f"""{_JOIN}, attempt = excluded.attempt, due_at = CASE WHEN excluded.due_at > {NOW}
THEN greatest(index_run.due_at, excluded.due_at) ELSE least(index_run.due_at, excluded.due_at) END"""


def _sql(statement: str) -> TextClause:
    """`{…}` are the names above; what comes from outside is always a parameter."""
    for name, value in (("now", NOW), ("columns", COLUMNS), ("join", _JOIN), ("following", _FOLLOWING)):
        statement = statement.replace(f"{{{name}}}", value)
    return text(statement)


_ENQUEUE = _sql(
    "INSERT INTO index_run (site, state, cause, rebuild, allow_shrink, attempt, asked_at, due_at) "
    "VALUES (:site, 'waiting', :cause, :rebuild, :allow_shrink, 1, {now}, {now}) {join} "
    "RETURNING number, (xmax = 0) AS is_new"
)
_FOLLOW = _sql(
    "INSERT INTO index_run (site, state, cause, rebuild, allow_shrink, attempt, asked_at, due_at) "
    "VALUES (:site, 'waiting', :cause, :rebuild, :allow_shrink, :attempt, {now}, "
    "CASE WHEN :delay = 0 THEN :due_at ELSE {now} + :delay END) {following}"
)
_TICK = _sql(
    "INSERT INTO index_tick (site, due_at) VALUES (:site, :due_at) ON CONFLICT (site) DO UPDATE "
    "SET due_at = excluded.due_at WHERE index_tick.due_at < excluded.due_at RETURNING site"
)
_TAKE = _sql(
    "UPDATE index_run SET state = 'running', worker = :worker, started_at = {now}, beat_at = {now} WHERE number = ("
    "SELECT number FROM index_run AS waiting WHERE state = 'waiting' AND due_at <= {now} AND site = ANY(:sites) "
    "AND NOT EXISTS (SELECT 1 FROM index_run AS other WHERE other.site = waiting.site AND other.state = 'running') "
    "ORDER BY due_at, number LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING {columns}"
)
_BEAT = _sql(
    "UPDATE index_run SET beat_at = {now}, detail = :detail, log = :log "
    "WHERE number = :number AND state = 'running' AND worker = :worker RETURNING is_cancelled"
)
_END = _sql(
    "UPDATE index_run SET state = CASE WHEN is_cancelled AND :state NOT IN ('done', 'incomplete') THEN 'cancelled' "
    "ELSE :state END, ended_at = {now}, detail = :detail, log = :log "
    "WHERE number = :number AND state = 'running' AND worker = :worker RETURNING state"
)
_CANCEL = _sql(
    "UPDATE index_run SET is_cancelled = true, "
    "state = CASE state WHEN 'waiting' THEN 'cancelled' ELSE state END, "
    "ended_at = CASE state WHEN 'waiting' THEN {now} ELSE ended_at END "
    "WHERE number = :number AND state IN ('waiting', 'running') RETURNING state"
)
_RESCUE = _sql(
    "WITH lost AS (UPDATE index_run SET state = CASE WHEN is_cancelled THEN 'cancelled' ELSE 'killed' END, "
    "ended_at = {now}, detail = 'Nothing was heard of its worker any more (' || worker || '). ' || detail "
    "WHERE state = 'running' AND beat_at < {now} - :silent "
    "RETURNING site, cause, rebuild, allow_shrink, attempt, due_at, is_cancelled), "
    "following AS (INSERT INTO index_run (site, state, cause, rebuild, allow_shrink, attempt, asked_at, due_at) "
    "SELECT site, 'waiting', cause, rebuild, allow_shrink, attempt + 1, {now}, due_at FROM lost "
    "WHERE NOT is_cancelled AND attempt < :most {following} RETURNING 1) SELECT site FROM lost"
)
_GIVE_UP = _sql(
    "UPDATE index_run SET state = 'failed', ended_at = {now}, detail = :detail "
    "WHERE state = 'waiting' AND due_at < {now} - :seconds AND NOT site = ANY(:sites) RETURNING site"
)


class JobQueue:
    """The queue, as those see it who ask for runs and carry them out. Everything may raise StoreUnavailableError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @bounded
    async def enqueue(
        self, site: str, cause: str, *, rebuild: bool = False, allow_shrink: bool = False
    ) -> tuple[int, bool]:
        """Ask for a run; its number, and whether it is new. A run of the site that waits is joined."""
        values = {"site": site, "cause": cause, "rebuild": rebuild, "allow_shrink": allow_shrink}
        async with self._database.writing() as connection:
            row = (await connection.execute(_ENQUEUE, values)).one()
        return row.number, row.is_new

    @bounded
    async def enqueue_due(self, site: str, due_at: float) -> bool:
        """Ask for the run of a time of the schedule, unless somebody else has done so; whether it was done here."""
        async with self._database.writing() as connection:
            if (await connection.execute(_TICK, {"site": site, "due_at": due_at})).first() is None:
                return False
            values = {"site": site, "cause": "schedule", "rebuild": False, "allow_shrink": False}
            await connection.execute(_ENQUEUE, values)
        return True

    @bounded
    async def take(self, worker: str, sites: Sequence[str]) -> Job | None:
        """Begin the run that is due for the longest time, of a site that nobody indexes now; None: there is none.

        A site has one waiting run, and who asks again stands behind all that waits: so each site has its turn, however
        often one of them is asked for. A run that its worker could not end keeps its place.
        """
        async with self._database.writing() as connection:
            row = (await connection.execute(_TAKE, {"worker": worker, "sites": list(sites)})).first()
        return Job(*row) if row else None

    @bounded
    async def beat(self, job: Job, *, detail: str, log: str) -> bool | None:
        """Tell that it goes on; whether it is to be cancelled, and None when it belongs to its worker no more."""
        async with self._database.writing() as connection:
            row = (await connection.execute(_BEAT, _tell(job, detail, log))).first()
        return row.is_cancelled if row else None

    @bounded
    async def end(
        self, job: Job, state: EndState, *, detail: str, log: str, following: Next | None = None
    ) -> EndState | None:
        """Tell how it ended, and enqueue what follows; how it has ended.

        `cancelled`: somebody has cancelled it meanwhile, and nothing follows. None: it belongs to its worker no more,
        and nothing changes.
        """
        async with self._database.writing() as connection:
            row = (await connection.execute(_END, _tell(job, detail, log) | {"state": state})).first()
            if row is None:
                return None
            if following is not None and row.state != "cancelled":
                values = {"site": job.site, "cause": job.cause, "rebuild": job.rebuild}
                values |= {"allow_shrink": job.allow_shrink, "attempt": following.attempt}
                values |= {"delay": following.delay, "due_at": job.due_at}
                await connection.execute(_FOLLOW, values)
        ended: EndState = row.state
        return ended

    @bounded
    async def cancel(self, number: int) -> str:
        """Cancel a run; `cancelled` when it waited, `running` when its worker will end it, empty when it was over."""
        async with self._database.writing() as connection:
            row = (await connection.execute(_CANCEL, {"number": number})).first()
        return row.state if row else ""

    @bounded
    async def rescue(self, most_attempts: int, silent_seconds: float = SILENT_SECONDS) -> list[str]:
        """End the runs whose workers have gone silent, and enqueue them anew; their sites."""
        return await self._change(_RESCUE, silent=silent_seconds, most=most_attempts)

    @bounded
    async def give_up_unknown(self, sites: Sequence[str], seconds: float = UNKNOWN_SECONDS) -> list[str]:
        """End runs that wait for long, of sites that are none of these; the sites."""
        detail = "No worker knows this site: langserve.yaml does not name it any more, or names no sources for it."
        return await self._change(_GIVE_UP, sites=list(sites), seconds=seconds, detail=detail)

    async def _change(self, statement: TextClause, **values: Any) -> list[str]:
        async with self._database.writing() as connection:
            return list((await connection.execute(statement, values)).scalars())


def _tell(job: Job, detail: str, log: str) -> dict[str, Any]:
    """Postgres holds no NUL."""
    told = {"detail": detail, "log": log[-MAX_LOG_CHARACTERS:]}
    return {"number": job.number, "worker": job.worker} | {name: text.replace("\0", "") for name, text in told.items()}
