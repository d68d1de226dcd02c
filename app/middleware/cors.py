"""What pages of other origins may send, and which pages may."""

from starlette.middleware.cors import CORSMiddleware

from app.context import get_context

ALLOWED_HEADERS = [
    "Authorization",
    "Cache-Control",
    "Content-Type",
    "X-API-Key",
    "X-Reader-Id",
    "X-Request-ID",
    # OpenAI's client for JavaScript; Firefox lets it set a user agent
    "OpenAI-Organization",
    "OpenAI-Project",
    "User-Agent",
    *(
        f"X-Stainless-{name}"
        for name in (
            "Arch",
            "Async",
            "Custom-Poll-Interval",
            "Helper-Method",
            "Lang",
            "OS",
            "Package-Version",
            "Poll-Helper",
            "Read-Timeout",
            "Retry-Count",
            "Runtime",
            "Runtime-Version",
            "Timeout",
        )
    ),
    # MCP's clients
    "Last-Event-ID",
    "Mcp-Method",
    "Mcp-Name",
    "Mcp-Protocol-Version",
    "Mcp-Session-Id",
]
"""A preflight that names one header more is refused whole, so all are here that the clients of our wires send."""


class EndpointCors(CORSMiddleware):
    """ASGI middleware: an endpoint that names origins may be called by their pages alone, each other one by all."""

    def is_allowed_origin(self, origin: str) -> bool:
        """Whether a page of this origin may call what is asked."""
        named = get_context().origins
        return super().is_allowed_origin(origin) if named is None else origin in named
