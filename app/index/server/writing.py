"""Writing an index on a server: the live collection in place, or a new one beside it and then the alias swapped."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import cast

import anyio
from qdrant_client import AsyncQdrantClient, models

from app.index.client import DENSE, SPARSE, VectorClient
from app.index.payload import INDEXED_FIELDS
from app.index.port import Reading, Writing
from app.index.record import GENERATION_PATTERN, IndexRecord, Signature, create_generation, ensure_same_signature
from app.index.server.companion import Companion, ServerStaging
from app.index.server.lock import LockTimes, locking_server
from app.index.server.tuning import create_optimizers, create_vector_config, ensure_tuned
from app.index.tuning import SEARCH_VERSION
from chains.errors import IndexUnavailableError

_OLDEST_VERSION = (1, 16)


@asynccontextmanager
async def writing_server(
    client: AsyncQdrantClient,
    companion: Companion,
    alias: str,
    signature: Signature,
    load_current: Callable[[], Awaitable[Reading | None]],
    *,
    lock_times: LockTimes,
    rebuild: bool,
) -> AsyncIterator[Writing]:
    """See `Index.writing`. A collection beside the live one is kept for the next run once changes have begun."""
    await _refuse_old_server(client)
    await load_current()  # a name that is taken is refused before anything is created
    await companion.ensure()
    async with locking_server(client, companion, lock_times):
        current = await load_current()
        if current is not None and not rebuild:
            ensure_same_signature(current.record, signature)
        staging = await companion.load_staging()
        is_swapped = current is not None and staging == ServerStaging(
            collection=current.collection_name, signature=signature, in_place=False
        )  # a rebuild that was cut off after its swap: all of it is there
        in_place = current is not None and (not rebuild or is_swapped)
        writing = ServerWriting(client, companion, alias, signature, current, in_place=in_place)
        await writing.open(staging)
        try:
            yield writing
        finally:
            with anyio.CancelScope(shield=True):
                await writing.close()


class ServerWriting(Writing):
    """One run; see `Writing`."""

    def __init__(
        self,
        client: AsyncQdrantClient,
        companion: Companion,
        alias: str,
        signature: Signature,
        current: Reading | None,
        *,
        in_place: bool,
    ) -> None:
        self.client = cast("VectorClient", client)
        self.generation = create_generation()
        self.collection_name = current.collection_name if current and in_place else f"{alias}__{self.generation}"
        self.base = current.record if current else None
        self.continued = False
        self._server = client
        self._companion = companion
        self._alias = alias
        self._signature = signature
        self._current = current
        self._in_place = in_place
        self._keep = in_place

    @property
    def previous(self) -> str:
        """See `Writing.previous`."""
        if self._current is None:
            return ""
        return self._current.record.previous if self._in_place else self._current.collection_name

    async def open(self, staging: ServerStaging | None) -> None:
        """Go on with what an earlier run left, or begin anew; remove what nobody needs."""
        live = self._current.collection_name if self._current else ""
        if staging is not None and self._in_place:
            self.continued = staging.collection == live
        elif staging is not None and staging.signature == self._signature and staging.collection != live:
            self.continued = self._keep = True
            self.collection_name = staging.collection
            self.generation = staging.collection.removeprefix(f"{self._alias}__")
        await self._clean(keep=self.collection_name)
        if not self._in_place:
            await self._save_staging()
            await self._ensure_collection()
        elif staging is not None and not self.continued:
            await self._companion.delete_staging()
        await self._ensure_field_indexes()

    async def begin(self, added: int = 0) -> None:  # noqa: ARG002 - a server knows its own disk
        """See `Writing.begin`. In place, the live index changes from now on, so its generation does too."""
        self._keep = True
        if self._in_place and self.base is not None:
            await self._save_staging()
            record = self.base.model_copy(update={"generation": create_generation()})
            await self._companion.save_record(self.collection_name, record)
            if self.base.search_version != SEARCH_VERSION:
                await ensure_tuned(self._server, self.collection_name, self._signature.dimensions)

    async def finish(self, record: IndexRecord) -> None:
        """See `Writing.finish`."""
        await self._companion.save_record(self.collection_name, record)
        if not self._in_place:
            await swap_alias(self._server, self._alias, self.collection_name, replaces=self._current is not None)
        await self._companion.delete_staging()
        self._keep = True
        await self._clean(keep=self.previous, live=self.collection_name)

    async def close(self) -> None:
        """Remove a collection in which nothing was begun."""
        if not self._keep:
            await self._server.delete_collection(self.collection_name)
            await self._companion.delete_staging()

    async def _save_staging(self) -> None:
        await self._companion.save_staging(
            ServerStaging(collection=self.collection_name, signature=self._signature, in_place=self._in_place)
        )

    async def _ensure_collection(self) -> None:
        if not await self._server.collection_exists(self.collection_name):
            await self._server.create_collection(
                self.collection_name,
                vectors_config={DENSE: create_vector_config(self._signature.dimensions)},
                sparse_vectors_config={SPARSE: models.SparseVectorParams(modifier=models.Modifier.IDF)},
                optimizers_config=create_optimizers(),
            )

    async def _ensure_field_indexes(self) -> None:
        """Index the fields that filters ask for; a live collection may be older than one of them."""
        for field in INDEXED_FIELDS:
            await self._server.create_payload_index(self.collection_name, field, models.PayloadSchemaType.KEYWORD)

    async def _clean(self, *, keep: str, live: str = "") -> None:
        """Remove collections of ours that are neither live, nor what a rollback goes back to, nor `keep`."""
        needed = {keep, live}
        if self._current is not None and not live:
            needed |= {self._current.collection_name, self._current.record.previous}
        ours = re.compile(rf"{re.escape(self._alias)}__{GENERATION_PATTERN}")
        for collection in (await self._server.get_collections()).collections:
            if ours.fullmatch(collection.name) and collection.name not in needed:
                await self._server.delete_collection(collection.name)
                await self._companion.delete_record(collection.name)


async def swap_alias(client: AsyncQdrantClient, alias: str, collection: str, *, replaces: bool) -> None:
    """Make the alias name this collection, at once; `replaces` says that it names another one now."""
    create = models.CreateAliasOperation(create_alias=models.CreateAlias(collection_name=collection, alias_name=alias))
    delete = models.DeleteAliasOperation(delete_alias=models.DeleteAlias(alias_name=alias))
    await client.update_collection_aliases([delete, create] if replaces else [create])


async def _refuse_old_server(client: AsyncQdrantClient) -> None:
    """The lock needs conditional upserts: an older server would ignore the condition."""
    version = (await client.info()).version
    numbers = tuple(int(number) for number in re.findall(r"\d+", version)[:2])
    if numbers < _OLDEST_VERSION:
        raise IndexUnavailableError(
            f"The Qdrant server is version {version}; askdocs writes to 1.16 or newer. Update it."
        )
