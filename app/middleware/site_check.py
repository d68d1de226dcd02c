"""Whether a caller may ask the site that a request asks."""

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from app.context import get_context
from app.middleware.problems import create_http_problem
from app.settings.routes import LangServeConfig


class SiteCheck:
    """ASGI middleware: 403 for a key of other sites, and for another site than that of the host that is called.

    It must stand inside of `JsonBodies`, which says which site is asked.
    """

    def __init__(self, app: ASGIApp, *, config: LangServeConfig) -> None:
        self._app = app
        self._sites_of_key = {key: config.list_sites_of_key(key) for site in config.sites for key in site.keys}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application for one request."""
        context = get_context()
        if scope["type"] == "http" and context.site:
            allowed = self._sites_of_key.get(context.caller.name) if context.caller is not None else None
            is_key = context.caller is not None and context.caller.kind == "key"
            detail = ""
            if is_key and allowed and context.site not in allowed:
                detail = f"This key belongs to {_name(allowed)}. Ask there, or with another key."
            elif context.bound_to and context.site != context.bound_to:
                detail = f"Under this host, the site {context.bound_to} alone is asked. Leave the other one's name out."
            if detail:
                await create_http_problem(scope, HTTPException(403, detail))(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _name(sites: list[str]) -> str:
    return f"the site {sites[0]}" if len(sites) == 1 else f"the sites {', '.join(sites)}"
