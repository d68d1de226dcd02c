"""What a request says about the caches (`Cache-Control`), and what its response tells of them (`Cache-Status`)."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.caching import CacheUse, Result, using
from app.observations import get_observation
from app.wires.bodies import is_question

CACHE_STATUS_HEADER = "Cache-Status"
_STATUS: dict[Result, str] = {
    "hit": "askdocs; hit",
    "collapsed": "askdocs; fwd=miss; collapsed",
    "miss": "askdocs; fwd=miss",
    "request": "askdocs; fwd=request",
    "bypass": "askdocs; fwd=bypass",
}


class CacheHeaders:
    """ASGI middleware: reads the one header (RFC 9111), writes the other (RFC 9211), and ends what the request left.

    It must stand inside of `CallerWatch`, which cancels a request whose caller has left, and outside of `StreamStatus`,
    which holds a stream's status back until its first part is known.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application for one request."""
        if not is_question(scope):
            await self._app(scope, receive, send)
            return

        async def send_with_status(message: Message) -> None:
            if message["type"] == "http.response.start" and use.result:
                MutableHeaders(scope=message)[CACHE_STATUS_HEADER] = _STATUS[use.result]
            await send(message)

        with using(parse_cache_control(", ".join(Headers(scope=scope).getlist("cache-control")))) as use:
            try:
                await self._app(scope, receive, send_with_status)
            finally:
                if (observation := get_observation()) is not None:
                    observation.cache = use.result or ""


def parse_cache_control(value: str) -> CacheUse:
    """What the directives allow; those that are not known say nothing, as RFC 9111 wants."""
    directives = {directive.strip().lower() for directive in value.split(",")}
    may_store = "no-store" not in directives
    return CacheUse(may_read=may_store and not directives & {"no-cache", "max-age=0"}, may_store=may_store)
