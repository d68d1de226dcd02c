"""The protocols that a route of `langserve.yaml` opens, and where each of them answers."""

from typing import Literal, get_args

WireName = Literal["chat", "search", "langserve", "ai_sdk", "openai", "mcp", "chatkit"]
DEFAULT_WIRES: tuple[WireName, ...] = tuple(name for name in get_args(WireName) if name != "chatkit")
"""ChatKit's server keeps what its readers ask, and wants a package of its own: it is opened by its name alone."""
OPENAI_PATH = "/v1/chat/completions"
"""One for all routes: each of them is a model."""
OWN_PATHS = {"search": "/search", "ai_sdk": "/api/chat", "mcp": "/mcp", "chatkit": "/chatkit"}
"""Where the first route answers; each further route does so below its own path."""


def find_wire_path(wire: str, route_path: str, *, is_first: bool) -> str:
    """Where a wire of a route answers; LangServe's endpoints are below it."""
    if wire == "openai":
        return OPENAI_PATH
    if wire in OWN_PATHS:
        return OWN_PATHS[wire] if is_first else route_path + OWN_PATHS[wire]
    return route_path


def list_models(route_path: str, *, is_first: bool) -> list[str]:
    """The names of a route as a model of OpenAI's wire: its path, and for the first `askdocs`, by which it is known."""
    name = route_path.strip("/")
    return list(dict.fromkeys(["askdocs", name])) if is_first else [name]
