"""The port to an index, embedded or on a server."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from app.index.client import VectorClient
from app.index.record import IndexRecord, Signature

NO_PREVIOUS = (
    "There is no earlier index to go back to: none was replaced yet, or it is gone. To have the old pages again, index "
    "them again."
)
"""What `Index.roll_back` says when there is nothing to go back to."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One generation that is kept open. A question asks its collection, even if another one is published meanwhile."""

    collection_name: str
    record: IndexRecord
    salt: str = ""
    """What the ids of its points are made with, see `salt_point_id`."""


class Writing(Protocol):
    """One run that holds the index's lock.

    Readers see its changes after `finish`. A run with an unchanged signature on a server is the exception: it changes
    the live collection point by point.
    """

    client: VectorClient
    generation: str
    """The name of the generation that `finish` publishes."""
    base: IndexRecord | None
    """The index as it stands; None before the first run."""

    @property
    def collection_name(self) -> str:
        """What to write to. It already holds the points that need not be made again."""
        ...

    @property
    def salt(self) -> str:
        """What the ids of its points are made with, see `salt_point_id`."""
        ...

    @property
    def previous(self) -> str:
        """What the record of this run names as `previous`."""
        ...

    continued: bool
    """True when an earlier run was cut off half-way and this one goes on from there."""

    async def begin(self, added: int = 0) -> None:
        """Say that changes follow. What is written after this call is kept for the next run if this one breaks off.

        Raises:
            IndexUnavailableError: there is no room for as many new texts.
        """
        ...

    async def finish(self, record: IndexRecord) -> None:
        """Publish; readers see all of it at once. `record.generation` is this run's."""
        ...


@runtime_checkable
class IndexReader(Protocol):
    """What a retriever asks of an index."""

    signature: Signature
    """What the settings say, which the index must fit."""

    def reading(self) -> AbstractAsyncContextManager[Reading]:
        """The current generation, for as long as the block runs; the one before it where that alone fits the settings.

        So a service whose embedding model is being changed goes on answering until it is restarted. When neither fits,
        it is the current one: signatures are compared elsewhere.

        Raises:
            IndexMissingError: nothing has been indexed yet.
            IndexUnavailableError: the folder or the server cannot be used.
        """
        ...


class Index(IndexReader, Protocol):
    """Built by `create_index`, which touches nothing; every method raises errors of `chains.errors` only."""

    collection_name: str
    """The configured name, which means the current generation."""

    @property
    def client(self) -> VectorClient:
        """What asks and changes its points."""
        ...

    def writing(self, *, rebuild: bool = False) -> AbstractAsyncContextManager[Writing]:
        """Lock the index and prepare a place to write to. Without `finish` nothing is published.

        Raises:
            IndexBusyError: another run holds the lock; the message says who.
            SignatureMismatchError: the index has another signature and `rebuild` is false.
        """
        ...

    async def roll_back(self) -> IndexRecord:
        """Publish `previous` of the current record again, whatever its signature, and return its record.

        The index that is left becomes the `previous` of that one: a second call undoes the first.

        Raises:
            IndexMissingError: nothing is indexed, or nothing is kept to go back to.
            IndexBusyError: a run holds the lock.
        """
        ...

    async def move(self, name: str = "") -> bool:
        """Copy an index that lies elsewhere in the same place, and publish it here; nothing is embedded.

        It lies in the layout of an earlier version, or under another `QDRANT_COLLECTION_NAME`, which `name` is. It
        stays, as what a rollback goes back to. False when there is nothing to move.

        Raises:
            IndexMissingError: nothing is indexed there.
            IndexBusyError: a run holds the lock.
            UsageError: something is indexed here already, or this place knows no such move.
        """
        ...

    async def forget_previous(self) -> bool:
        """Remove what a rollback would go back to; False when there is nothing.

        Raises:
            IndexMissingError: nothing is indexed.
            IndexBusyError: a run holds the lock.
        """
        ...

    async def forget(self) -> bool:
        """Remove all of the site's index; False when there is nothing.

        Raises:
            IndexBusyError: a run holds the lock.
        """
        ...

    async def measure(self, generation: str) -> int | None:
        """Bytes on disk of a generation; None where the server does not tell."""
        ...

    async def load_record(self) -> IndexRecord:
        """The current generation's record, also when its signature is another."""
        ...

    async def load_answering_record(self) -> IndexRecord:
        """The record of the generation that questions are answered from, see `reading`; signatures are not compared."""
        ...

    async def check(self) -> IndexRecord:
        """Readiness: the collection can be opened and its signature fits, else what is wrong is raised."""
        ...

    async def aclose(self) -> None:
        """Let go of folders and connections."""
        ...
