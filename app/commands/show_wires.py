"""Which protocols a service opens, and where: printed at start and by `askdocs doctor`."""

from collections.abc import Iterator

from app.settings.routes import LangServeConfig
from app.settings.wires import find_wire_path


def format_wires(config: LangServeConfig) -> Iterator[str]:
    """A line for each route: `/chat: chat /chat, search /search, openai /v1/chat/completions (open)`."""
    for route in config.routes:
        is_first = route is config.routes[0]
        names = [
            f"{name} {find_wire_path(name, route.path, is_first=is_first)}{' (open)' * (name in route.open_wires)}"
            for name in route.wires
        ]
        yield f"{route.path}: {', '.join(names)}"
