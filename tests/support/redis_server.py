"""A Redis server of the tests' own on loopback."""

import shutil
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.support.service_process import wait_until


class NoRedisError(Exception):
    """There is no Redis server; the message says how to get one."""


@contextmanager
def serving_redis(environment: Mapping[str, str], folder: Path) -> Iterator[str]:
    """Run `redis-server`, which keeps nothing; yields its address. Raises NoRedisError."""
    executable = shutil.which("redis-server", path=environment.get("PATH"))
    if executable is None:
        raise NoRedisError("There is no redis-server. Install it (Debian: apt-get install redis-server).")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [executable, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, start_new_session=True)

    def is_listening() -> bool:
        with socket.socket() as client:
            return client.connect_ex(("127.0.0.1", port)) == 0

    try:
        wait_until(is_listening)
        yield f"redis://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)
