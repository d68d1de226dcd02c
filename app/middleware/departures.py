"""What happens when the caller leaves, or takes too long: the work stops.

LangServe notices neither: `/invoke` runs to its end for nobody, and a client that reads nothing keeps its stream open
for ever.
"""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.context import get_context
from app.pump import Pumps
from chains.errors import AskdocsError, DeadlineError

GRACE_SECONDS = 15
"""How much longer than its answer a request may take: until the last word is sent to a slow client."""


class CallerWatch:
    """ASGI middleware: cancels a question when its caller leaves or its `seconds` are over, and what it left running.

    It must stand inside of `JsonBodies`, which hands it the body in one piece.
    """

    def __init__(self, app: ASGIApp, *, seconds: float, running: "RunningAnswers") -> None:
        self._app = app
        self._seconds = seconds
        self._running = running

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application for one request."""
        context = get_context()
        if scope["type"] != "http" or not context.questions:
            await self._app(scope, receive, send)
            return
        limit = asyncio.timeout(self._seconds)
        request = _Watched(await receive(), receive, send, limit)
        watcher = asyncio.create_task(request.watch(), name="caller watch")
        with context.departures as pumps:
            self._running.add(pumps)
            try:
                async with limit:
                    await self._app(scope, request.replay, request.send)
            except TimeoutError:
                if not limit.expired():
                    raise
            finally:
                self._running.discard(pumps)
                watcher.cancel()
        if request.is_left.is_set():
            context.has_left = True
        elif limit.expired() and not request.is_answered:
            from app.middleware.problems import create_askdocs_problem  # noqa: PLC0415 - `askdocs ask` needs no FastAPI

            error = DeadlineError("The request took too long. Try again, or ask fewer questions at once.")
            await create_askdocs_problem(error)(scope, receive, send)


class _Watched:
    """One request: what its application reads and writes."""

    def __init__(self, body: Message, receive: Receive, send: Send, limit: asyncio.Timeout) -> None:
        self.is_left = asyncio.Event()
        self.is_answered = False
        self._is_complete = False
        self._body: Message | None = body
        self._receive = receive
        self._send = send
        self._limit = limit

    async def replay(self) -> Message:
        """The body, and then nothing until the caller leaves."""
        if self._body is None:
            await self.is_left.wait()
            return {"type": "http.disconnect"}
        body, self._body = self._body, None
        return body

    async def send(self, message: Message) -> None:
        """Pass on; after the end nothing, as whoever still writes must not wait for a client that does not read."""
        if not self._limit.expired():
            self.is_answered = True
            self._is_complete = message["type"] == "http.response.body" and not message.get("more_body", False)
            await self._send(message)

    async def watch(self) -> None:
        """End the request when the caller leaves."""
        while (await self._receive())["type"] != "http.disconnect":
            continue
        if self._is_complete:  # the server says so too when all is sent
            return
        self.is_left.set()
        if not self._limit.expired():
            self._limit.reschedule(0)


class RunningAnswers:
    """The answers under way in this process."""

    def __init__(self) -> None:
        self._pumps: set[Pumps] = set()

    def add(self, pumps: Pumps) -> None:
        """An answer has begun."""
        self._pumps.add(pumps)

    def discard(self, pumps: Pumps) -> None:
        """An answer has ended."""
        self._pumps.discard(pumps)

    def end(self, reason: AskdocsError) -> None:
        """Let each stream end now, with a last part that says that it was cut off."""
        for pumps in list(self._pumps):
            pumps.end(reason)
