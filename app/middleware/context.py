"""Makes the context of each request, and sends its id back."""

from collections.abc import Sequence
from urllib.parse import quote
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.routing import compile_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.context import Endpoint, RequestContext, entering
from app.middleware.doors import FindDoor
from app.middleware.prefix import get_own_path

REQUEST_ID_HEADER = "X-Request-ID"
MAX_REQUEST_ID_CHARACTERS = 128


class RequestContextMiddleware:
    """ASGI middleware, the outermost: gives each request its `RequestContext` with its id and its endpoint.

    A caller's own id is kept when it is printable and short; anything else could forge log lines. A trailing slash
    names the same endpoint.
    """

    def __init__(self, app: ASGIApp, *, endpoints: Sequence[Endpoint], find_door: FindDoor = lambda _: None) -> None:
        """`find_door` tells who asks a site without its name in the path."""
        self._app = app
        self._find_door = find_door
        self._plain = {(one.method, one.path): one for one in endpoints if "{" not in one.path}
        self._patterns = [(compile_path(one.path)[0], one) for one in endpoints if "{" in one.path]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application for one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        context = RequestContext(id=_read_request_id(scope))
        _escape_lines(scope)
        if door := self._find_door(scope):
            context.bound_to = door.site
            _move(scope, door.find_path(get_own_path(scope)))
        method = scope["method"]
        if method == "OPTIONS":  # a browser asks before it asks
            asked = self._find_endpoint(scope, Headers(scope=scope).get("access-control-request-method", ""))
        else:
            asked = context.endpoint = self._find_endpoint(scope, method)
        context.origins = asked.origins if asked is not None else None

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[REQUEST_ID_HEADER] = context.id
            await send(message)

        with entering(context):
            await self._app(scope, receive, send_with_id)

    def _find_endpoint(self, scope: Scope, method: str) -> Endpoint | None:
        if method == "POST":
            _drop_trailing_slash(scope)
        path = get_own_path(scope)
        if found := self._plain.get((method, path)):
            return found
        return next((one for pattern, one in self._patterns if one.method == method and pattern.match(path)), None)


def _move(scope: Scope, path: str) -> None:
    if path != get_own_path(scope):
        scope["path"] = scope.get("root_path", "") + path
        scope["raw_path"] = quote(scope["path"]).encode()


def _escape_lines(scope: Scope) -> None:
    """For the router, `/search` with a line feed behind it is `/search`: nobody would look at who asks there."""
    if "\n" in scope["path"]:
        scope["path"] = scope["path"].replace("\n", "%0A")


def _drop_trailing_slash(scope: Scope) -> None:
    if scope["path"].endswith("/") and scope["path"] != "/":
        scope["path"] = scope["path"].rstrip("/") or "/"
        scope["raw_path"] = scope.get("raw_path", b"").rstrip(b"/") or b"/"


def _read_request_id(scope: Scope) -> str:
    given = Headers(scope=scope).get(REQUEST_ID_HEADER, "")
    if 0 < len(given) <= MAX_REQUEST_ID_CHARACTERS and given.isascii() and given.isprintable():
        return given
    return uuid4().hex
