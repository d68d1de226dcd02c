"""ChatKit's server: it keeps the threads and answers with our chain."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Any

import anyio
from chatkit.errors import CustomStreamError
from chatkit.server import ChatKitServer
from chatkit.store import NotFoundError
from chatkit.types import (
    AssistantMessageItem,
    ChatKitReq,
    FeedbackKind,
    ProgressUpdateEvent,
    ThreadItem,
    ThreadMetadata,
    ThreadStreamEvent,
    UserMessageItem,
    is_streaming_req,
)
from fastapi import HTTPException
from langchain_core.runnables import Runnable

from app.context import get_context
from app.middleware.problems import note_error
from app.stores import ThreadStore
from app.wires.answer_events import AnswerEvent, begin_answer
from app.wires.asking import create_request
from app.wires.chatkit.answering import Message
from app.wires.chatkit.reader import Reader
from app.wires.chatkit.requests import create_message
from app.wires.chatkit.threads import ChatKitThreads
from app.wires.conversation import Conversation, read_messages
from app.wires.voting import Voting
from chains.errors import AskdocsError
from chains.schemas import MAX_TURNS, ChatRequest

_TITLE_CHARACTERS = 80
_READ_ITEMS = 2 * MAX_TURNS
"""Beside messages a thread holds notes of the package, such as that a reader stopped an answer."""


class DocsServer(ChatKitServer[Reader]):
    """Answers in a thread from the documentation."""

    def __init__(self, threads: ThreadStore, chain: Runnable[Any, Any], voting: Voting | None) -> None:
        self._threads = ChatKitThreads(threads)
        super().__init__(self._threads)
        self._chain = chain
        self._voting = voting

    async def answer(self, asked: ChatKitReq, reader: Reader) -> bytes | AsyncGenerator[bytes]:
        """The JSON of an answer, or its frames: `process` of the package for a request that is parsed already.

        `process` builds its parser anew for each request, which takes 4 ms.
        """
        if not is_streaming_req(asked):
            return await self._process_non_streaming(asked, reader)
        return self._process_streaming(asked, reader)

    async def respond(
        self, thread: ThreadMetadata, input_user_message: UserMessageItem | None, context: Reader
    ) -> AsyncIterator[ThreadStreamEvent]:
        """Yield the events of an answer to the newest message."""
        conversation = await self._read_conversation(thread, input_user_message, context)
        if not thread.title:
            thread.title = " ".join(conversation.query.split())[:_TITLE_CHARACTERS]
        context.burst.goes_on = False
        yield ProgressUpdateEvent(text="Searching the documentation")
        get_context().thread = thread.id
        try:
            async with aclosing(await self._begin(create_request(conversation, context.options))) as events:
                message = Message(thread.id)
                async for event in events:
                    sent = list(message.translate(event))
                    for number, each in enumerate(sent, 1):
                        context.burst.goes_on = number < len(sent)
                        yield each
        except CustomStreamError:
            await self._threads.write_thread(context)
            raise

    async def _begin(self, request: ChatRequest) -> AsyncGenerator[AnswerEvent]:
        try:
            return await begin_answer(self._chain, request)
        except AskdocsError as error:
            note_error(error)
            raise CustomStreamError(error.message, allow_retry=True) from error

    async def handle_stream_cancelled(
        self, thread: ThreadMetadata, pending_items: list[ThreadItem], context: Reader
    ) -> None:
        """Keep what was said until the reader stopped it. The response is cancelled again and again meanwhile."""
        with anyio.CancelScope(shield=True):
            await super().handle_stream_cancelled(thread, pending_items, context)

    async def add_feedback(self, thread_id: str, item_ids: list[str], feedback: FeedbackKind, context: Reader) -> None:
        """Keep a vote for each of these answers. Raises NotFoundError for what is no answer of this thread."""
        for item_id in item_ids:
            if not isinstance(await self.store.load_item(thread_id, item_id, context), AssistantMessageItem):
                raise NotFoundError
        if self._voting is None:
            raise HTTPException(404, "Votes are not kept here. Hide the buttons for feedback in the page.")
        for item_id in item_ids:
            await self._voting.vote(item_id, 1 if feedback == "positive" else -1)

    async def _read_conversation(
        self, thread: ThreadMetadata, newest: UserMessageItem | None, context: Reader
    ) -> Conversation:
        if newest is not None and context.thread.is_new:
            items: list[ThreadItem] = [newest]
        else:
            items = (await self.store.load_thread_items(thread.id, None, _READ_ITEMS, "desc", context)).data[::-1]
        messages = [message for item in items if (message := _read_item(item))]
        return read_messages(messages, field="params.input")


def _read_item(item: ThreadItem) -> dict[str, Any] | None:
    match item:
        case UserMessageItem():
            return create_message("user", [part.model_dump() for part in item.content], item.quoted_text)
        case AssistantMessageItem():
            return {"role": "assistant", "content": "\n".join(part.text for part in item.content)}
        case _:
            return None
