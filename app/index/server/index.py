"""The index of a site on a Qdrant server, a cluster or Qdrant Cloud."""

import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from functools import partial

import anyio

from app.index.client import VectorClient
from app.index.port import Index, Reading, Writing
from app.index.record import IndexRecord, Signature, ensure_same_signature
from app.index.server.cleaning import remove_slots
from app.index.server.client import ServerClient
from app.index.server.collections import Sharding, name_collection
from app.index.server.earlier import copy_build, find_earlier, forget_earlier
from app.index.server.lock import IsHeld, LockTimes
from app.index.server.registry import Registry
from app.index.server.rollback import roll_back_server
from app.index.server.server_site import Published, ServerSite
from app.index.server.site_client import SiteClient
from app.index.server.slots import Slot
from app.index.server.writing import writing_server
from app.settings.sites import DEFAULT_SITE
from chains.errors import IndexMissingError, UsageError

_RECORD_LIFETIME_SECONDS = 2.0
_LINGERING_SECONDS = 90.0
"""A question that has begun keeps its build, and is answered within the deadline."""


class ServerIndex(Index):
    """The points of one site in the collection that all sites with its signature share.

    A new build is noticed within two seconds. Questions name the build that they ask, so that record and points always
    belong together. Belongs to one event loop.
    """

    def __init__(
        self,
        server: ServerClient,
        collection_name: str,
        signature: Signature,
        *,
        site: str = DEFAULT_SITE,
        sharding: Sharding = Sharding(),  # noqa: B008 - both are frozen
        lock_times: LockTimes = LockTimes(),  # noqa: B008
        lingering_seconds: float = _LINGERING_SECONDS,
    ) -> None:
        self.signature = signature
        self.collection_name = collection_name
        self._client = SiteClient(server, site, collection_name, self._find_current)
        self._registry = Registry(server, collection_name)
        for_changes = Registry(server, collection_name, for_changes=True)
        self._server = server
        self._site = ServerSite(
            server=server,
            client=self._client,
            registry=for_changes,
            name=collection_name,
            site=site,
            signature=signature,
            sharding=sharding,
            lock_times=lock_times,
            lingering_seconds=lingering_seconds,
            load_current=partial(self._load_current, for_changes),
        )
        self._current: Reading | None = None
        self._expires = 0.0
        self._refreshing = anyio.Lock()

    @property
    def client(self) -> VectorClient:
        """See `Index.client`."""
        return self._client

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Reading]:
        """See `Index.reading`. Costs two small requests every two seconds."""
        yield await self._ensure_current()

    @asynccontextmanager
    async def writing(self, *, rebuild: bool = False) -> AsyncIterator[Writing]:
        """See `Index.writing`."""
        try:
            async with writing_server(self._site, rebuild=rebuild) as writing:
                yield writing
        finally:
            self._expires = 0.0  # who has written sees it at once

    async def roll_back(self) -> IndexRecord:
        """See `Index.roll_back`."""
        await self.require_current()
        try:
            return await roll_back_server(self._site)
        finally:
            self._expires = 0.0

    async def move(self, name: str = "") -> bool:
        """See `Index.move`."""
        origin = self if name in {"", self.collection_name} else self._open_other(name)
        source = await origin.require_current()
        if origin is self and self._is_in_place(source):
            return False
        try:
            async with AsyncExitStack() as locks:
                for index in {self, origin}:
                    await locks.enter_async_context(index.locking())
                current, source = await self._site.load_current(), await origin.require_current()  # as they are now
                if origin is self and self._is_in_place(source):
                    return False
                if current is not None and origin is not self:
                    raise UsageError(
                        f"There is an index {self.collection_name} already, so nothing is moved over it. Set "
                        "QDRANT_COLLECTION_NAME to a new name."
                    )
                await copy_build(self._site, origin.client, source)
        finally:
            self._expires = 0.0
        return True

    async def forget_previous(self) -> bool:
        """See `Index.forget_previous`."""
        await self.require_current()
        async with self._site.locking():
            current = await self.require_current()
            registry, record = self._site.registry, current.record.model_copy(update={"previous": ""})
            await registry.save_record(current.slot, record)
            staging = await registry.load_staging(self._site.site)
            begun = {Slot.parse(self._site.site, staging.slot)} if staging is not None else set()
            needed = {current.slot, *begun}
            await remove_slots(self._server, registry, self.collection_name, self._site.site, needed)
        return bool(current.record.previous)

    async def forget(self) -> bool:
        """See `Index.forget`. What is published goes first: where it is cut off, the next call goes on."""
        async with self._site.locking():
            registry, site = self._site.registry, self._site.site
            is_there = site in await registry.list_sites() or await self._load_current(registry) is not None
            await registry.delete_current(site)
            if site == DEFAULT_SITE:
                await forget_earlier(self._server, self.collection_name)
            await remove_slots(self._server, registry, self.collection_name, site, ())
            await registry.delete_staging(site)
        return is_there

    async def measure(self, generation: str) -> int | None:  # noqa: ARG002 - a server tells the size of RAM alone
        """See `Index.measure`."""
        return None

    async def load_record(self) -> IndexRecord:
        """See `Index.load_record`."""
        return (await self.require_current()).record

    async def load_answering_record(self) -> IndexRecord:
        """See `Index.load_answering_record`."""
        return (await self._require_fitting()).record

    async def check(self) -> IndexRecord:
        """See `Index.check`."""
        record = await self.load_answering_record()
        ensure_same_signature(record, self.signature)
        return record

    async def aclose(self) -> None:
        """Close the connections."""
        await self._server.close()

    def locking(self) -> AbstractAsyncContextManager[IsHeld]:
        """See `ServerSite.locking`."""
        return self._site.locking()

    def _is_in_place(self, published: Published) -> bool:
        wanted = name_collection(self.collection_name, published.record.signature, self._site.sharding)
        return bool(published.slot.build) and published.slot.collection == wanted

    def _open_other(self, name: str) -> "ServerIndex":
        """The same site under another `QDRANT_COLLECTION_NAME`."""
        return ServerIndex(self._server, name, self.signature, site=self._site.site)

    async def _ensure_current(self) -> Reading:
        if self._current is not None and (time.monotonic() < self._expires or self._refreshing.locked()):
            return self._current
        async with self._refreshing:
            if self._current is None or time.monotonic() >= self._expires:
                found = await self._require_fitting()
                self._current = Reading(str(found.slot), found.record, found.slot.salt)
                self._expires = time.monotonic() + _RECORD_LIFETIME_SECONDS
            return self._current

    async def _find_current(self) -> str:
        return (await self._ensure_current()).collection_name

    async def _require_fitting(self) -> Published:
        """What is published, or what was before it where that alone has the signature of the settings."""
        current = await self.require_current(self._registry)
        if current.record.signature == self.signature or not current.record.previous:
            return current
        slot = Slot.parse(self._site.site, current.record.previous)
        record = await self._registry.load_record(slot)
        return Published(slot, record) if record is not None and record.signature == self.signature else current

    async def require_current(self, registry: Registry | None = None) -> Published:
        """What is published, as this registry says, or that for changes. Raises IndexMissingError when nothing is."""
        current = await self._load_current(registry or self._site.registry)
        if current is None:
            named = self.collection_name if self._site.site == DEFAULT_SITE else f"of the site {self._site.site}"
            raise IndexMissingError(f"The Qdrant server has no index {named} yet. Run `askdocs index SITE` first.")
        return current

    async def _load_current(self, registry: Registry) -> Published | None:
        slot = await registry.load_current(self._site.site)
        if slot is None and self._site.site == DEFAULT_SITE:
            slot = await find_earlier(self._server, self.collection_name)
        record = await registry.load_record(slot) if slot is not None else None
        return Published(slot, record) if slot is not None and record is not None else None
