"""What Linux tells of a process and its files."""

import os
import re
import subprocess
from pathlib import Path

from benchmarks._load.processes import ASKDOCS, ROOT


def measure_command(*arguments: str, environment: dict[str, str]) -> float:
    """CPU seconds of one command of askdocs, from its start to its end."""
    process = subprocess.Popen(
        [*ASKDOCS, *arguments],
        env=os.environ | environment | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        cwd=environment["QDRANT_PATH"],
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"`askdocs {' '.join(arguments)}` ended with {process.returncode}")
    return used.ru_utime + used.ru_stime


def read_anonymous(pid: int) -> float:
    """Megabytes of a process without mapped files, which the system takes back when it needs the room."""
    return _read_megabytes(pid, "RssAnon")


def read_peak(pid: int) -> float:
    """The most megabytes that a process has had resident, mapped files among them."""
    return _read_megabytes(pid, "VmHWM")


def read_size(folder: Path) -> float:
    """Megabytes that the files in a folder take on the disk."""
    return sum(file.stat().st_blocks for file in folder.rglob("*") if file.is_file()) * 512 / 1e6


def _read_megabytes(pid: int, name: str) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    found = re.search(rf"^{name}:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) / 1000 if found else 0.0
