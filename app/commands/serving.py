"""Running the service in this process, shared by `serve` and `demo`."""

import gc
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil
from typing import TYPE_CHECKING

from chains.errors import UsageError

if TYPE_CHECKING:
    import uvicorn
    from fastapi import FastAPI

STALLED_SECONDS = 30
"""A client that takes no byte for so long is cut off, by the kernel."""


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """Hold the port while the block runs, from before any work is done for it.

    Raises:
        UsageError: the port is taken or not allowed, or the address is not of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux; connections inherit it
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, STALLED_SECONDS * 1000)
    try:
        _bind(listener, host, port)
        yield listener
    finally:
        listener.close()


def _bind(listener: socket.socket, host: str, port: int) -> None:
    try:
        listener.bind((host, port))
    except OSError as error:
        raise UsageError(
            f"Cannot listen on {host} port {port}: {error.strerror or error}. Choose another with --port."
        ) from error


def run(app: "FastAPI", listener: socket.socket, on_started: Callable[[], None], *, shutdown_seconds: float) -> None:
    """Serve until Ctrl-C or SIGTERM; `on_started` is called once requests are accepted."""
    import uvicorn

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
    from uvicorn.supervisors import Multiprocess

    config = create_config(factory, shutdown_seconds=shutdown_seconds, workers=workers)
    Multiprocess(config, sockets=[listener]).run()


def create_config(app: "FastAPI | str", *, shutdown_seconds: float, workers: int = 1) -> "uvicorn.Config":
    """How uvicorn serves askdocs. Whose `X-Forwarded-For` is believed is the app's own matter."""
    import uvicorn

    from app.commands.protocol import BoundedProtocol

    return uvicorn.Config(
        app,
        factory=isinstance(app, str),
        http=BoundedProtocol,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        workers=workers,
        timeout_graceful_shutdown=ceil(shutdown_seconds),
    )
