"""The collection `<name>__askdocs` beside the points: which build of each site is current, index records, locks."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid5

from pydantic import BaseModel, ValidationError
from qdrant_client import AsyncQdrantClient, models

from app.index.record import IndexRecord, Signature
from app.index.server.slots import SITE, Slot
from app.settings.sites import DEFAULT_SITE
from chains.errors import IndexMissingError, IndexUnavailableError

_NAMESPACE = UUID("0f0e8a57-96a3-4f0e-9a62-3f8f8a1f5d0c")
_COLLECTION = "collection"
_SLOT = "slot"
_AT_ONCE = 1000
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
    """Remembers each thing as a point without vectors."""

    def __init__(self, client: AsyncQdrantClient, collection_name: str) -> None:
        self.name = f"{collection_name}__askdocs"
        self._client = client

    async def ensure(self) -> None:
        """Create the collection when it is not there, with indexes for what is looked for."""
        if not await self._client.collection_exists(self.name):
            try:
                await self._client.create_collection(self.name, vectors_config={})
            except IndexUnavailableError:
                if not await self._client.collection_exists(self.name):  # else another run was faster
                    raise
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
        return bool([payload async for payload in self._scroll(_COLLECTION, collection)])

    async def load(self, point_id: str) -> dict[str, Any] | None:
        """The payload of one point; None when it, or the whole collection, does not exist."""
        try:
            found = await self._client.retrieve(self.name, [point_id], consistency=models.ReadConsistencyType.MAJORITY)
        except IndexMissingError:
            return None
        return found[0].payload if found else None

    async def _scroll(self, key: str, value: str) -> AsyncIterator[dict[str, Any]]:
        condition = models.FieldCondition(key=key, match=models.MatchValue(value=value))
        offset: Any = None
        while True:
            records, offset = await self._client.scroll(
                self.name,
                scroll_filter=models.Filter(must=[condition]),
                limit=_AT_ONCE,
                offset=offset,
                with_payload=[SITE, _SLOT],
            )
            for record in records:
                if isinstance((record.payload or {}).get(_SLOT), str):  # a lock has none
                    yield record.payload or {}
            if offset is None:
                return

    async def _save(self, point_id: str, payload: dict[str, Any]) -> None:
        point = models.PointStruct(id=point_id, vector={}, payload=payload)
        await self._client.upsert(self.name, [point], ordering=models.WriteOrdering.STRONG)


def create_lock_id(site: str) -> str:
    """The point that is the lock of a site. Earlier versions, which know one site only, take the default one's."""
    return str(uuid5(_NAMESPACE, "lock" if site == DEFAULT_SITE else f"lock {site}"))


def create_registry_id(kind: str, name: str) -> str:
    """The point that says what is `current` or `staging` of a site, or that is the `record` of a slot."""
    return str(uuid5(_NAMESPACE, f"{kind} {name}"))


def _describe(slot: Slot) -> dict[str, str]:
    return {SITE: slot.site, _SLOT: str(slot), _COLLECTION: slot.collection}
