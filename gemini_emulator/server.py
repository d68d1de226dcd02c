"""The emulator listening on loopback: in this thread for the command line, in another for tests and the demo."""

import ipaddress
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread

import uvicorn
from starlette.applications import Starlette

from gemini_emulator.app import create_app
from gemini_emulator.embeddings import Embedder, EmbeddingMode
from gemini_emulator.errors import KEY_PREFIX, EmulatorError

LOOPBACK = "127.0.0.1"
START_SECONDS = 30.0
STOP_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Emulator:
    """Where a running emulator is. `base_url` is what `GEMINI_BASE_URL` takes: without `/v1beta`."""

    base_url: str
    api_key: str = f"{KEY_PREFIX}key"


@contextmanager
def running(
    *, port: int = 0, control: bool = False, embeddings: EmbeddingMode | Embedder = "minilm"
) -> Iterator[Emulator]:
    """An emulator in a thread of its own, ready when the block begins and gone when it ends. Port 0: any free one.

    Raises:
        EmulatorError: the port is taken, or the server did not start.
    """
    listener = listen(LOOPBACK, port)
    server = create_server(create_app(control=control, embeddings=embeddings))
    thread = Thread(target=server.run, kwargs={"sockets": [listener]}, name="gemini-emulator", daemon=True)
    thread.start()
    try:
        if not server.ready.wait(START_SECONDS):
            raise EmulatorError("The Gemini emulator did not start; its log says why.")
        yield Emulator(base_url=base_url(listener))
    finally:
        server.should_exit = True
        thread.join(STOP_SECONDS)
        listener.close()


def listen(host: str, port: int) -> socket.socket:
    """A bound socket.

    Raises:
        EmulatorError: the host is not a loopback address, or the port is taken or not allowed.
    """
    address = LOOPBACK if host == "localhost" else host
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        parsed = None
    if parsed is None or not parsed.is_loopback:
        raise EmulatorError(
            f"The emulator listens on loopback only, and {host} is not a loopback address: "
            f"anyone could use it there. Leave --host out, or use {LOOPBACK}."
        )
    listener = socket.socket(socket.AF_INET6 if parsed.version == 6 else socket.AF_INET)  # noqa: PLR2004
    try:
        if os.name == "posix":  # on Windows it would let two servers share the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address, port))
        listener.listen()
    except (OSError, OverflowError) as error:
        listener.close()
        raise EmulatorError(
            f"The emulator cannot listen on {host}:{port} ({error}). Choose another --port, or 0 for any free one."
        ) from error
    return listener


def base_url(listener: socket.socket) -> str:
    """`http://127.0.0.1:8085`."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def create_server(app: Starlette) -> "EmulatorServer":
    """Logs are left alone: in the demo, another uvicorn shares them."""
    return EmulatorServer(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off"))


class EmulatorServer(uvicorn.Server):
    """Says when it is ready, and ends its pauses before it stops."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then set `ready`."""
        await super().startup(sockets)
        self.ready.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """A call that hangs on command would keep the server from stopping."""
        self.config.app.state.emulator.close()  # type: ignore[union-attr]
        await super().shutdown(sockets)
