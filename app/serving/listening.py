"""Holding the port."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from chains.errors import UsageError

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


def format_address(host: str, listener: socket.socket) -> str:
    """The address that people paste: `http://127.0.0.1:8000`, `http://[::1]:8000`."""
    return f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}"


def _bind(listener: socket.socket, host: str, port: int) -> None:
    try:
        listener.bind((host, port))
    except OSError as error:
        raise UsageError(
            f"Cannot listen on {host} port {port}: {error.strerror or error}. Choose another with --port PORT, or "
            'through make with ARGS="--port PORT".'
        ) from error
