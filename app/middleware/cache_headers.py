"""What a request says about the caches (`Cache-Control`), and what its response tells of them (`Cache-Status`)."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.context import CacheUse, Result, get_context

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

    It must stand inside of `CallerWatch`, which cancels a request whose caller has left.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application for one request."""
        context = get_context()
        if scope["type"] != "http" or not context.questions:
            await self._app(scope, receive, send)
            return
        use = parse_cache_control(", ".join(Headers(scope=scope).getlist("cache-control")))

        async def send_with_status(message: Message) -> None:
            if message["type"] == "http.response.start" and use.result:
                MutableHeaders(scope=message)[CACHE_STATUS_HEADER] = _STATUS[use.result]
            await send(message)

        context.cache = use
        try:
            await self._app(scope, receive, send_with_status)
        finally:
            use.end()


def parse_cache_control(value: str) -> CacheUse:
    """What the directives allow; those that are not known say nothing, as RFC 9111 wants."""
    directives = {directive.strip().lower() for directive in value.split(",")}
    may_store = "no-store" not in directives
    return CacheUse(may_read=may_store and not directives & {"no-cache", "max-age=0"}, may_store=may_store)
