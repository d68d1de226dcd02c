"""Server-sent events, sent as they come."""

from collections.abc import AsyncIterator, Mapping

from fastapi import Response
from sse_starlette import EventSourceResponse, ServerSentEvent
from sse_starlette.sse import AppStatus

CACHE_CONTROL = "no-cache"
"""No cache keeps the response to a POST anyway. `no-store` would make Chromium call a stream that was read to its end
aborted, in about half of all cases.
"""
HEARTBEAT_SECONDS = 15
"""How often a stream that says nothing sends a comment, so that proxies and clients know that it lives.

The theme's `SILENCE_MS` is more than twice as long.
"""


def create_event_stream(
    frames: AsyncIterator[bytes], *, headers: Mapping[str, str] | None = None, heartbeat: bool = True
) -> Response:
    """Build the response that sends these frames, each with its empty line at the end.

    The heartbeat is a comment, for which `heartbeat` says whether the clients of the protocol know such.
    """
    stop_at_our_word()
    return EventSourceResponse(
        frames,
        headers={"Cache-Control": CACHE_CONTROL, **(headers or {})},
        sep="\n",
        ping=HEARTBEAT_SECONDS if heartbeat else 0,
        ping_message_factory=lambda: ServerSentEvent(comment="ping", sep="\n"),
    )


def stop_at_our_word() -> None:
    """Let a signal not cut streams off: the server ends them itself, with a last event."""
    AppStatus.disable_automatic_graceful_drain()  # type: ignore[no-untyped-call]
