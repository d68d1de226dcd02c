"""Writing a site's index on a server: its points in place, or a new build beside them that is published at the end."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import anyio

from app.index.port import Writing
from app.index.record import SEARCH_VERSION, IndexRecord, LastRun, create_generation, ensure_same_signature
from app.index.server.cleaning import remove_slots, remove_unfinished
from app.index.server.collections import ensure_collection, ensure_field_indexes, name_collection
from app.index.server.earlier import copy_build
from app.index.server.lock import IsHeld, creating_collection
from app.index.server.registry import ServerStaging
from app.index.server.server_site import Published, ServerSite
from app.index.server.slots import Slot
from app.index.server.tuning import ensure_tuned
from chains.errors import IndexBusyError


@asynccontextmanager
async def writing_server(site: ServerSite, *, rebuild: bool) -> AsyncIterator[Writing]:
    """See `Index.writing`. A build beside the current one is kept for the next run once changes have begun."""
    async with site.locking() as is_held:
        current = await site.load_current()
        if current is not None and not rebuild:
            ensure_same_signature(current.record, site.signature)
            if not current.slot.build:
                current = await copy_build(site, site.client, current)
        staging = await site.registry.load_staging(site.site)
        is_swapped = current is not None and staging == ServerStaging(
            slot=str(current.slot), signature=site.signature, in_place=False
        )  # a rebuild that was cut off after it was published: all of it is there
        in_place = current is not None and (not rebuild or is_swapped)
        writing = ServerWriting(site, current, is_held, in_place=in_place)
        await writing.open(staging)
        try:
            yield writing
        finally:
            with anyio.CancelScope(shield=True):
                await writing.close()


class ServerWriting(Writing):
    """One run; see `Writing`."""

    def __init__(self, site: ServerSite, current: Published | None, is_held: IsHeld, *, in_place: bool) -> None:
        self.client = site.client
        self.generation = create_generation()
        self.base = current.record if current else None
        self.continued = False
        self._site = site
        self._current = current
        self._is_held = is_held
        self._in_place = in_place
        self._keep = in_place
        self._slot = Slot(site.site, name_collection(site.name, site.signature, site.sharding), self.generation)
        if current is not None and in_place:
            self._slot = current.slot

    @property
    def collection_name(self) -> str:
        """See `Writing.collection_name`."""
        return str(self._slot)

    @property
    def salt(self) -> str:
        """See `Writing.salt`."""
        return self._slot.salt

    @property
    def previous(self) -> str:
        """See `Writing.previous`."""
        if self._current is None:
            return ""
        return self._current.record.previous if self._in_place else str(self._current.slot)

    async def open(self, staging: ServerStaging | None) -> None:
        """Go on with what an earlier run left, or begin anew; remove what nobody needs."""
        live = str(self._current.slot) if self._current else ""
        if staging is not None and self._in_place:
            self.continued = staging.slot == live
        elif staging is not None and staging.signature == self._site.signature and staging.slot != live:
            begun = self._parse(staging.slot)
            if begun.collection == self._slot.collection:
                self.continued = self._keep = True
                self._slot = begun
        if staging is not None and not self.continued:
            await remove_unfinished(self._site.server, self._site.registry, self._parse(staging.slot))
        await self._clean(self._slot)
        if self._in_place:
            if staging is not None and not self.continued:
                await self._site.registry.delete_staging(self._site.site)
            await ensure_field_indexes(self._site.server, self._slot.collection)
        else:
            server, registry = self._site.server, self._site.registry
            async with creating_collection(server, registry):
                await self._save_staging()
                await ensure_collection(server, self._slot.collection, self._site.signature, self._site.sharding)

    async def begin(self, added: int = 0) -> None:  # noqa: ARG002 - a server knows its own disk
        """See `Writing.begin`. In place, the live index changes from now on, so its generation does too."""
        self._keep = True
        if self._in_place and self.base is not None:
            await self._save_staging()
            record = self.base.model_copy(update={"generation": create_generation()})
            await self._site.registry.save_record(self._slot, record)
            if self.base.search_version != SEARCH_VERSION:
                await ensure_tuned(self._site.server, self._slot.collection, self._site.signature.dimensions)

    async def finish(self, record: IndexRecord) -> None:
        """See `Writing.finish`.

        Raises:
            IndexBusyError: another run has taken the lock over.
        """
        if not await self._is_held():
            raise IndexBusyError(
                "Another run has taken the index over while this one slept. This one publishes nothing; run it again."
            )
        registry = self._site.registry
        await registry.save_record(self._slot, record)
        if not self._in_place:
            await registry.save_current(self._slot)
        await registry.delete_staging(self._site.site)
        self._keep = True
        self._current = Published(self._slot, record)
        await self._clean(self._slot)

    async def close(self) -> None:
        """Forget a build in which nothing was begun; without the lock, it may be another run's by now."""
        if not self._keep and await self._is_held():
            await self._site.registry.delete_staging(self._site.site)
            await self._clean()

    async def _save_staging(self) -> None:
        staging = ServerStaging(slot=str(self._slot), signature=self._site.signature, in_place=self._in_place)
        await self._site.registry.save_staging(self._site.site, staging)

    async def _clean(self, *needed: Slot) -> None:
        """Keep what is current, what a rollback goes back to, and what is needed beside them.

        Right after a run nothing is removed: questions that have begun may read the build before the last one.
        """
        kept = set(needed)
        if self.base is not None and self._is_recent(self.base.last_run):
            return
        if not await self._is_held():  # what is live by now is another run's to know
            return
        if self._current is not None:
            kept |= {self._current.slot, self._parse(self._current.record.previous)}
        await remove_slots(self._site.server, self._site.registry, self._site.name, self._site.site, kept)

    def _is_recent(self, run: LastRun) -> bool:
        ended = run.started + timedelta(seconds=run.seconds + self._site.lingering_seconds)
        return datetime.now(UTC) < ended

    def _parse(self, slot: str) -> Slot:
        return Slot.parse(self._site.site, slot)
