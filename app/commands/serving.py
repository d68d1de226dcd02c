"""Running the service in this process, shared by `serve` and `demo`."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from chains.errors import UsageError

if TYPE_CHECKING:
    from fastapi import FastAPI

SECONDS_FOR_OPEN_STREAMS = 10


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """Hold the port while the block runs, from before any work is done for it.

    Raises:
        UsageError: the port is taken or not allowed, or the address is not of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
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


def run(app: "FastAPI", listener: socket.socket, on_started: Callable[[], None]) -> None:
    """Serve until Ctrl-C or SIGTERM; `on_started` is called once requests are accepted."""
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                on_started()

    server = Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=SECONDS_FOR_OPEN_STREAMS,
        )
    )

    server.run(sockets=[listener])
