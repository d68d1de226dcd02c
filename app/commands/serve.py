"""`askdocs serve`."""

import gc
import os
import tempfile
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.console import create_console
from app.commands.running import building_late
from chains.errors import UsageError

if TYPE_CHECKING:
    from fastapi import FastAPI

    from app.settings import Settings
    from app.settings.routes import LangServeConfig


def serve(
    *,
    host: Annotated[str, typer.Option(help="Address to listen on; SERVER_HOST otherwise.")] = "",
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port; SERVER_PORT otherwise.")] = None,
    dev: Annotated[bool, typer.Option("--dev", help="Open the playground and /docs to this machine.")] = False,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes on one port.")] = 1,
) -> None:
    """Serve the indexed documentation over every protocol that `langserve.yaml` opens.

    Example: `askdocs serve --port 9000`
    """
    from app.commands.show_wires import format_wires
    from app.observability.tracing import configure_tracing, is_tracing_wanted
    from app.serving.listening import format_address, listening
    from app.settings import load_settings
    from app.settings.env_file import export_library_variables
    from app.settings.routes import load_langserve_config

    gc.disable()  # an eighth of a start was looking through libraries in vain; `freeze_libraries` ends it
    settings = load_settings()
    export_library_variables()
    is_tracing_wanted()  # refused here, and not by each of the workers
    address = host or settings.server.server_host
    _configure_logging(settings)
    with listening(address, settings.server.server_port if port is None else port) as listener:
        config = load_langserve_config(settings.server)
        text = f"askdocs serves {format_routes(config, format_address(address, listener))}"
        wires = "".join(f"\n  {line}" for line in format_wires(config))
        shutdown_seconds = settings.server.shutdown_seconds
        if workers > 1:
            _check_workers(settings, config, dev=dev)
            create_console(stderr=True).print(f"{text} with {workers} processes{wires}")
            from app.serving.processes import run_workers

            os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's; a process with threads cannot be forked
            with tempfile.TemporaryDirectory(prefix="askdocs-metrics-") as folder:
                os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder  # the workers add up their series there
                run_workers(
                    create_shared_app,
                    "app.commands.serve:create_worker",
                    listener,
                    workers=workers,
                    shutdown_seconds=shutdown_seconds,
                    on_fork=configure_tracing,
                )
            return
        with building_late():
            from app.server import create_app
        from app.serving.processes import run

        configure_tracing()
        app = create_app(settings, dev=dev)
        run(app, listener, lambda: create_console(stderr=True).print(text + wires), shutdown_seconds=shutdown_seconds)


def format_routes(config: "LangServeConfig", address: str) -> str:
    """The address of each route below that of the service, to be pasted."""
    return ", ".join(f"{address}{route.path}" for route in config.routes)


def create_shared_app() -> "FastAPI":
    """Build the app of all worker processes from the environment, as the first process has checked it."""
    from app.settings import load_settings

    with building_late():
        from app.server import create_app

    settings = load_settings()
    _configure_logging(settings)
    return create_app(settings)


def create_worker() -> "FastAPI":
    """Build the app of one worker process that shares nothing."""
    from app.observability.tracing import configure_tracing
    from app.serving.processes import freeze_libraries

    gc.disable()  # as above
    configure_tracing()
    app = create_shared_app()
    freeze_libraries()
    return app


def _configure_logging(settings: "Settings") -> None:
    from app.observability.log import configure_logging

    configure_logging(settings.server.log_level)


def _check_workers(settings: "Settings", config: "LangServeConfig", *, dev: bool) -> None:
    opened = any("chatkit" in route.wires for route in config.routes)
    if (opened or settings.stores.keep_answers) and not settings.stores.database_url.get_secret_value():
        what, instead = (
            ("the threads of ChatKit", "take chatkit out of langserve.yaml")
            if opened
            else ("what KEEP_ANSWERS keeps", "switch KEEP_ANSWERS off")
        )
        raise UsageError(
            f"--workers wants a Postgres server for {what}: askdocs.db belongs to one process. Set DATABASE_URL, or "
            f"{instead}."
        )
    if dev:
        raise UsageError("--workers and --dev exclude each other. Leave one of them out, or set DEVELOPER_TOKEN.")
