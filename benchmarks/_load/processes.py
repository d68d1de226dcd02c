"""Servers in processes of their own, and what the operating system (Linux) counts for them."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

ROOT = Path(__file__).parent.parent.parent
ASKDOCS = [sys.executable, "-c", "from app.cli import main; main()"]
START_SECONDS = 60
_STOP_SECONDS = 10
_WATCH_SECONDS = 0.2
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes: each page counted once (PSS), and the resident sets (VmRSS), where a page mapped twice counts twice.

    Worker processes share their libraries.
    """

    pss: float
    resident: float


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; `pid` is its first process."""

    name: str
    port: int
    pid: int

    def read_cpu_seconds(self) -> float:
        """User and system time of the process, of its running children and of those that have ended."""
        return sum(_read_cpu_seconds(pid) for pid in find_processes(self.pid))

    def read_memory(self) -> Memory:
        """Of the process and its children."""
        pids = find_processes(self.pid)
        return Memory(sum(_read_pss(pid) for pid in pids), sum(_read_resident(pid) for pid in pids))

    @contextmanager
    def watching_memory(self) -> Iterator[list[Memory]]:
        """The memory, again and again while the block runs: the list grows."""
        seen, done = [self.read_memory()], Event()

        def watch() -> None:
            while not done.wait(_WATCH_SECONDS):
                seen.append(self.read_memory())

        thread = Thread(target=watch)
        thread.start()
        try:
            yield seen
        finally:
            done.set()
            thread.join()


@contextmanager
def running(
    module: str, arguments: list[str], environment: dict[str, str], *, name: str = "", folder: Path | None = None
) -> Iterator[Server]:
    """`python -m MODULE … PORT` on a free loopback port, once it answers. `askdocs` stands for the command line."""
    port = find_free_port()
    command = ASKDOCS if module == "askdocs" else [sys.executable, "-m", module]
    with TemporaryDirectory() as temporary:
        log = Path(temporary) / "log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*command, *arguments, str(port)],
                env=os.environ | environment | {"PYTHONPATH": str(ROOT)},
                cwd=folder or temporary,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            wait_for(port, process, log)
            yield Server(name, port, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:  # the bare app, once callers have left it
                process.kill()
                process.wait()


def wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Return when the server answers anything."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError, http.client.HTTPException):
            request(port, "GET", "/health")
            return
        time.sleep(0.01)
    sys.exit(f"The server on port {port} did not start: {process.args!r}\n{log.read_text(errors='replace')[-2000:]}")


def request(port: int, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
    """Status and body of one request, without a client that would itself take time to build."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
    try:
        connection.request(method, path, body, {"content-type": "application/json"})
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def find_processes(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # a thread that has just ended
            for child in task.read_text(encoding="ascii").split():
                found += find_processes(int(child))
    return found


def find_child(name: str) -> int | None:
    """The process of this name that was started here, if there is one."""
    for pid in find_processes(os.getpid()):
        with suppress(OSError):
            if Path(f"/proc/{pid}/comm").read_text(encoding="ascii").strip() == name:
                return pid
    return None


def find_free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _read_cpu_seconds(pid: int) -> float:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except OSError:  # it has just ended, and its parent counts it
        return 0.0
    return sum(int(ticks) for ticks in stat.rpartition(")")[2].split()[11:15]) / _TICKS


def _read_pss(pid: int) -> float:
    return _read_kilobytes(pid, "smaps_rollup", "Pss") / 1000


def _read_resident(pid: int) -> float:
    return _read_kilobytes(pid, "status", "VmRSS") / 1000


def _read_kilobytes(pid: int, file: str, name: str) -> int:
    try:
        text = Path(f"/proc/{pid}/{file}").read_text(encoding="ascii")
    except OSError:  # it has just ended
        return 0
    found = re.search(rf"^{name}:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) if found else 0
