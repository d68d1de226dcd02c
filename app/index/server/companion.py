"""The collection `<name>__askdocs` beside the points: index records, what is being built, and the lock."""

from typing import Any
from uuid import UUID, uuid5

from pydantic import BaseModel, ValidationError
from qdrant_client import AsyncQdrantClient, models

from app.index.record import IndexRecord, Signature
from chains.errors import IndexMissingError, IndexUnavailableError

_NAMESPACE = UUID("0f0e8a57-96a3-4f0e-9a62-3f8f8a1f5d0c")
LOCK_ID = str(uuid5(_NAMESPACE, "lock"))
_STAGING_ID = str(uuid5(_NAMESPACE, "staging"))


class ServerStaging(BaseModel):
    """What a run has begun to change: the live collection, or one beside it that no alias names yet."""

    collection: str
    signature: Signature
    in_place: bool


class Companion:
    """Remembers each thing as a point without vectors."""

    def __init__(self, client: AsyncQdrantClient, collection_name: str) -> None:
        self.name = f"{collection_name}__askdocs"
        self._client = client

    async def ensure(self) -> None:
        """Create the collection when it is not there, with indexes for what the lock's conditions look at."""
        if await self._client.collection_exists(self.name):
            return
        try:
            await self._client.create_collection(self.name, vectors_config={})
        except IndexUnavailableError:
            if not await self._client.collection_exists(self.name):  # else another run was faster
                raise
        await self._client.create_payload_index(self.name, "token", models.PayloadSchemaType.KEYWORD)
        await self._client.create_payload_index(self.name, "expires_at", models.PayloadSchemaType.FLOAT)

    async def load_record(self, collection: str) -> IndexRecord | None:
        """The record of one generation's collection.

        Raises:
            IndexUnavailableError: there is one and it cannot be read.
        """
        payload = await self.load(_create_record_id(collection))
        if payload is None:
            return None
        try:
            return IndexRecord.model_validate(payload["record"])
        except (KeyError, ValidationError) as error:
            raise IndexUnavailableError(
                f"The index record of {collection} in {self.name} cannot be read. Build the index anew with "
                "`askdocs index SITE --rebuild`."
            ) from error

    async def save_record(self, collection: str, record: IndexRecord) -> None:
        """Insert or replace it."""
        payload = {"collection": collection, "record": record.model_dump(mode="json")}
        await self._save(_create_record_id(collection), payload)

    async def load_staging(self) -> ServerStaging | None:
        """What a run that was cut off has begun."""
        payload = await self.load(_STAGING_ID)
        return None if payload is None else ServerStaging.model_validate(payload)

    async def save_staging(self, staging: ServerStaging) -> None:
        """Remember it until the run is finished."""
        await self._save(_STAGING_ID, staging.model_dump(mode="json"))

    async def delete_staging(self) -> None:
        """The run is finished, or nothing of it is kept."""
        await self._client.delete(self.name, [_STAGING_ID])

    async def delete_record(self, collection: str) -> None:
        """Forget a collection that is gone."""
        await self._client.delete(self.name, [_create_record_id(collection)])

    async def load(self, point_id: str) -> dict[str, Any] | None:
        """The payload of one point; None when it, or the whole collection, does not exist."""
        try:
            found = await self._client.retrieve(self.name, [point_id], consistency=models.ReadConsistencyType.MAJORITY)
        except IndexMissingError:
            return None
        return found[0].payload if found else None

    async def _save(self, point_id: str, payload: dict[str, Any]) -> None:
        point = models.PointStruct(id=point_id, vector={}, payload=payload)
        await self._client.upsert(self.name, [point], ordering=models.WriteOrdering.STRONG)


def _create_record_id(collection: str) -> str:
    return str(uuid5(_NAMESPACE, f"record {collection}"))
