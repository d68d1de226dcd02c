"""A Redis server of the tests' own on loopback."""

import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.support.service_process import wait_until


class NoRedisError(Exception):
    """There is no Redis server; the message says how to get one."""


class RedisServer:
    """A server that a test may kill, start again with what it had saved, and hold still."""

    def __init__(self, executable: str, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port: int = probe.getsockname()[1]
        self._command = [executable, "--port", str(self._port), "--bind", "127.0.0.1", "--appendonly", "no"]
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"redis://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start it, with what `SAVE` has written into its folder."""
        self._process = subprocess.Popen(
            [*self._command, "--save", ""], cwd=self._folder, stdout=subprocess.DEVNULL, start_new_session=True
        )
        wait_until(self._is_listening)

    def kill(self) -> None:
        """Kill it at once: what was not saved is lost."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)

    def hold(self) -> None:
        """Let it take connections and answer nothing, until `go_on`."""
        if self._process is not None:
            self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it answer again."""
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)

    def _is_listening(self) -> bool:
        with socket.socket() as client:
            return client.connect_ex(("127.0.0.1", self._port)) == 0


@contextmanager
def owning_redis(environment: Mapping[str, str], folder: Path) -> Iterator[RedisServer]:
    """Run `redis-server`, which saves nothing by itself. Raises NoRedisError."""
    executable = shutil.which("redis-server", path=environment.get("PATH"))
    if executable is None:
        raise NoRedisError("There is no redis-server. Install it (Debian: apt-get install redis-server).")
    server = RedisServer(executable, folder)
    try:
        server.start()
        yield server
    finally:
        server.kill()


@contextmanager
def serving_redis(environment: Mapping[str, str], folder: Path) -> Iterator[str]:
    """The same for who needs its address alone."""
    with owning_redis(environment, folder) as server:
        yield server.url
