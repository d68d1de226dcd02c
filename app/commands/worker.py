"""`askdocs worker`."""

from contextlib import ExitStack
from typing import Annotated

import typer

from app.commands.console import create_console
from app.commands.counts import format_count
from app.commands.running import run


def worker(
    *,
    runs: Annotated[int, typer.Option(min=1, max=64, help="Indexing runs at once, each in a process.")] = 1,
    health_port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Serve /health and /metrics there; else nowhere.")
    ] = None,
) -> None:
    """Carry out indexing runs that are scheduled or asked for, beside other workers. See INDEX_RUNS.

    Example: `askdocs worker --health-port 8001`
    """
    from app.observability.log import configure_logging
    from app.operations.scheduling.workers import create_worker, run_worker
    from app.serving.probes import serving_probes
    from app.settings import load_settings
    from app.settings.routes import load_langserve_config

    settings = load_settings()
    configure_logging(settings.server.log_level)
    config = load_langserve_config(settings.server)
    working = create_worker(settings, config, runs_at_once=runs)
    with ExitStack() as stack:
        where = ""
        if health_port is not None:
            host, token = settings.server.server_host, settings.server.developer_token.get_secret_value()
            probes = serving_probes(host, health_port, is_alive=lambda: working.is_alive, token=token)
            where = f", and tells that it lives at http://{host}:{stack.enter_context(probes)}/health"
        sites = format_count(len(working.sites), "site")
        create_console(stderr=True).print(f"askdocs worker indexes {sites}{where}")
        run(run_worker(working, settings, config))
