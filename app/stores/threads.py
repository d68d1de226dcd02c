"""Conversations that are kept on the server, because a protocol wants it: the port."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Generic, Protocol, TypeVar

from app.settings.sites import DEFAULT_SITE

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a thread is. Only who asks the same site with the same key and the same name is let near it."""

    key: str
    """The name of the caller's API key; empty without one."""
    reader: str
    """What the page calls its reader; empty when it does not tell. Then a thread is known by its id alone."""
    site: str = DEFAULT_SITE

    @property
    def mark(self) -> str:
        """Key and site in at most 50 characters; where only one site is served, the key as it is."""
        if self.site == DEFAULT_SITE:
            return self.key
        return blake2b(f"{self.site}/{self.key}".encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class StoredThread:
    """A thread; `body` is the protocol's own JSON."""

    id: str
    body: str


@dataclass(frozen=True, slots=True)
class StoredItem:
    """Something in a thread, such as a message; `body` is the protocol's own JSON."""

    id: str
    body: str


@dataclass(frozen=True, slots=True)
class StoredPage(Generic[T]):
    """Some of many, in the order in which they were added or its reverse."""

    entries: Sequence[T]
    has_more: bool


class ThreadStore(Protocol):
    """Implemented by `SqlThreads`. What does not exist and what is somebody else's are the same: None or nothing.

    Every method raises StoreUnavailableError when the database cannot be reached or written.
    """

    async def load(self, thread_id: str, owner: Owner) -> StoredThread | None:
        """One thread."""
        ...

    async def list(self, owner: Owner, *, limit: int, after: str | None, descending: bool) -> StoredPage[StoredThread]:
        """The threads of an owner who is named, behind the one with the id `after`; nothing for a nameless owner."""
        ...

    async def save(self, thread: StoredThread, owner: Owner, *, first: StoredItem | None = None) -> bool:
        """Add a thread, with its `first` item, or change it; False when one of that id is not this owner's."""
        ...

    async def delete(self, thread_id: str, owner: Owner) -> bool:
        """Delete a thread with all that is in it, and what is kept of its answers; whether there was one."""
        ...

    async def load_item(self, thread_id: str, item_id: str, owner: Owner) -> StoredItem | None:
        """One item of a thread."""
        ...

    async def list_items(
        self, thread_id: str, owner: Owner, *, limit: int, after: str | None, descending: bool
    ) -> StoredPage[StoredItem] | None:
        """The items of a thread, behind the one with the id `after`; None when there is no such thread."""
        ...

    async def save_item(
        self, thread_id: str, item: StoredItem, owner: Owner, *, thread_body: str | None = None
    ) -> bool:
        """Add an item at the end, or change it at its place, and with it the thread; False when there is none."""
        ...

    async def delete_item(self, thread_id: str, item_id: str, owner: Owner) -> bool:
        """Delete an item; whether there was one."""
        ...

    async def forget(self, days: int) -> int:
        """Delete the threads to which nothing was added for so many days; how many they were."""
        ...
