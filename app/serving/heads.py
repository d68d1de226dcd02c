"""uvicorn's HTTP protocol with bounds that it lacks: for heads that are slow or large, and for streams at shutdown."""

import asyncio
from typing import Any
from uuid import uuid4

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.context import RequestContext, entering
from app.middleware.context import REQUEST_ID_HEADER
from app.middleware.problems import create_problem
from chains.errors import ModelUnavailableError

HEAD_SECONDS = 10.0
MAX_HEAD_BYTES = 32_768
FAREWELL_SECONDS = 1.0
"""How long before the end of a shutdown the streams that still run are told to end."""


class BoundedProtocol(HttpToolsProtocol):
    """A head must be complete within `head_seconds` and hold at most `MAX_HEAD_BYTES`."""

    head_seconds = HEAD_SECONDS

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn does
        """Wait for the first head."""
        super().connection_made(transport)
        self._head_bytes = 0
        self._in_head = self._in_message = False
        self._timer: asyncio.TimerHandle | None = self.loop.call_later(self.head_seconds, self._give_up)

    def data_received(self, data: bytes) -> None:
        """Count what belongs to a head that is not whole yet."""
        begins_in_head = self._in_head or not self._in_message
        super().data_received(data)
        if not self._in_head or self.transport.is_closing():
            return
        if begins_in_head:
            self._head_bytes += len(data)
        if self._head_bytes > MAX_HEAD_BYTES:
            self._refuse_head()
        elif self._timer is None:
            self._timer = self.loop.call_later(self.head_seconds, self._give_up)

    def on_message_begin(self) -> None:
        """A head begins."""
        self._in_head = self._in_message = True
        self._head_bytes = 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head is whole: a body has bounds elsewhere."""
        self._in_head = False
        self._stop_timer()
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > MAX_HEAD_BYTES:
            self._head_bytes = MAX_HEAD_BYTES + 1
            raise ValueError("the head is too large")  # to the parser, which then calls `send_400_response`
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """What comes now is the next head."""
        self._in_message = False
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Say what is wrong with a head that is too large."""
        if self._head_bytes > MAX_HEAD_BYTES:
            self._refuse_head()
        else:
            super().send_400_response(msg)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the timer."""
        self._stop_timer()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """Let an open stream go on, and end it properly just before the server would cut it off."""
        super().shutdown()
        if not self.transport.is_closing() and self.config.timeout_graceful_shutdown is not None:
            seconds = max(0.0, self.config.timeout_graceful_shutdown - FAREWELL_SECONDS)
            self.loop.call_later(seconds, self._end_answers)

    def _end_answers(self) -> None:
        state: Any = getattr(self.app, "state", None)
        if state is not None:
            state.running_answers.end(ModelUnavailableError("The service is shutting down. Ask again."))

    def _refuse_head(self) -> None:
        self._stop_timer()
        self.transport.write(_create_refusal())
        self.transport.close()

    def _give_up(self) -> None:
        self._timer = None
        self.transport.abort()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def _create_refusal() -> bytes:
    """An answer like every other problem. No request is there yet whose id could be sent back: it has a new one."""
    request_id = uuid4().hex
    detail = f"The address and the headers are longer than {MAX_HEAD_BYTES} bytes. Send a shorter request."
    with entering(RequestContext(id=request_id)):
        problem = create_problem(431, "Request Header Fields Too Large", detail)
    problem.headers["connection"] = "close"
    problem.headers[REQUEST_ID_HEADER] = request_id
    head = b"".join(b"%b: %b\r\n" % header for header in problem.raw_headers)
    return b"HTTP/1.1 431 Request Header Fields Too Large\r\n" + head + b"\r\n" + bytes(problem.body)
