"""ChatKit's server: it keeps the threads and answers with our chain."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

import anyio
from chatkit.errors import CustomStreamError
from chatkit.server import ChatKitServer
from chatkit.store import NotFoundError
from chatkit.types import (
    AssistantMessageItem,
    FeedbackKind,
    ProgressUpdateEvent,
    ThreadItem,
    ThreadMetadata,
    ThreadStreamEvent,
    UserMessageItem,
)
from fastapi import HTTPException
from langchain_core.runnables import Runnable

from app.middleware.problems import note_error
from app.stores import ThreadStore
from app.wires.answer_events import begin_answer
from app.wires.asking import create_request
from app.wires.chatkit.answering import Message
from app.wires.chatkit.reader import Reader
from app.wires.chatkit.requests import create_message
from app.wires.chatkit.threads import ChatKitThreads
from app.wires.conversation import Conversation, read_messages
from chains.errors import AskdocsError
from chains.schemas import MAX_TURNS

_TITLE_CHARACTERS = 80
_READ_ITEMS = 2 * MAX_TURNS
"""Beside messages a thread holds notes of the package, such as that a reader stopped an answer."""


class DocsServer(ChatKitServer[Reader]):
    """Answers in a thread from the documentation."""

    def __init__(self, threads: ThreadStore, chain: Runnable[Any, Any]) -> None:
        super().__init__(ChatKitThreads(threads))
        self._chain = chain

    async def respond(
        self, thread: ThreadMetadata, input_user_message: UserMessageItem | None, context: Reader
    ) -> AsyncIterator[ThreadStreamEvent]:
        """Yield the events of an answer to the newest message."""
        conversation = await self._read_conversation(thread, context)
        if not thread.title:
            thread.title = " ".join(conversation.query.split())[:_TITLE_CHARACTERS]
        yield ProgressUpdateEvent(text="Searching the documentation")
        try:
            events = await begin_answer(self._chain, create_request(conversation, context.options))
        except AskdocsError as error:
            note_error(error)
            raise CustomStreamError(error.message, allow_retry=True) from error
        message = Message(thread.id)
        async with aclosing(events):
            async for event in events:
                for sent in message.translate(event):
                    yield sent

    async def handle_stream_cancelled(
        self, thread: ThreadMetadata, pending_items: list[ThreadItem], context: Reader
    ) -> None:
        """Keep what was said until the reader stopped it. The response is cancelled again and again meanwhile."""
        with anyio.CancelScope(shield=True):
            await super().handle_stream_cancelled(thread, pending_items, context)

    async def add_feedback(self, thread_id: str, item_ids: list[str], feedback: FeedbackKind, context: Reader) -> None:
        """Refuse a vote: votes are not kept yet. Raises NotFoundError for what is no answer of this thread."""
        for item_id in item_ids:
            if not isinstance(await self.store.load_item(thread_id, item_id, context), AssistantMessageItem):
                raise NotFoundError
        raise HTTPException(404, "Votes are not kept here. Hide the buttons for feedback in the page.")

    async def _read_conversation(self, thread: ThreadMetadata, context: Reader) -> Conversation:
        page = await self.store.load_thread_items(thread.id, None, _READ_ITEMS, "desc", context)
        messages = [message for item in reversed(page.data) if (message := _read_item(item))]
        return read_messages(messages, field="params.input")


def _read_item(item: ThreadItem) -> dict[str, Any] | None:
    match item:
        case UserMessageItem():
            return create_message("user", [part.model_dump() for part in item.content], item.quoted_text)
        case AssistantMessageItem():
            return {"role": "assistant", "content": "\n".join(part.text for part in item.content)}
        case _:
            return None
