"""Our service under load beside a bare LangServe app of the same chain, in turn, in one session.

Upstream is a Gemini that costs nothing (`_upstream.py`), the index holds 5,000 points of 3072 dimensions. CPU is what
the operating system counts for the server's process; rows are medians of three runs. Ratios count, not figures: the
callers and the upstream share the machine.
"""

import asyncio
import itertools
import os
import random
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

import httpx

from app.gemini import Gemini
from app.qdrant import create_index, index_site
from app.server import create_signature
from app.settings import Settings, load_settings
from benchmarks._client import Measured, load
from indexing.model import Chunk, Page, Place
from tests.contract.server import serving_qdrant

ROOT = Path(__file__).parent.parent
POINTS = int(os.environ.get("BENCH_POINTS", "5000"))
REQUESTS = int(os.environ.get("BENCH_REQUESTS", "300"))
RUNS = int(os.environ.get("BENCH_RUNS", "3"))
DIMENSIONS = 3072
SHARE_OF_REPEATED = 0.5
CLOCK = os.sysconf("SC_CLK_TCK")
SLOW = {"embedding": 0.04, "first_token": 0.3, "per_chunk": 0.01, "chunks": 30}
FREE = {"embedding": 0.0, "first_token": 0.0, "per_chunk": 0.0, "chunks": 30}


@dataclass(frozen=True)
class Service:
    """One server under test."""

    name: str
    port: int
    pid: int


@dataclass(frozen=True)
class Case:
    """One row of the report."""

    name: str
    path: str
    callers: int
    latency: dict[str, float]
    repeated: bool = False


CASES = [
    Case("invoke, 1 caller, free model", "/chat/invoke", 1, FREE),
    Case("invoke, 64 callers, free model", "/chat/invoke", 64, FREE),
    Case("stream, 64 callers, free model", "/chat/stream", 64, FREE),
    Case("stream, 64 callers, slow model", "/chat/stream", 64, SLOW),
    Case("stream, 64 callers, slow model, Zipf", "/chat/stream", 64, SLOW, repeated=True),
]


def main() -> None:
    """Print the table."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        upstream = stack.enter_context(running("benchmarks._upstream", [], {}))
        qdrant = stack.enter_context(serving_qdrant(os.environ))
        environment = {
            "GEMINI_API_KEY": "emulator-benchmark",
            "GEMINI_BASE_URL": f"http://127.0.0.1:{upstream.port}",
            "GEMINI_EMBEDDING_DIMENSIONS": str(DIMENSIONS),
            "QDRANT_COLLECTION_NAME": "bench",
            "QDRANT_PATH": str(folder),
            "LOG_LEVEL": "info",
            "LIMIT_ADDRESS_PER_MINUTE": "0",
            "LIMIT_ADDRESS_PER_DAY": "0",
        }
        server = environment | {"QDRANT_HOST": qdrant}
        for settings in (environment, server):
            asyncio.run(fill(load_settings_of(settings)))
        services = [
            stack.enter_context(running("benchmarks.peers.bare_langserve", [], server, name="bare LangServe, server")),
            stack.enter_context(running("app.cli", ["serve", "--port"], environment, name="askdocs, embedded")),
            stack.enter_context(running("app.cli", ["serve", "--port"], server, name="askdocs, server")),
        ]
        print(f"{'':40} {'service':24} {'CPU ms':>7} {'/s':>6} {'p50 s':>7} {'p99 s':>7} {'first s':>8} {'MB':>5} fail")
        for case in CASES:
            httpx.post(f"http://127.0.0.1:{upstream.port}/control/latency", json=case.latency)
            for service in services:
                measure(service, case, requests=64)  # warm
                print(format_row(case, service, [measure(service, case, requests=REQUESTS) for _ in range(RUNS)]))
        measure_leavers(services, upstream)


def measure(service: Service, case: Case, *, requests: int) -> tuple[Measured, float, float]:
    """Run one case: what the callers saw, CPU milliseconds of the server per request, its resident megabytes."""
    before = read_cpu_seconds(service.pid)
    measured = asyncio.run(
        load(service.port, case.path, create_questions(repeated=case.repeated), callers=case.callers, requests=requests)
    )
    cpu = (read_cpu_seconds(service.pid) - before) * 1000 / requests
    return measured, cpu, read_megabytes(service.pid)


def measure_leavers(services: list[Service], upstream: Service) -> None:
    """100 callers who hang up at the first piece: which share of the answer's chunks is generated all the same?"""
    httpx.post(f"http://127.0.0.1:{upstream.port}/control/latency", json=SLOW | {"per_chunk": 0.05})
    for service in services:
        before = read_calls(upstream)
        asyncio.run(load(service.port, "/chat/stream", create_questions(), callers=50, requests=100, leave=True))
        time.sleep(3)
        after = read_calls(upstream)
        chunks = (after["chunks"] - before["chunks"]) / (100 * SLOW["chunks"])
        print(f"{'100 callers left at the first piece':40} {service.name:24} {chunks:6.1%} of the chunks generated")


