"""Writing an embedded index: a copy of the current generation, changed, closed, then published."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import anyio
import anyio.to_thread
import qdrant_edge

from app.index.embedded.edge import EdgeClient
from app.index.embedded.files import DiskFullError, ensure_room
from app.index.embedded.generations import Generations, Staging
from app.index.embedded.lock import locking
from app.index.embedded.shard import close_shard, create_shard, ensure_field_indexes, load_shard, optimize_shard
from app.index.port import Writing
from app.index.record import IndexRecord, Signature, ensure_same_signature
from chains.errors import IndexUnavailableError

_ROOM_OF_A_CHANGE = 16_000_000
"""What storing a batch of texts and merging the segments may take for a while."""
_BYTES_PER_DIMENSION = 8
"""A float of a vector, once more while segments are merged."""
_BYTES_PER_TEXT = 8_000
"""A text of 2,000 characters at most with its places and keywords: 3 kB, once more while segments are merged."""


@asynccontextmanager
async def writing_embedded(
    generations: Generations, collection_name: str, signature: Signature, *, rebuild: bool
) -> AsyncIterator[Writing]:
    """See `Index.writing`. The staging generation is kept for the next run once changes have begun, else removed."""
    generations.ensure_folders()
    with locking(generations.lock_file):
        writing = await anyio.to_thread.run_sync(
            partial(_open_staging, generations, collection_name, signature, rebuild=rebuild)
        )
        try:
            yield writing
        finally:
            with anyio.CancelScope(shield=True):
                await anyio.to_thread.run_sync(writing.close)


def _open_staging(
    generations: Generations, collection_name: str, signature: Signature, *, rebuild: bool
) -> "EmbeddedWriting":
    current = generations.load_current()
    base = generations.load_record(current) if current else None
    if base is not None and not rebuild:
        ensure_same_signature(base, signature)
    if current and generations.take_marker(current) == Staging(signature=signature, base=""):
        rebuild = False  # the rebuild was cut off after its swap: all of it is there
    staging = Staging(signature=signature, base=current if current and not rebuild else "")
    create = partial(EmbeddedWriting, generations, collection_name, dimensions=signature.dimensions)
    found = generations.find_staging(staging)
    generations.clean(keep=found)
    shard = None
    if found is not None:
        try:
            shard = load_shard(generations.get_shard_folder(found), signature.dimensions)
        except DiskFullError:
            raise
        except IndexUnavailableError:  # what a power cut has damaged is made anew
            shard = None
    if found is not None and shard is not None:
        ensure_field_indexes(shard)
        return create(found, base, shard, continued=True)
    created = generations.create_staging(staging, partial(_create_empty, dimensions=signature.dimensions))
    shard = load_shard(generations.get_shard_folder(created), signature.dimensions)
    ensure_field_indexes(shard)  # what it continues may be older than one of them
    return create(created, base, shard, continued=False)


def _create_empty(folder: Path, *, dimensions: int) -> None:
    close_shard(create_shard(folder, dimensions))


class EmbeddedWriting(Writing):
    """A staging generation, open for writing in this process alone."""

    def __init__(
        self,
        generations: Generations,
        collection_name: str,
        generation: str,
        base: IndexRecord | None,
        shard: qdrant_edge.EdgeShard,
        *,
        dimensions: int,
        continued: bool,
    ) -> None:
        folder = generations.get_shard_folder(generation)
        self.client = EdgeClient(self._lease_shard, partial(ensure_room, folder, _ROOM_OF_A_CHANGE, "the run"))
        self._collection_name = f"{collection_name}__{generation}"
        self.generation = generation
        self.base = base
        self.continued = continued
        self._generations = generations
        self._dimensions = dimensions
        self._shard: qdrant_edge.EdgeShard | None = shard
        self._keep = continued

    @property
    def collection_name(self) -> str:
        """See `Writing.collection_name`."""
        return self._collection_name

    @property
    def salt(self) -> str:
        """See `Writing.salt`. A shard holds one build of one site."""
        return ""

    @property
    def previous(self) -> str:
        """See `Writing.previous`."""
        return self.base.generation if self.base else ""

    async def begin(self, added: int = 0) -> None:
        """See `Writing.begin`."""
        needed = _ROOM_OF_A_CHANGE + added * (self._dimensions * _BYTES_PER_DIMENSION + _BYTES_PER_TEXT)
        await anyio.to_thread.run_sync(ensure_room, self._generations.root, needed, "this run")
        self._keep = True

    async def finish(self, record: IndexRecord) -> None:
        """See `Writing.finish`."""
        await anyio.to_thread.run_sync(self._publish, record)

    def _publish(self, record: IndexRecord) -> None:
        optimize_shard(self._require_shard())
        self._close_shard()
        self._generations.publish(record)
        self._keep = True
        self._generations.clean()

    def close(self) -> None:
        """Let go of the staging generation; blocks."""
        self._close_shard()
        if not self._keep:
            self._generations.discard(self.generation)

    def _close_shard(self) -> None:
        if self._shard is not None:
            shard, self._shard = self._shard, None
            close_shard(shard)

    def _require_shard(self) -> qdrant_edge.EdgeShard:
        if self._shard is None:
            raise IndexUnavailableError("This run is over; begin a new one.")
        return self._shard

    @asynccontextmanager
    async def _lease_shard(self, collection_name: str) -> AsyncIterator[qdrant_edge.EdgeShard]:
        if collection_name != self._collection_name:
            raise IndexUnavailableError(f"This run writes to {self._collection_name}, not to {collection_name}.")
        yield self._require_shard()
