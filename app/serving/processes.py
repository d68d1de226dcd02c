"""Running the service, in this process or in several."""

import gc
import multiprocessing
import os
import signal
import socket
from collections.abc import Callable
from math import ceil
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from uvicorn import _subprocess
from uvicorn.supervisors import Multiprocess
from uvicorn.supervisors.multiprocess import SIGNALS

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
    """Take what is loaded by now out of garbage collection, which begins here, and collect less often.

    A full collection would look at all objects of the libraries: 0.3 s in which nobody is answered, 15 % of the CPU
    under load. And what 64 answers under way hold was looked through for every 700 new objects: another 8 %.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
    gc.enable()


def run_workers(
    create_app: Callable[[], FastAPI],
    factory: str,
    listener: socket.socket,
    *,
    workers: int,
    shutdown_seconds: float,
    on_fork: Callable[[], object],
) -> None:
    """Serve in processes; dead ones are replaced.

    Where it is safe, `create_app` builds the app here, once, and each worker is a fork of this process: they share the
    memory of libraries and app, and are there at once. `on_fork` is called in each. Elsewhere each worker builds its
    own app, by `factory` (`module:function`).
    """
    app = create_app()
    freeze_libraries()
    is_shared = _can_fork()
    if is_shared:
        _fork_workers(on_fork)
    config = create_config(app if is_shared else factory, shutdown_seconds=shutdown_seconds, workers=workers)
    Workers(config, sockets=[listener]).run()


class Workers(Multiprocess):
    """uvicorn's supervisor, which also ends what a dead worker still says in the metrics."""

    def keep_subprocess_alive(self) -> None:
        """Replace what has died, as uvicorn does."""
        from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415 - it reads its variable at import

        before = {process.pid for process in self.processes}
        super().keep_subprocess_alive()
        for pid in before - {process.pid for process in self.processes}:
            mark_process_dead(pid)  # type: ignore[no-untyped-call]


def _can_fork() -> bool:
    """Only a process with one thread can be forked safely; a local model, for one, has threads of its own.

    Only Linux tells which threads there are, and what Apple's libraries do in a fork, they do not promise.
    """
    threads = Path("/proc/self/task")
    return threads.is_dir() and len(list(threads.iterdir())) == 1 and hasattr(_subprocess, "spawn")


def _fork_workers(on_fork: Callable[[], object]) -> None:
    """Let uvicorn's supervisor fork where it would spawn: it has no option for that."""

    def begin() -> None:
        for number in SIGNALS:  # those of the supervisor
            signal.signal(number, signal.SIG_DFL)
        on_fork()

    _subprocess.spawn = multiprocessing.get_context("fork")  # type: ignore[assignment]
    os.register_at_fork(after_in_child=begin)


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