def create_questions(*, repeated: bool = False) -> Iterator[dict[str, object]]:
    """Unique questions, or questions of which half repeat an earlier one with Zipf's frequencies."""
    source = random.Random(time.time_ns())
    for number in itertools.count():
        if repeated and source.random() < SHARE_OF_REPEATED:
            number = int(source.paretovariate(1.0)) % 50  # noqa: PLW2901 - a repeated one instead
            yield {"query": f"How does popular part {number} work?"}
        else:
            yield {"query": f"How does part {number}-{source.random()} work?"}


def format_row(case: Case, service: Service, runs: list[tuple[Measured, float, float]]) -> str:
    """Medians over the runs."""
    measured = [run[0] for run in runs]
    totals = [quantiles(one.totals, n=100) for one in measured if len(one.totals) > 1]
    if not totals:
        return f"{case.name:40} {service.name:24} every request failed"
    first = median(median(one.firsts) for one in measured)
    return (
        f"{case.name:40} {service.name:24} {median(run[1] for run in runs):7.2f} "
        f"{median(one.per_second for one in measured):6.0f} {median(total[49] for total in totals):7.3f} "
        f"{median(total[98] for total in totals):7.3f} {first:8.3f} {max(run[2] for run in runs):5.0f} "
        f"{sum(one.failures for one in measured):4}"
    )


@contextmanager
def running(module: str, arguments: list[str], environment: dict[str, str], *, name: str = "") -> Iterator[Service]:
    """A server in a process of its own, on a free loopback port that is passed as its last argument."""
    port = find_free_port()
    main_module = ["-c", "from app.cli import main; main()"] if module == "app.cli" else ["-m", module]
    with TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, *main_module, *arguments, str(port)],
            env=os.environ | environment | {"PYTHONPATH": str(ROOT)},
            cwd=folder,
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        try:
            wait_for(port, process)
            yield Service(name, port, process.pid)
        finally:
            process.terminate()
            process.wait(20)


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Return when the server answers anything."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx.get(f"http://127.0.0.1:{port}/health")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"The server on port {port} did not start: {process.args!r}")


def load_settings_of(environment: dict[str, str]) -> Settings:
    """The settings that a server with this environment would have."""
    os.environ.pop("QDRANT_HOST", None)
    os.environ.update(environment)
    return load_settings()


async def fill(settings: Settings) -> None:
    """Index as many synthetic sections as there shall be points."""
    gemini = Gemini(settings.gemini)
    index = create_index(settings.qdrant, settings.bm25, create_signature(settings))
    await index_site(
        create_pages(),
        index=index,
        embeddings=gemini.embeddings,
        source="benchmark",
        default_version="",
        default_locale="",
    )
    await gemini.aclose()
    await index.aclose()


def create_pages() -> Iterator[Page]:
    """Pages of ten sections with 60 different words each."""
    source = random.Random(1)
    for number in range(POINTS // 10):
        chunks = tuple(create_chunk(source, number, section) for section in range(10))
        yield Page(f"https://bench.example/{number}", f"{number}.md", f"Page {number}", "", "", "", (), chunks)


def create_chunk(source: random.Random, page: int, section: int) -> Chunk:
    """One section."""
    words = " ".join(f"word{source.randrange(5000)}" for _ in range(60))
    url = f"https://bench.example/{page}#section-{section}"
    place = Place(url, "", "", "", f"Page {page} > Section {section}")
    return Chunk(f"Page {page}", f"Part {page}-{section} works like this: {words}.", place)


def read_calls(upstream: Service) -> dict[str, int]:
    """What the upstream has counted."""
    calls: dict[str, int] = httpx.get(f"http://127.0.0.1:{upstream.port}/control/calls").json()
    return calls


def read_cpu_seconds(pid: int) -> float:
    """User and system time of a process (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / CLOCK


def read_megabytes(pid: int) -> float:
    """The resident set of a process."""
    match = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
    return int(match[1]) / 1000 if match else 0.0


def find_free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
