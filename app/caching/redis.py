"""Values in Redis, for all processes of one version of askdocs."""

import asyncio
import secrets
from hashlib import blake2b
from math import ceil
from typing import Any

from app import __version__
from app.caching.port import NO_TURN, Key, Turn
from app.observability.metrics import get_metrics
from app.redis import RedisLink
from chains.errors import RedisUnavailableError

FORMAT = b"\x01"
"""Of a value in Redis: this byte, a checksum of its name and itself, and what was to be kept."""
MAX_VALUE_BYTES = 256_000
"""Forty times an answer with eight sources: whatever is larger fills Redis for one question."""
_CHECKSUM_BYTES = 16
_FIRST_PAUSE, _LONGEST_PAUSE = 0.01, 0.2
_READ_OR_LOCK = """
local value = redis.call('GET', KEYS[1])
if value then return value end
if redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
return 0
"""
_KEEP_AND_UNLOCK = """
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
if redis.call('GET', KEYS[2]) == ARGV[3] then redis.call('DEL', KEYS[2]) end
"""
_UNLOCK = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"


class RedisStore:
    """What one process keeps, all others find, each value for so many `seconds`.

    What comes back is not believed: a value of another format, one that was cut off or lies under another name is none.
    """

    def __init__(
        self,
        name: str,
        link: RedisLink,
        *,
        seconds: float,
        version: str = __version__,
    ) -> None:
        """Processes of another `version` have values of their own: they may ask, prove and write otherwise."""
        self._name = name
        self._link = link
        self._prefix = f"askdocs:cache:{version}:{name}"
        self._milliseconds = ceil(seconds * 1000)
        self._read_or_lock = link.client.register_script(_READ_OR_LOCK)
        self._keep_and_unlock = link.client.register_script(_KEEP_AND_UNLOCK)
        self._unlock = link.client.register_script(_UNLOCK)

    async def get(self, key: Key) -> bytes | None:
        """The value; None when it is not there, is not ours, or cannot be had in time."""
        name = self._find_name(key)
        try:
            stored: Any = await self._link.call(lambda client: client.get(name))
        except RedisUnavailableError:
            return None
        value = self._open(name, stored)
        self._note("found" if value is not None else "nothing" if stored is None else "rejected")
        return value

    async def take_turn(self, key: Key, *, wait: float, lease: float) -> Turn:
        """See `CacheStore.take_turn`. Looks again after pauses that grow."""
        name, token = self._find_name(key), secrets.token_hex(16)
        now = asyncio.get_running_loop().time
        until, pause, has_waited = now() + wait, _FIRST_PAUSE, False
        while True:
            try:
                found = await self._link.call(
                    lambda _: self._read_or_lock([name, _lock(name)], [token, ceil(lease * 1000)])
                )
            except RedisUnavailableError:
                return NO_TURN
            if isinstance(found, bytes):
                value = self._open(name, found)
                self._note("rejected" if value is None else "waited" if has_waited else "found")
                return Turn(value)
            if found:
                return Turn(token=token)
            if now() + pause > until:
                self._note("gave_up")
                return NO_TURN
            has_waited = True
            await asyncio.sleep(pause)
            pause = min(1.5 * pause, _LONGEST_PAUSE)

    async def put(self, key: Key, value: bytes, turn: Turn = NO_TURN) -> None:
        """Keep a value unless it is too large, and end the turn."""
        name = self._find_name(key)
        if len(value) > MAX_VALUE_BYTES:
            self._note("too_large")
            await self.end_turn(key, turn)
            return
        sealed = FORMAT + _create_checksum(name, value) + value
        arguments: list[bytes | int | str] = [sealed, self._milliseconds, turn.token]
        try:
            await self._link.call(lambda _: self._keep_and_unlock([name, _lock(name)], arguments))
        except RedisUnavailableError:
            await self.end_turn(key, turn)  # a full Redis still deletes
        else:
            self._note("kept")

    async def end_turn(self, key: Key, turn: Turn) -> None:
        """Let others try, unless the turn has ended by itself and is somebody else's now."""
        if not turn.token:
            return
        lock = _lock(self._find_name(key))
        try:
            await self._link.call(lambda _: self._unlock([lock], [turn.token]))
        except RedisUnavailableError:
            return  # it ends by itself

    def _find_name(self, key: Key) -> str:
        return f"{self._prefix}:{key.site}:{key.generation}:{key.digest.hex()}"

    def _open(self, name: str, stored: Any) -> bytes | None:
        if not isinstance(stored, bytes) or not stored.startswith(FORMAT):
            return None
        begin = len(FORMAT) + _CHECKSUM_BYTES
        value = stored[begin:]
        return value if stored[len(FORMAT) : begin] == _create_checksum(name, value) else None

    def _note(self, result: str) -> None:
        get_metrics().cache_shared.labels(self._name, result).inc()


def _lock(name: str) -> str:
    return f"{name}:turn"


def _create_checksum(name: str, value: bytes) -> bytes:
    return blake2b(name.encode() + b"\0" + value, digest_size=_CHECKSUM_BYTES).digest()
