"""What the lock of an index says of its holder, the same in a folder and on a server."""

import os
import socket
from datetime import UTC, datetime


def describe_this_process() -> dict[str, str | int]:
    """What a lock says of its holder."""
    return {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def format_holder(holder: dict[str, str | int]) -> str:
    """`process 4711 on build-7, since 2026-11-20T08:15:00+00:00`."""
    return f"process {holder['pid']} on {holder['host']}, since {holder['started']}"
