"""Runs a request through ChatKit's server, and turns its errors into ours before a stream has begun."""

import logging
from collections.abc import AsyncGenerator
from typing import Any

from chatkit.store import NotFoundError
from chatkit.types import ChatKitReq, ThreadsRetryAfterItemReq, UserMessageItem
from fastapi import HTTPException
from langchain_core.runnables import Runnable
from pydantic import TypeAdapter, ValidationError

from app.middleware.problems import InvalidFieldError
from app.stores import ThreadStore
from app.wires.chatkit.reader import Burst, Reader
from app.wires.chatkit.server import DocsServer
from app.wires.voting import Voting

_REQUEST = TypeAdapter[ChatKitReq](ChatKitReq)
_NOTHING = "There is no such thread or item for this reader. Begin a new thread with threads.create."


class Processing:
    """One server of ChatKit's for a route."""

    def __init__(self, threads: ThreadStore, chain: Runnable[Any, Any], voting: Voting | None) -> None:
        self._server = DocsServer(threads, chain, voting)
        logging.getLogger("chatkit").setLevel(logging.WARNING)  # it tells of each request

    async def run(self, body: dict[str, Any], reader: Reader) -> bytes | AsyncGenerator[bytes]:
        """The JSON of the answer, or its frames, of which the first are there already.

        Raises:
            HTTPException: 400 for a body that is not the protocol's, 404 for a thread or an item that is not there.
            StoreUnavailableError: the threads cannot be read or written.
        """
        try:
            asked = _REQUEST.validate_python(body)
        except ValidationError as error:
            raise _create_field_error(error) from None
        try:
            await self._check(asked, reader)
            frames = await self._server.answer(asked, reader)
            if isinstance(frames, bytes):
                return frames
            begun = [await anext(frames)]
            while not reader.thread.is_kept:  # a question that cannot be kept is refused before a stream begins
                begun.append(await anext(frames))
        except (NotFoundError, StopAsyncIteration):
            raise HTTPException(404, _NOTHING) from None
        return _join_bursts(begun, frames, reader.burst)

    async def _check(self, asked: ChatKitReq, reader: Reader) -> None:
        """Raise NotFoundError for a thread or message that is not there: the package would fail within its stream."""
        store = self._server.store
        thread_id = getattr(asked.params, "thread_id", None)
        if thread_id is not None:
            await store.load_thread(thread_id, reader)
        if isinstance(asked, ThreadsRetryAfterItemReq):
            item = await store.load_item(asked.params.thread_id, asked.params.item_id, reader)
            if not isinstance(item, UserMessageItem):
                raise InvalidFieldError(
                    "params.item_id must be a message of the reader; what came after it is answered again.",
                    field="params.item_id",
                )


async def _join_bursts(begun: list[bytes], frames: AsyncGenerator[bytes], burst: Burst) -> AsyncGenerator[bytes]:
    joined = begun
    try:
        async for frame in frames:
            joined.append(frame)
            if not burst.goes_on:
                yield b"".join(joined)
                joined = []
        if joined:
            yield b"".join(joined)
    finally:
        await frames.aclose()


def _create_field_error(error: ValidationError) -> InvalidFieldError:
    """The first thing that is wrong, without what was sent."""
    problem = error.errors(include_url=False, include_input=False, include_context=False)[0]
    field = ".".join(str(part) for part in problem["loc"][1:]) or "type"
    kind = problem["loc"][0] if problem["loc"] else ""
    return InvalidFieldError(f"{field}: {problem['msg']}" + (f" (in {kind})" if kind else ""), field=field)
