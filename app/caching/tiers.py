"""Memory before Redis: what this process has asked for lately costs no call, and what it has not, others may have."""

from app.caching.memory import MemoryStore
from app.caching.port import NO_TURN, CacheStore, Key, Turn


class TieredStore:
    """What is found in the store that processes share is kept in this one's memory as well."""

    def __init__(self, memory: MemoryStore, shared: CacheStore) -> None:
        self._memory = memory
        self._shared = shared

    async def get(self, key: Key) -> bytes | None:
        """The value, from where it is nearest."""
        if (value := await self._memory.get(key)) is not None:
            return value
        if (value := await self._shared.get(key)) is not None:
            await self._memory.put(key, value)
        return value

    async def take_turn(self, key: Key, *, wait: float, lease: float) -> Turn:
        """See `CacheStore.take_turn`."""
        turn = await self._shared.take_turn(key, wait=wait, lease=lease)
        if turn.value is not None:
            await self._memory.put(key, turn.value)
        return turn

    async def put(self, key: Key, value: bytes, turn: Turn = NO_TURN) -> None:
        """Keep a value in both."""
        await self._memory.put(key, value)
        await self._shared.put(key, value, turn)

    async def end_turn(self, key: Key, turn: Turn) -> None:
        """See `CacheStore.end_turn`."""
        await self._shared.end_turn(key, turn)
