"""A Postgres server of the tests' own on loopback."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.support.service_process import wait_until


class NoPostgresError(Exception):
    """There is no Postgres server; the message says how to get one."""


@contextmanager
def serving_postgres(environment: Mapping[str, str]) -> Iterator[str]:
    """Run a server with an empty database, as an unprivileged user; yields its address. Raises NoPostgresError."""
    programs = find_programs(environment)
    with tempfile.TemporaryDirectory(prefix="askdocs-postgres-", ignore_cleanup_errors=True) as name:
        folder, user = Path(name), dict[str, Any]()
        if os.geteuid() == 0:  # Postgres refuses to run as root
            shutil.chown(folder, "nobody", "nogroup")
            user = {"user": "nobody", "group": "nogroup", "extra_groups": []}
        data = folder / "data"
        made = subprocess.run(
            [programs / "initdb", "-D", data, "-U", "askdocs", "-A", "trust", "-E", "UTF8", "--no-sync"],
            capture_output=True,
            text=True,
            check=False,
            cwd=folder,
            **user,
        )
        if made.returncode:
            raise NoPostgresError(f"initdb failed: {made.stderr.strip()}")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [str(programs / "postgres"), "-D", str(data), "-h", "127.0.0.1", "-p", str(port), "-k", "", "-F"]
        log = folder / "log"
        with log.open("wb") as output:
            # A session of its own: a SIGINT to ours, which a run in the background ignores, would end the server.
            process = subprocess.Popen(
                command, cwd=folder, stdout=output, stderr=subprocess.STDOUT, start_new_session=True, **user
            )

        asking = [str(programs / "pg_isready"), "--quiet", "--host=127.0.0.1", f"--port={port}"]

        def is_ready() -> bool:
            return subprocess.run(asking, check=False).returncode == 0  # it listens before it does

        try:
            wait_until(is_ready)
            yield f"postgresql://askdocs@127.0.0.1:{port}/postgres"
            if process.poll() is not None:
                raise NoPostgresError(f"Postgres ended with {process.returncode}:\n{log.read_text()[-2_000:]}")
        finally:
            process.send_signal(signal.SIGINT)  # at once, whoever is still connected
            process.wait(20)


def find_programs(environment: Mapping[str, str]) -> Path:
    """The folder of `postgres` and `initdb`: that of the PATH, else the newest of Debian's."""
    found = shutil.which("initdb", path=environment.get("PATH"))
    if found is not None:
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not folders:
        raise NoPostgresError("There is no Postgres server. Install it (Debian: apt-get install postgresql).")
    return folders[-1]
