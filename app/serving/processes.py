"""Running the service, in this process or in several."""

import gc
import socket
from collections.abc import Callable
from math import ceil

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from app.serving.heads import BoundedProtocol


def run(app: FastAPI, listener: socket.socket, on_started: Callable[[], None], *, shutdown_seconds: float) -> None:
    """Serve until Ctrl-C or SIGTERM; `on_started` is called once requests are accepted."""

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            freeze_libraries()
            if self.started:
                on_started()

    Server(create_config(app, shutdown_seconds=shutdown_seconds)).run(sockets=[listener])


def freeze_libraries() -> None:
    """Take what is loaded by now out of garbage collection, and collect less often.

    A full collection would look at all objects of the libraries: 0.3 s in which nobody is answered, 15 % of the CPU
    under load. And what 64 answers under way hold was looked through for every 700 new objects: another 8 %.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


def run_workers(factory: str, listener: socket.socket, *, workers: int, shutdown_seconds: float) -> None:
    """Serve in processes, each with the app that `factory` (`module:function`) builds; dead ones are replaced."""
    config = create_config(factory, shutdown_seconds=shutdown_seconds, workers=workers)
    Multiprocess(config, sockets=[listener]).run()


def create_config(
    app: FastAPI | str,
    *,
    shutdown_seconds: float,
    workers: int = 1,
    protocol: type[BoundedProtocol] = BoundedProtocol,
) -> uvicorn.Config:
    """How uvicorn serves askdocs. Whose `X-Forwarded-For` is believed is the app's own matter."""
    return uvicorn.Config(
        app,
        factory=isinstance(app, str),
        http=protocol,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        workers=workers,
        timeout_graceful_shutdown=ceil(shutdown_seconds),
    )
