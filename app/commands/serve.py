"""`askdocs serve`."""

from typing import Annotated

import typer
from rich.console import Console


def serve(
    *,
    host: Annotated[str, typer.Option(help="Address to listen on; SERVER_HOST otherwise.")] = "",
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port; SERVER_PORT otherwise.")] = None,
    dev: Annotated[bool, typer.Option("--dev", help="Open the playground and /docs to this machine.")] = False,
) -> None:
    """Serve the indexed documentation: `/chat`, LangServe's endpoints, `/health`.

    Example: `askdocs serve --port 9000`
    """
    from app.commands.serving import listening, run
    from app.server import create_app
    from app.settings import load_settings
    from app.telemetry import configure_logging

    settings = load_settings()
    configure_logging(settings.server.log_level)
    app = create_app(settings, dev=dev)
    address = host or settings.server.server_host
    with listening(address, settings.server.server_port if port is None else port) as listener:
        bound = listener.getsockname()[1]
        run(app, listener, lambda: Console(stderr=True).print(f"askdocs serves http://{address}:{bound}/chat"))
