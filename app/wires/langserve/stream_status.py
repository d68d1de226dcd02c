"""An honest status for a stream that fails before its first word.

LangServe has sent 200 by then and hides the reason in `event: error`. Here the status is held back until the first
event: when that is an error of ours, the client gets its status and its problem instead.
"""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.context import get_context
from app.middleware.problems import create_askdocs_problem
from chains.errors import AskdocsError


async def answer_with_status(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Run `app`; a stream whose first event is a failure becomes the problem that it is."""
    context = get_context()
    held: Message | None = None
    replaced = False

    async def hold_start(message: Message) -> None:
        nonlocal held, replaced
        if replaced:
            return
        if message["type"] == "http.response.start" and _is_event_stream(message):
            held = message
            return
        if held is not None:
            if context.failure is not None and message.get("body", b"").startswith(b"event: error"):
                replaced = True
                await create_askdocs_problem(context.failure)(scope, receive, send)
                return
            await send(held)
            held = None
        await send(message)

    try:
        await app(scope, receive, hold_start)
    except (AskdocsError, RuntimeError):
        if not replaced:  # LangServe raises once more what has been answered here
            raise


def _is_event_stream(message: Message) -> bool:
    return Headers(raw=message["headers"]).get("content-type", "").startswith("text/event-stream")
