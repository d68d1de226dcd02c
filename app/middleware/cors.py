"""What pages of other origins may send."""

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
