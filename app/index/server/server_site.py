"""A site on a server: what every change of it needs, and what is published of it."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from app.index.client import VectorClient
from app.index.qdrant import AsyncQdrantClient
from app.index.record import IndexRecord, Signature
from app.index.server.client import ServerClient
from app.index.server.collections import Sharding
from app.index.server.lock import IsHeld, LockTimes, locking_server
from app.index.server.registry import Registry
from app.index.server.slots import Slot
from chains.errors import IndexUnavailableError

_OLDEST_VERSION = (1, 16)


@dataclass(frozen=True, slots=True)
class Published:
    """A build that is published, or was, and its record."""

    slot: Slot
    record: IndexRecord


@dataclass(frozen=True, slots=True)
class ServerSite:
    """A site on a server: what every change of it needs."""

    server: ServerClient
    client: VectorClient
    """The same, for the site's own points alone."""
    registry: Registry
    name: str
    """`QDRANT_COLLECTION_NAME`."""
    site: str
    signature: Signature
    sharding: Sharding
    lock_times: LockTimes
    lingering_seconds: float
    """How long a build that is not needed stays after the run that made it needless: somebody may be reading it."""
    load_current: Callable[[], Awaitable[Published | None]]

    @asynccontextmanager
    async def locking(self) -> AsyncIterator[IsHeld]:
        """Hold the lock of the site. Raises IndexBusyError, and IndexUnavailableError for a server that is too old."""
        await _refuse_old_server(self.server)
        await self.registry.ensure(self.sharding)
        async with locking_server(self.server, self.registry, self.site, self.lock_times) as is_held:
            yield is_held


async def _refuse_old_server(client: AsyncQdrantClient) -> None:
    """The lock needs conditional upserts: an older server would ignore the condition."""
    version = (await client.info()).version
    numbers = tuple(int(number) for number in re.findall(r"\d+", version)[:2])
    if numbers < _OLDEST_VERSION:
        raise IndexUnavailableError(
            f"The Qdrant server is version {version}; askdocs writes to 1.16 or newer. Update it."
        )
