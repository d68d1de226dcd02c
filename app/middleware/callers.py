"""Who asks is looked at before anything is read."""

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from app.context import get_context
from app.middleware.access import IdentifyCaller
from app.middleware.problems import create_http_problem


class CallerCheck:
    """ASGI middleware: 401 for every POST from somebody who may not ask, whatever its path and whoever declares it.

    So it is for a GET that a wire declares. A wire that is open wants no key.
    """

    def __init__(self, app: ASGIApp, *, identify: IdentifyCaller) -> None:
        self._app = app
        self._identify = identify

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application for one request."""
        context = get_context()
        if scope["type"] == "http" and (scope["method"] == "POST" or context.endpoint is not None):
            try:
                context.caller = self._identify(scope, context.endpoint)
            except HTTPException as error:
                await create_http_problem(scope, error)(scope, receive, send)
                return
        await self._app(scope, receive, send)
