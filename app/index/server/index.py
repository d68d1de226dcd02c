"""The index on a Qdrant server, a cluster or Qdrant Cloud."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

import anyio
from qdrant_client import AsyncQdrantClient

from app.index.client import VectorClient
from app.index.port import Index, Reading, Writing
from app.index.record import IndexRecord, Signature, ensure_same_signature
from app.index.server.companion import Companion
from app.index.server.lock import LockTimes
from app.index.server.rollback import roll_back_server
from app.index.server.writing import writing_server
from chains.errors import IndexMissingError, IndexUnavailableError, SettingsError

_RECORD_LIFETIME_SECONDS = 2.0


class ServerIndex(Index):
    """The collection that the alias `QDRANT_COLLECTION_NAME` names. A swap is noticed within two seconds.

    Questions ask the collection behind the alias by its own name, so that record and points always belong together.
    Belongs to one event loop.
    """

    def __init__(
        self,
        client: AsyncQdrantClient,
        collection_name: str,
        signature: Signature,
        lock_times: LockTimes = LockTimes(),  # noqa: B008 - it is frozen
    ) -> None:
        self.signature = signature
        self.client = cast("VectorClient", client)
        self._server = client
        self.collection_name = collection_name
        self._lock_times = lock_times
        self._companion = Companion(client, collection_name)
        self._current: Reading | None = None
        self._expires = 0.0
        self._refreshing = anyio.Lock()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Reading]:
        """See `Index.reading`. Costs two small requests every two seconds."""
        yield await self._ensure_current()

    @asynccontextmanager
    async def writing(self, *, rebuild: bool = False) -> AsyncIterator[Writing]:
        """See `Index.writing`."""
        session = writing_server(
            self._server,
            self._companion,
            self.collection_name,
            self.signature,
            self._load_current,
            lock_times=self._lock_times,
            rebuild=rebuild,
        )
        try:
            async with session as writing:
                yield writing
        finally:
            self._expires = 0.0  # who has written sees it at once

    async def roll_back(self) -> IndexRecord:
        """See `Index.roll_back`."""
        try:
            return await roll_back_server(
                self._server, self._companion, self.collection_name, self._require_current, self._lock_times
            )
        finally:
            self._expires = 0.0

    async def measure(self, reading: Reading) -> int | None:  # noqa: ARG002 - a server tells the size of RAM alone
        """See `Index.measure`."""
        return None

    async def load_record(self) -> IndexRecord:
        """See `Index.load_record`."""
        return (await self._require_current()).record

    async def check(self) -> IndexRecord:
        """See `Index.check`."""
        record = await self.load_record()
        ensure_same_signature(record, self.signature)
        return record

    async def aclose(self) -> None:
        """Close the connections."""
        await self._server.close()

    async def _ensure_current(self) -> Reading:
        if self._current is not None and (time.monotonic() < self._expires or self._refreshing.locked()):
            return self._current
        async with self._refreshing:
            if self._current is None or time.monotonic() >= self._expires:
                self._current = await self._require_current()
                self._expires = time.monotonic() + _RECORD_LIFETIME_SECONDS
            return self._current

    async def _require_current(self) -> Reading:
        current = await self._load_current()
        if current is None:
            raise IndexMissingError(
                f"The Qdrant server has no index {self.collection_name} yet. Run `askdocs index SITE` first."
            )
        return current

    async def _load_current(self) -> Reading | None:
        aliases = (await self._server.get_aliases()).aliases
        collection = next((alias.collection_name for alias in aliases if alias.alias_name == self.collection_name), "")
        if not collection:
            if await self._server.collection_exists(self.collection_name):
                raise SettingsError(
                    f"The Qdrant server has a collection that is itself named {self.collection_name}; askdocs needs "
                    "that name for an alias and does not touch it. Set QDRANT_COLLECTION_NAME to another name."
                )
            return None
        record = await self._companion.load_record(collection)
        if record is None:
            raise IndexUnavailableError(
                f"The alias {self.collection_name} names the collection {collection}, which has no index record in "
                f"{self._companion.name}: askdocs did not make it. Set QDRANT_COLLECTION_NAME to another name."
            )
        return Reading(collection, record)
