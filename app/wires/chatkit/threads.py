"""ChatKit's store over ours: its threads and items are kept as its own JSON."""

import secrets
from typing import Any

from chatkit.store import NotFoundError, Store, StoreItemType
from chatkit.types import Attachment, Page, ThreadItem, ThreadMetadata
from pydantic import TypeAdapter

from app.stores import StoredItem, StoredThread, ThreadStore
from app.wires.chatkit.reader import Reader

_ITEM = TypeAdapter[ThreadItem](ThreadItem)
_RANDOM_BYTES = 16
"""A thread without a named owner is known by its id alone, so nobody may guess one."""


class ChatKitThreads(Store[Reader]):
    """Raises NotFoundError for what does not exist or is somebody else's, and StoreUnavailableError."""

    def __init__(self, threads: ThreadStore) -> None:
        self._threads = threads

    def generate_thread_id(self, context: Reader) -> str:
        """A name for a new thread."""
        return f"thr_{secrets.token_hex(_RANDOM_BYTES)}"

    def generate_item_id(self, item_type: StoreItemType, thread: ThreadMetadata, context: Reader) -> str:
        """A name for a new item."""
        return f"{item_type}_{secrets.token_hex(_RANDOM_BYTES)}"

    async def load_thread(self, thread_id: str, context: Reader) -> ThreadMetadata:
        """One thread."""
        here = context.thread
        if here.known is None or here.known.id != thread_id:
            here.known = await self._threads.load(thread_id, context.owner)
            here.is_kept = here.known is not None
        if here.known is None:
            raise NotFoundError
        return ThreadMetadata.model_validate_json(here.known.body)

    async def save_thread(self, thread: ThreadMetadata, context: Reader) -> None:
        """Add a thread, or change its title; that of a question is written with the message that comes next."""
        here = context.thread
        here.is_new = here.is_new or here.known is None
        body = ThreadMetadata(**thread.model_dump(include=set(ThreadMetadata.model_fields))).model_dump_json()
        here.known = here.unwritten = StoredThread(thread.id, body)
        if not context.is_asking:
            await self.write_thread(context)

    async def write_thread(self, context: Reader) -> None:
        """Write a thread to which nothing more is added."""
        thread, context.thread.unwritten = context.thread.unwritten, None
        if thread is not None and not await self._threads.save(thread, context.owner):
            raise NotFoundError

    async def load_threads(self, limit: int, after: str | None, order: str, context: Reader) -> Page[ThreadMetadata]:
        """The threads of a reader."""
        page = await self._threads.list(context.owner, limit=limit, after=after, descending=order == "desc")
        threads = [ThreadMetadata.model_validate_json(thread.body) for thread in page.entries]
        return Page(data=threads, has_more=page.has_more, after=threads[-1].id if page.has_more else None)

    async def delete_thread(self, thread_id: str, context: Reader) -> None:
        """Delete a thread with all that is in it."""
        if not await self._threads.delete(thread_id, context.owner):
            raise NotFoundError

    async def load_thread_items(
        self, thread_id: str, after: str | None, limit: int, order: str, context: Reader
    ) -> Page[ThreadItem]:
        """The items of a thread."""
        page = await self._threads.list_items(
            thread_id, context.owner, limit=limit, after=after, descending=order == "desc"
        )
        if page is None:
            raise NotFoundError
        items = [_ITEM.validate_json(item.body) for item in page.entries]
        return Page(data=items, has_more=page.has_more, after=items[-1].id if page.has_more else None)

    async def add_thread_item(self, thread_id: str, item: ThreadItem, context: Reader) -> None:
        """Add an item at the end."""
        await self.save_item(thread_id, item, context)

    async def save_item(self, thread_id: str, item: ThreadItem, context: Reader) -> None:
        """Add an item, or change it; with it, what is new of its thread."""
        here, stored = context.thread, StoredItem(item.id, _ITEM.dump_json(item).decode())
        thread, here.unwritten = here.unwritten, None
        if thread is not None and not here.is_kept:
            is_saved = await self._threads.save(thread, context.owner, first=stored)
        else:
            body = None if thread is None else thread.body
            is_saved = await self._threads.save_item(thread_id, stored, context.owner, thread_body=body)
        if not is_saved:
            raise NotFoundError
        here.is_kept = True

    async def load_item(self, thread_id: str, item_id: str, context: Reader) -> ThreadItem:
        """One item."""
        item = await self._threads.load_item(thread_id, item_id, context.owner)
        if item is None:
            raise NotFoundError
        return _ITEM.validate_json(item.body)

    async def delete_thread_item(self, thread_id: str, item_id: str, context: Reader) -> None:
        """Delete an item."""
        if not await self._threads.delete_item(thread_id, item_id, context.owner):
            raise NotFoundError

    async def save_attachment(self, attachment: Attachment, context: Reader) -> None:
        """There are none."""
        raise NotFoundError

    async def load_attachment(self, attachment_id: str, context: Reader) -> Attachment:
        """There are none."""
        raise NotFoundError

    async def delete_attachment(self, attachment_id: str, context: Reader) -> Any:
        """There are none."""
        raise NotFoundError
