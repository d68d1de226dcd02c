"""What the protocols cost before anybody asks: CPU and time of a start, memory, and the size of the installation.

`askdocs serve` opens these wires in turn, over 1,000 points. CPU is that of the start alone; medians of three. Memory
counts each page of the process once (PSS), after one answer. Sizes are those of the packages of a lock.
"""

import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import get_args

import yaml

from app.settings.resources import langserve_yaml
from app.settings.wires import DEFAULT_WIRES, WireName
from benchmarks._load.points import Points
from benchmarks._load.processes import ROOT, request, running

RUNS = 3
POINTS, DIMENSIONS = 1000, 768
_SETTLE_SECONDS = 1
_BLOCK = 512
WIRES: dict[str, Sequence[str]] = {
    "langserve alone": ["langserve"],
    "and chat, search, ai_sdk, openai": [name for name in DEFAULT_WIRES if name != "mcp"],
    "and mcp: the default": DEFAULT_WIRES,
    "and chatkit: all": get_args(WireName),
}
LOCKS = {"askdocs": "runtime.lock", "askdocs[all]": "all.lock"}


@dataclass(frozen=True, slots=True)
class Start:
    """One start: seconds of CPU and by the clock until `/health` answers, and megabytes behind one answer."""

    cpu: float
    seconds: float
    megabytes: float


def main() -> None:
    """Print both tables; about two minutes."""
    with TemporaryDirectory() as name, running("benchmarks._load.upstream", [], {}) as upstream:
        folder = Path(name)
        points = Points(POINTS, DIMENSIONS, folder, upstream.port)
        points.fill()
        print(f"{'wires':36}{'CPU, s':>8}{'start, s':>10}{'MB':>6}")
        for wires, names in WIRES.items():
            starts = [measure_start(points, folder, names) for _ in range(RUNS)]
            cpu, seconds, megabytes = (
                median(getattr(start, field) for start in starts) for field in ("cpu", "seconds", "megabytes")
            )
            print(f"{wires:36}{cpu:8.2f}{seconds:10.2f}{megabytes:6.0f}")
    print(f"\n{'installed':36}{'packages':>10}{'MB':>6}")
    for installed, lock in LOCKS.items():
        packages, size = measure_installation(ROOT / "requirements" / lock)
        print(f"{installed:36}{packages:10}{size / 1e6:6.0f}")


def measure_start(points: Points, folder: Path, wires: Sequence[str]) -> Start:
    """Start the service once with these wires."""
    config = yaml.safe_load(langserve_yaml().read_text())
    config["routes"][0]["wires"] = list(wires)
    (folder / "langserve.yaml").write_text(yaml.safe_dump(config))
    environment = {"LANGSERVE_CONFIG": str(folder / "langserve.yaml"), "DATA_PATH": str(folder)}
    started = time.perf_counter()
    with running("askdocs", ["serve", "--port"], points.create_environment() | environment) as server:
        seconds, cpu = time.perf_counter() - started, server.read_cpu_seconds()
        body = json.dumps({"input": {"query": "How does the first part work?"}}).encode()
        status, answer = request(server.port, "POST", "/chat/invoke", body)
        if status != 200:  # noqa: PLR2004 - HTTP's
            raise RuntimeError(f"The first question was not answered: {answer[:500]!r}")
        time.sleep(_SETTLE_SECONDS)
        return Start(cpu, seconds, server.read_memory().pss)


def measure_installation(lock: Path) -> tuple[int, int]:
    """How many packages of a lock are installed here, and the bytes that their files take on the disk.

    What pip compiles while it installs is part of them. A package of many small files takes more than it holds.
    """
    packages = size = 0
    for name in re.findall(r"^([A-Za-z0-9_.-]+)==", lock.read_text(), re.MULTILINE):
        try:
            files = distribution(name).files or []
        except PackageNotFoundError:  # of another system
            continue
        packages += 1
        paths = (Path(str(file.locate())) for file in files)
        size += sum(path.stat().st_blocks * _BLOCK for path in paths if path.is_file())
    return packages, size


if __name__ == "__main__":
    main()
