"""The path below which a proxy shows this service."""

from starlette.types import ASGIApp, Receive, Scope, Send


class PathPrefix:
    """ASGI middleware: every path is one below `prefix`, whether the proxy has taken the prefix off or not.

    It makes of both what ASGI says: `path` is whole, and `root_path` is the part of it that is not ours. So whatever
    makes links (the API's page, the playground, redirects) makes those that the browser needs.
    """

    def __init__(self, app: ASGIApp, *, prefix: str) -> None:
        self._app = app
        self._prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application for one request."""
        if scope["type"] == "http":
            scope["root_path"] = self._prefix
            if not f"{scope['path']}/".startswith(f"{self._prefix}/"):
                scope["path"] = self._prefix + scope["path"]
                scope["raw_path"] = self._prefix.encode() + scope.get("raw_path", b"")
        await self._app(scope, receive, send)


def get_own_path(scope: Scope) -> str:
    """The path as our routes know it."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))
