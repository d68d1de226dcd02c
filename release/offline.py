"""Runs a command without any network but this machine's own: `python offline.py COMMAND …`, below `unshare`."""

import fcntl
import os
import socket
import struct
import sys
from pathlib import Path

_SIOCSIFFLAGS, _IFF_UP = 0x8914, 0x1


def put_offline(*command: str | Path, is_root: bool = False) -> list[str | Path]:
    """The command, run in a network of its own that holds the loopback interface alone (Linux).

    It takes no rights: this user is root inside. Who is root already may keep being it, to become other users.
    """
    mapped = [] if is_root else ["--map-root-user"]
    return ["unshare", *mapped, "--net", sys.executable, Path(__file__).resolve(), *command]


def main() -> None:
    """Bring the loopback interface up, which is down in a new network, and become the command."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as opened:
        fcntl.ioctl(opened, _SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", _IFF_UP))
    os.execvp(sys.argv[1], sys.argv[1:])


if __name__ == "__main__":
    main()
