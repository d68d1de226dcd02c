"""LangServe's routes with what they lack: an honest status, a heartbeat of ours, and a playground that is bounded."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

from fastapi import HTTPException, Request, Response
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.types import Receive, Scope, Send

from app.wires.content_security_policy import create_policy
from app.wires.event_stream import EventStream
from app.wires.langserve.answer_json import fill_envelope
from app.wires.langserve.stream_status import answer_with_status
from app.wires.wire import ParsedRoute

Check = Callable[[Request], Awaitable[None]]
Handle = Callable[[Request], Awaitable[Response]]
_PLAYGROUND = "/playground/{file_path:path}"
_FOLDERS = ("playground", "chat_playground")


class LangServeRoute(ParsedRoute):
    """One of LangServe's routes."""

    checks: Sequence[Check] = ()
    """What each request must pass, in this order; FastAPI would look for what each of them depends on, every time."""

    def get_route_handler(self) -> Callable[[Request], Any]:
        """Wrap LangServe's handler in the checks."""
        handle = self._wrap(super().get_route_handler())

        async def handle_checked(request: Request) -> Response:
            for check in self.checks:
                await check(request)
            return await handle(request)

        return handle_checked

    def _wrap(self, handle: Handle) -> Handle:
        known = _list_files() if self.path.endswith(_PLAYGROUND) else frozenset()

        async def handle_stream(request: Request) -> Response:
            response = await handle(request)
            return create_event_stream(response) if isinstance(response, EventSourceResponse) else response

        async def handle_file(request: Request) -> Response:
            """Only what is there: LangServe opens whatever it is asked for, and a folder or a NUL is a 500."""
            file = request.path_params["file_path"]
            if file and file not in known:
                raise HTTPException(404, "The playground has no such file.")
            response = await handle(request)
            # Its form library compiles its checks.
            response.headers["Content-Security-Policy"] = create_policy(response, script="'unsafe-eval'")
            return response

        async def handle_invoke(request: Request) -> Response:
            return await fill_envelope(handle, request)

        if self.path.endswith("/invoke"):
            return handle_invoke
        return handle_file if known else handle_stream

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        await answer_with_status(super().handle, scope, receive, send)


def create_route_class(*checks: Check) -> type[LangServeRoute]:
    """LangServe's routes, which are reached by what passes these checks."""
    return type("CheckedRoute", (LangServeRoute,), {"checks": checks})


def create_event_stream(response: EventSourceResponse) -> EventStream:
    """Build the response that sends the same events as LangServe's, byte for byte."""
    return EventStream(
        _format(cast("AsyncGenerator[Mapping[str, Any]]", response.body_iterator)), heartbeat=b": ping\r\n\r\n"
    )


async def _format(events: AsyncGenerator[Mapping[str, Any]]) -> AsyncGenerator[bytes]:
    try:
        async for event in events:
            yield format_event(**event)
    finally:
        with suppress(RuntimeError):  # LangServe has one more event for whoever closes its stream
            await events.aclose()


def format_event(*, event: str, data: str | None = None, **more: Any) -> bytes:
    """One event, as sse-starlette writes it; that looks for the ends of lines, of which JSON has none."""
    if more or "\n" in (data or "") or "\r" in (data or ""):
        return ServerSentEvent(data, event=event, **more).encode()
    told = f"event: {event}\r\n" if data is None else f"event: {event}\r\ndata: {data}\r\n"
    return f"{told}\r\n".encode()


def _list_files() -> frozenset[str]:
    folders = (Path(str(files("langserve"))) / name / "dist" for name in _FOLDERS)
    return frozenset(
        path.relative_to(folder).as_posix() for folder in folders for path in folder.rglob("*") if path.is_file()
    )
