"""The collection `<name>__askdocs` beside the points: which build of each site is current, index records, locks."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar
from uuid import UUID, uuid5

from pydantic import BaseModel, ValidationError

from app.index.qdrant import models
from app.index.record import IndexRecord, Signature
from app.index.server.client import ServerClient
from app.index.server.collections import Sharding, create_collection, refuse_other_sharding
from app.index.server.slots import SITE, Slot
from app.settings.sites import DEFAULT_SITE
from chains.errors import IndexMissingError, IndexUnavailableError

T = TypeVar("T")
ORDERING = models.WriteOrdering.MEDIUM
"""One after the other. With `STRONG`, nothing could be written while the node of the first copy is down."""
_NAMESPACE = UUID("0f0e8a57-96a3-4f0e-9a62-3f8f8a1f5d0c")
_COLLECTION = "collection"
_SLOT = "slot"
_AT_ONCE = 100
_MOST_SITES = 1_000_000
_INDEXED = {
    "token": models.PayloadSchemaType.KEYWORD,
    "expires_at": models.PayloadSchemaType.FLOAT,
    SITE: models.PayloadSchemaType.KEYWORD,
    _COLLECTION: models.PayloadSchemaType.KEYWORD,
}


class ServerStaging(BaseModel):
    """What a run has begun to change: the current slot, or one beside it that is not published yet."""

    slot: str
    signature: Signature
    in_place: bool


class Registry:
    """Remembers each thing as a point without vectors.

    Writes have a leader among the copies that are there. Whoever changes an index reads what most copies agree on, so
    that one that has just come back is not believed; where copies are away, he reads what is left. Whoever asks a
    question reads the nearest copy.
    """

    def __init__(self, client: ServerClient, collection_name: str, *, for_changes: bool = False) -> None:
        self.name = f"{collection_name}__askdocs"
        self._client = client
        self._for_changes = for_changes

    async def ensure(self, sharding: Sharding) -> None:
        """Create the collection when it is not there, with as many copies as the points have, and indexes.

        Raises:
            SettingsError: it is there and has fewer or more.
        """
        copies = Sharding(shards=1, replicas=sharding.replicas)
        if await self._client.collection_exists(self.name):
            await refuse_other_sharding(self._client, self.name, replace(copies, shards=0))
        else:
            await create_collection(self._client, self.name, copies, vectors_config={})
        indexed = (await self._client.get_collection(self.name)).payload_schema
        for field, kind in _INDEXED.items():
            if field not in indexed:  # one that an earlier version made has fewer
                await self._client.create_payload_index(self.name, field, kind)

    async def load_current(self, site: str) -> Slot | None:
        """What is published of a site; None when nothing is, or nothing that can be read."""
        payload = await self.load(create_registry_id("current", site))
        slot = (payload or {}).get(_SLOT)
        return Slot.parse(site, slot) if isinstance(slot, str) else None

    async def save_current(self, slot: Slot) -> None:
        """Publish: whoever asks from now on sees this build."""
        await self._save(create_registry_id("current", slot.site), {SITE: slot.site, _SLOT: str(slot)})

    async def delete_current(self, site: str) -> None:
        """Nothing is published of the site from now on."""
        await self._client.delete(self.name, [create_registry_id("current", site)], ordering=ORDERING)

    async def list_sites(self) -> set[str]:
        """The sites of which anything is remembered."""
        try:
            found = await self._client.facet(self.name, SITE, limit=_MOST_SITES)
        except IndexMissingError:
            return set()
        return {str(hit.value) for hit in found.hits}

    async def load_record(self, slot: Slot) -> IndexRecord | None:
        """The record of one build.

        Raises:
            IndexUnavailableError: there is one and it cannot be read.
        """
        payload = await self.load(create_registry_id("record", str(slot)))
        if payload is None or payload.get(SITE, slot.site) != slot.site:
            return None
        try:
            return IndexRecord.model_validate(payload["record"])
        except (KeyError, ValidationError) as error:
            raise IndexUnavailableError(
                f"The index record of {slot} in {self.name} cannot be read. Build the index anew with "
                "`askdocs index SITE --rebuild`."
            ) from error

    async def save_record(self, slot: Slot, record: IndexRecord) -> None:
        """Insert or replace it."""
        payload = {**_describe(slot), "record": record.model_dump(mode="json")}
        await self._save(create_registry_id("record", str(slot)), payload)

    async def delete_record(self, slot: Slot) -> None:
        """Forget a build that is gone; the record of another site's stays."""
        own = models.HasIdCondition(has_id=[create_registry_id("record", str(slot))])
        theirs = models.FieldCondition(key=SITE, match=models.MatchExcept(**{"except": [slot.site]}))
        condition = models.Filter(must=[own], must_not=[theirs])
        await self._client.delete(self.name, models.FilterSelector(filter=condition))

    async def load_staging(self, site: str) -> ServerStaging | None:
        """What a run that was cut off has begun; None when nothing is, or nothing that can be read."""
        payload = await self.load(create_registry_id("staging", site))
        try:
            return None if payload is None else ServerStaging.model_validate(payload)
        except ValidationError:
            return None

    async def save_staging(self, site: str, staging: ServerStaging) -> None:
        """Remember it until the run is finished."""
        described = _describe(Slot.parse(site, staging.slot))
        await self._save(create_registry_id("staging", site), {**described, **staging.model_dump(mode="json")})

    async def delete_staging(self, site: str) -> None:
        """The run is finished, or nothing of it is kept."""
        await self._client.delete(self.name, [create_registry_id("staging", site)])

    async def list_slots(self, site: str) -> set[Slot]:
        """Every slot of which something may be left: those with a record, and the one that is being built."""
        return {Slot.parse(site, payload[_SLOT]) async for payload in self._scroll(SITE, site)}

    async def is_used(self, collection: str) -> bool:
        """Whether a build of any site lies in it, or is about to."""
        async for _ in self._scroll(_COLLECTION, collection):
            return True
        return False

    async def load(self, point_id: str) -> dict[str, Any] | None:
        """The payload of one point; None when it, or the whole collection, does not exist."""
        try:
            found = await self._read(partial(self._client.retrieve, self.name, [point_id]))
        except IndexMissingError:
            return None
        return found[0].payload if found else None

    async def _scroll(self, key: str, value: str) -> AsyncIterator[dict[str, Any]]:
        condition = models.FieldCondition(key=key, match=models.MatchValue(value=value))
        offset: Any = None
        while True:
            records, offset = await self._read(
                partial(
                    self._client.scroll,
                    self.name,
                    scroll_filter=models.Filter(must=[condition]),
                    limit=_AT_ONCE,
                    offset=offset,
                    with_payload=[SITE, _SLOT],
                )
            )
            for record in records:
                if isinstance((record.payload or {}).get(_SLOT), str):  # a lock has none
                    yield record.payload or {}
            if offset is None:
                return

    async def _read(self, read: Callable[..., Awaitable[T]]) -> T:
        if self._for_changes:
            with suppress(IndexUnavailableError):  # with two copies, one is no majority
                return await read(consistency=models.ReadConsistencyType.MAJORITY)
        return await read()

    async def _save(self, point_id: str, payload: dict[str, Any]) -> None:
        point = models.PointStruct(id=point_id, vector={}, payload=payload)
        await self._client.upsert(self.name, [point], ordering=ORDERING)


def create_lock_id(site: str) -> str:
    """The point that is the lock of a site. Earlier versions, which know one site only, take the default one's."""
    return str(uuid5(_NAMESPACE, "lock" if site == DEFAULT_SITE else f"lock {site}"))


def create_registry_id(kind: str, name: str) -> str:
    """The point that says what is `current` or `staging` of a site, or that is the `record` of a slot."""
    return str(uuid5(_NAMESPACE, f"{kind} {name}"))


def _describe(slot: Slot) -> dict[str, str]:
    return {SITE: slot.site, _SLOT: str(slot), _COLLECTION: slot.collection}
