"""ChatKit's package and nothing of ours: threads in memory, and an answer that is there at once.

    python -m benchmarks.peers.bare_chatkit PORT

`/chatkit` answers a first question with as many events as an answer of ours has, `/plain` with as much text in as many
pieces without the package: what it costs is the difference.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import uvicorn
from chatkit.server import ChatKitServer
from chatkit.store import NotFoundError, Store
from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageContentPartAdded,
    AssistantMessageContentPartDone,
    AssistantMessageContentPartTextDelta,
    AssistantMessageItem,
    ChatKitReq,
    Page,
    ProgressUpdateEvent,
    ThreadItem,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemUpdatedEvent,
    ThreadMetadata,
    ThreadStreamEvent,
    UserMessageItem,
    is_streaming_req,
)
from pydantic import TypeAdapter
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from benchmarks._load.cases import CHUNKS
from benchmarks._load.upstream import get_text

REQUEST = TypeAdapter[ChatKitReq](ChatKitReq)
"""Built once, as ours is: `process` of the package builds it anew for each request, twice the cost of all the rest."""
TEXT = get_text(CHUNKS)
SIZE = len(TEXT) // CHUNKS + 1
PIECES = [TEXT[start : start + SIZE] for start in range(0, len(TEXT), SIZE)]


class Forgetful(Store[None]):
    """Keeps nothing: what a store costs is not the package's."""

    async def load_thread(self, thread_id: str, context: None) -> ThreadMetadata:
        """There is none."""
        raise NotFoundError

    async def save_thread(self, thread: ThreadMetadata, context: None) -> None:
        """Forget it."""

    async def load_thread_items(
        self, thread_id: str, after: str | None, limit: int, order: str, context: None
    ) -> Page[ThreadItem]:
        """There are none."""
        return Page()

    async def load_threads(self, limit: int, after: str | None, order: str, context: None) -> Page[ThreadMetadata]:
        """There are none."""
        return Page()

    async def add_thread_item(self, thread_id: str, item: ThreadItem, context: None) -> None:
        """Forget it."""

    async def save_item(self, thread_id: str, item: ThreadItem, context: None) -> None:
        """Forget it."""

    async def load_item(self, thread_id: str, item_id: str, context: None) -> ThreadItem:
        """There is none."""
        raise NotFoundError

    async def delete_thread(self, thread_id: str, context: None) -> None:
        """There is none."""

    async def delete_thread_item(self, thread_id: str, item_id: str, context: None) -> None:
        """There is none."""

    async def save_attachment(self, attachment: Any, context: None) -> None:
        """Forget it."""

    async def load_attachment(self, attachment_id: str, context: None) -> Any:
        """There is none."""
        raise NotFoundError

    async def delete_attachment(self, attachment_id: str, context: None) -> None:
        """There is none."""


class BareServer(ChatKitServer[None]):
    """Says the same to everybody."""

    async def respond(
        self, thread: ThreadMetadata, input_user_message: UserMessageItem | None, context: None
    ) -> AsyncIterator[ThreadStreamEvent]:
        """The events of an answer."""
        item = AssistantMessageItem(id="message", thread_id=thread.id, created_at=datetime.now(UTC), content=[])
        yield ProgressUpdateEvent(text="Reading 8 passages")
        yield ThreadItemAddedEvent(item=item)
        added = AssistantMessageContentPartAdded(content_index=0, content=AssistantMessageContent(text=""))
        yield ThreadItemUpdatedEvent(item_id=item.id, update=added)
        for piece in PIECES:
            delta = AssistantMessageContentPartTextDelta(content_index=0, delta=piece)
            yield ThreadItemUpdatedEvent(item_id=item.id, update=delta)
        content = AssistantMessageContent(text=TEXT)
        done = AssistantMessageContentPartDone(content_index=0, content=content)
        yield ThreadItemUpdatedEvent(item_id=item.id, update=done)
        yield ThreadItemDoneEvent(item=item.model_copy(update={"content": [content]}))


def create_app() -> Starlette:
    """The two routes."""
    server = BareServer(Forgetful())

    async def chatkit(request: Request) -> Response:
        asked = REQUEST.validate_json(await request.body())
        if not is_streaming_req(asked):
            return Response(status_code=400)
        return StreamingResponse(server._process_streaming(asked, None), media_type="text/event-stream")  # noqa: SLF001

    async def plain(request: Request) -> Response:
        await request.json()

        async def stream() -> AsyncIterator[str]:
            for piece in PIECES:
                yield f"data: {piece}\n\n"

        return StreamingResponse(stream(), media_type="text/event-stream")

    routes = [Route(f"/{handler.__name__}", handler, methods=["POST"]) for handler in (chatkit, plain)]
    return Starlette(routes=[*routes, Route("/health", lambda _: Response())])


if __name__ == "__main__":
    config = uvicorn.Config(create_app(), port=int(sys.argv[1]), log_level="warning")
    asyncio.run(uvicorn.Server(config).serve())
