"""One pace of embedding calls for all workers: what each has begun is counted in Postgres, by its clock."""

import asyncio
import math
import time
from typing import Any

import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from app.gemini import HOUR, HOURS_KEPT, MINUTE, PATIENCE_SECONDS, Call, create_spent_error, find_free_at
from app.jobs.bounds import bounded
from app.jobs.queue import NOW
from app.settings import GeminiSettings
from app.stores import Database
from chains.errors import StoreUnavailableError

_LOCK = 7_305_811_401
"""Who asks whether a call may begin waits for whoever asks it now. No other lock of ours has this number."""
_LATENCY_SECONDS = 60.0
"""A call that its worker does not end, because it died, leaves the window so long after the longest that one takes."""
_PAUSE_SECONDS = 2.0
_LOOK_AGAIN_SECONDS = 0.2
"""For a call that is under way for longer than a minute: when it ends is not known."""
_SELECT_LOCK = text(
    "SELECT set_config('idle_in_transaction_session_timeout', '10000', true), pg_advisory_xact_lock(:lock)"
)
"""A worker that is stopped while it has the lock loses it after 10 s."""
_SELECT_CALLS = text(
    "SELECT tokens, coalesce(expires_at, began_at + :minute) AS expires FROM embedding_call ORDER BY expires"
)


class SharedPace:
    """See `app.gemini.Pace`. A database that is away is waited for: what was embedded so far is stored."""

    def __init__(self, settings: GeminiSettings, database: Database) -> None:
        self._settings = settings
        self._database = database
        self._lost_seconds = MINUTE + settings.embedding_timeout_seconds + _LATENCY_SECONDS

    async def begin(self, tokens: int) -> Call | float:
        """Count a call, if it may begin now; else the seconds until it is worth asking again.

        Raises:
            DailyQuotaError: the tokens of the day are used up.
            StoreUnavailableError: the database has been away for long.
        """
        began = time.monotonic()
        while True:
            try:
                return await self._begin(tokens)
            except StoreUnavailableError:
                if time.monotonic() - began > PATIENCE_SECONDS:
                    raise
                await asyncio.sleep(_PAUSE_SECONDS)

    async def end(self, call: Call) -> None:
        """It was answered: a minute from now it leaves the window."""
        await self._note(f"UPDATE embedding_call SET expires_at = {NOW} + :minute WHERE number = :number", call)  # noqa: S608 - a name of ours

    async def give_back(self, call: Call) -> None:
        """Gemini has refused it, and does not count it."""
        await self._note("DELETE FROM embedding_call WHERE number = :number", call)
        if self._settings.embedding_tokens_per_day:
            await self._note(
                "UPDATE embedding_hour SET tokens = greatest(0, tokens - :tokens) "
                "WHERE hour = (SELECT max(hour) FROM embedding_hour)",
                call,
            )

    async def hold(self, seconds: float) -> None:
        """Let no call begin for so long, in no worker."""
        await self._note(
            f"INSERT INTO embedding_hold (number, until) VALUES (1, {NOW} + :seconds) ON CONFLICT (number) "  # noqa: S608 - a name of ours
            "DO UPDATE SET until = greatest(embedding_hold.until, excluded.until)",
            seconds=seconds,
        )

    async def aclose(self) -> None:
        """Close the connections."""
        await self._database.aclose()

    @bounded
    async def _begin(self, tokens: int) -> Call | float:
        async with self._database.writing() as connection:
            return await self._count(connection, tokens)

    async def _count(self, connection: AsyncConnection, tokens: int) -> Call | float:
        await connection.execute(_SELECT_LOCK, {"lock": _LOCK})
        found = await connection.execute(
            text(f"SELECT {NOW}, (SELECT coalesce(max(until), 0) FROM embedding_hold)")  # noqa: S608 - a name of ours
        )
        now, resume_at = found.one()
        await connection.execute(
            text("DELETE FROM embedding_call WHERE coalesce(expires_at, began_at + :lost) <= :now"),
            {"now": now, "lost": self._lost_seconds},
        )
        rows = await connection.execute(_SELECT_CALLS, {"minute": MINUTE})
        calls = [Call(spent, max(expires, now + _LOOK_AGAIN_SECONDS)) for spent, expires in rows]
        free_at = max(resume_at, find_free_at(calls, tokens, self._settings))
        if free_at > now:
            return float(free_at - now)
        await self._spend(connection, tokens, now)
        inserted = await connection.execute(
            text("INSERT INTO embedding_call (began_at, tokens) VALUES (:now, :tokens) RETURNING number"),
            {"now": now, "tokens": tokens},
        )
        return Call(tokens, math.inf, inserted.scalar_one())

    async def _spend(self, connection: AsyncConnection, tokens: int, now: float) -> None:
        """Count the tokens of the hour, unless the last 24 hours have had enough of them."""
        limit = self._settings.embedding_tokens_per_day
        if not limit:
            return
        hour = int(now // HOUR)
        await connection.execute(text("DELETE FROM embedding_hour WHERE hour <= :old"), {"old": hour - HOURS_KEPT})
        rows = (await connection.execute(text("SELECT hour, tokens FROM embedding_hour WHERE tokens > 0"))).all()
        if sum(used for _, used in rows) + min(tokens, limit) > limit:
            raise create_spent_error(limit, min(hour for hour, _ in rows), now)
        await connection.execute(
            text(
                "INSERT INTO embedding_hour (hour, tokens) VALUES (:hour, :tokens) ON CONFLICT (hour) "
                "DO UPDATE SET tokens = embedding_hour.tokens + excluded.tokens"
            ),
            {"hour": hour, "tokens": tokens},
        )

    async def _note(self, statement: str, call: Call | None = None, **values: Any) -> None:
        """Change a row. When that fails, the call counts for longer than it need: no limit is broken."""
        if call is not None:
            values |= {"number": call.number, "tokens": call.tokens, "minute": MINUTE}
        wanted = {name: value for name, value in values.items() if f":{name}" in statement}
        try:
            await self._execute(statement, wanted)
        except StoreUnavailableError:
            structlog.stdlib.get_logger("askdocs.index_runs").warning("pace_not_noted")

    @bounded
    async def _execute(self, statement: str, values: dict[str, Any]) -> None:
        async with self._database.writing() as connection:
            await connection.execute(text(statement), values)
