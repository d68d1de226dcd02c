"""Names for those who vote, that tell them apart for one day and say nothing else of them."""

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable

from sqlalchemy import delete, select

from app.stores.sql.answer_rows import get_day
from app.stores.sql.database import Database
from app.stores.sql.tables import salts

_SALT_BYTES = 32
_NAME_CHARACTERS = 32
_DAY = 86_400


class Actors:
    """HMACs with a salt that all processes share. It is made anew each day (UTC) and deleted a day later.

    When a salt is gone, nobody can find out any more which address a name stood for.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock
        self._day = ""
        self._salt = b""

    async def name(self, actor: str) -> str:
        """The name of today. Raises StoreUnavailableError."""
        today = get_day(self._clock())
        if self._day != today:
            self._salt = await self._load(today)
            self._day = today
        return hmac.new(self._salt, actor.encode(), hashlib.sha256).hexdigest()[:_NAME_CHARACTERS]

    async def forget(self) -> int:
        """Delete the salts of the days before yesterday; how many they were."""
        yesterday = get_day(self._clock() - _DAY)
        async with self._database.writing() as connection:
            return int((await connection.execute(delete(salts).where(salts.c.day < yesterday))).rowcount)

    async def _load(self, today: str) -> bytes:
        insertion = self._database.insert(salts).values(day=today, value=secrets.token_bytes(_SALT_BYTES))
        async with self._database.writing() as connection:
            await connection.execute(insertion.on_conflict_do_nothing(index_elements=["day"]))
            found = await connection.execute(select(salts.c.value).where(salts.c.day == today))
            return bytes(found.scalar_one())
