"""What a request says about the caches (`Cache-Control`), and what its response tells of them (`Cache-Status`)."""

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.context import CacheUse, Result, get_context

CACHE_STATUS_HEADER = "Cache-Status"
_DIRECTIVE = re.compile(r'(?:^|,)\s*+([^\s,;="]++)\s*+(?:=\s*+(?:"([^"]*+)"|([^\s,"]*+))\s*+)?(?=,|$)')
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
        headers = Headers(scope=scope)
        use = parse_cache_control(*(", ".join(headers.getlist(name)) for name in ("cache-control", "pragma")))

        async def send_with_status(message: Message) -> None:
            if message["type"] == "http.response.start" and use.result:
                MutableHeaders(scope=message)[CACHE_STATUS_HEADER] = _STATUS[use.result]
            await send(message)

        context.cache = use
        try:
            await self._app(scope, receive, send_with_status)
        finally:
            use.end()


def parse_cache_control(value: str, pragma: str = "") -> CacheUse:
    """What the directives allow; those that are not known say nothing, as RFC 9111 wants.

    `Pragma: no-cache` is what clients of HTTP/1.0 say, and counts where there is no `Cache-Control`.
    """
    directives = _parse_directives(value if value.strip() else pragma)
    may_store = "no-store" not in directives
    wants_new = "no-cache" in directives or _is_zero(directives.get("max-age", ""))
    return CacheUse(may_read=may_store and not wants_new, may_store=may_store)


def _parse_directives(value: str) -> dict[str, str]:
    """Values by name; commas inside of quotes separate nothing."""
    return {name.lower(): quoted or plain for name, quoted, plain in _DIRECTIVE.findall(value)}


def _is_zero(seconds: str) -> bool:
    return bool(seconds) and not seconds.strip("0")
