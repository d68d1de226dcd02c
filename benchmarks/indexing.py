"""Reading, embedding and storing sites: how fast, how often the model is asked, how much memory it takes.

Sites are generated; folders of real ones may be passed: `python -m benchmarks.indexing FOLDER …`. Upstream is a Gemini
that costs next to nothing (`_load/upstream.py`), in a process of its own. Each measurement runs in a fresh process, so
that its peak of memory is its own. On a busy machine, the seconds of the processor (CPU) are fairer than those of the
clock.
"""

import asyncio
import multiprocessing
import os
import resource
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from app.commands.own_index import index_quietly
from app.commands.safe_console import SafeConsole
from app.gemini import Gemini, count_calls
from app.index import DocumentSource, RunSummary, create_index, create_signature, sync_index
from app.settings import load_settings
from app.sources import open_site
from benchmarks._load.processes import Server, running
from benchmarks._sites import URL, format_markdown, write_build, write_sources
from indexing.model import Chunk, Page, Place, SiteOptions
from indexing.planning.points import create_points

READ_PAGES = int(os.environ.get("BENCH_READ_PAGES", "1000"))
CHUNKS = int(os.environ.get("BENCH_CHUNKS", "20000"))
UNCHANGED_PAGES = int(os.environ.get("BENCH_PAGES", "1648"))
MEMORY_PAGES = int(os.environ.get("BENCH_MEMORY_PAGES", "10000"))
BATCH_SECONDS = 0.15
CONCURRENCY = 4
"""What `sync_index` embeds at once."""


@dataclass(frozen=True)
class Took:
    """Seconds by the clock and of the processor, and peaks of resident memory in MB.

    Mapped files count as resident, too, but the system takes them back when it needs the room: `anonymous` is without
    them (Linux tells it; elsewhere it is 0).
    """

    seconds: float
    cpu_seconds: float
    megabytes: float
    anonymous: float
    result: Any


def main(corpora: tuple[str, ...] = ()) -> None:
    """Print the table."""
    print(f"{'':62} {'goal':>12} {'measured':>34}")
    with TemporaryDirectory() as name, running("benchmarks._load.upstream", [], {}) as upstream:
        folder = Path(name)
        write_build(folder / "build", READ_PAGES)
        write_sources(folder / "sources", READ_PAGES)
        for title, site, goal in (
            (f"read and cut {READ_PAGES} built pages", folder / "build", "≥ 250/s"),
            (f"read and cut {READ_PAGES} Markdown files", folder / "sources", "≥ 200/s"),
            *((f"read and cut {corpus}", Path(corpus), "") for corpus in corpora),
        ):
            print_row(title, goal, format_speed(measure(read_site, str(site))))
        set_latency(upstream, BATCH_SECONDS)
        took = measure(index_chunks, upstream.port, str(folder / "first"))
        ideal = took.result["calls"] * BATCH_SECONDS / CONCURRENCY
        print_row(
            f"first index of {CHUNKS} chunks, {BATCH_SECONDS * 1000:.0f} ms a call, {CONCURRENCY} at once",
            f"≤ 1.3 × {ideal:.1f} s",
            f"{took.result['seconds']:.1f} s = {took.result['seconds'] / ideal:.2f} ×, CPU {took.result['cpu']:.1f} s",
        )
        set_latency(upstream, 0.0)
        measure_changes(upstream, folder)
        for title, versions in (("in 5 versions that share most", 5), ("all different", 1)):
            site = folder / f"large-{versions}"
            write_sources(site, MEMORY_PAGES, versions=versions)
            took = measure(index_folder, upstream.port, str(site), str(folder / f"large-{versions}-index"))
            texts = f"{took.result['points']} texts"
            measured = f"{took.megabytes:.0f} MB ({took.anonymous:.0f} without files), {took.seconds:.0f} s, {texts}"
            print_row(f"first index of {MEMORY_PAGES} pages, {title}", "≤ 700 MB", measured)


def measure_changes(upstream: Server, folder: Path) -> None:
    """Index a site, then again without a change, then with one changed heading."""
    site, index = folder / "site", folder / "index"
    write_sources(site, UNCHANGED_PAGES)
    measure(index_folder, upstream.port, str(site), str(index))
    page = site / "docs" / "group-3" / "page-160.md"
    for title, most in ((f"{UNCHANGED_PAGES} pages, unchanged", 8), ("the same, one heading changed", 10)):
        before = read_calls(upstream)
        took = measure(index_folder, upstream.port, str(site), str(index))
        calls = read_calls(upstream) - before
        print_row(
            title,
            f"≤ {most} s",
            f"{took.seconds:.1f} s, CPU {took.cpu_seconds:.1f} s, {calls} embedding calls",
        )
        text = format_markdown(160)
        page.write_text(text.replace("\n## ", "\n## Changed ", 1), encoding="utf-8")


def measure(call: Callable[..., Any], *arguments: Any) -> Took:
    """Run it in a fresh process."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measure_here, (call, arguments))


def _measure_here(call: Callable[..., Any], arguments: tuple[Any, ...]) -> Took:
    started, cpu = time.perf_counter(), time.process_time()
    with watching_memory() as anonymous:
        result = call(*arguments)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000  # kB on Linux
    return Took(time.perf_counter() - started, time.process_time() - cpu, peak, max(anonymous), result)


@contextmanager
def watching_memory() -> Iterator[list[float]]:
    """Yield the list to which the anonymous memory in MB is added, ten times a second."""
    status, ended, found = Path("/proc/self/status"), threading.Event(), [0.0]

    def watch() -> None:
        while status.exists() and not ended.wait(0.1):
            fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
            found.append(float(fields["RssAnon"].split()[0]) / 1000)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield found
    finally:
        ended.set()
        watcher.join()


def read_site(folder: str) -> int:
    """How many pages there are."""
    return sum(1 for _ in open_site(folder, SiteOptions()).read_pages())


def index_folder(port: int, folder: str, index: str) -> dict[str, int]:
    """One run of `askdocs index`."""
    settings = _load_settings(port, index)
    site = open_site(folder, SiteOptions())
    summary = asyncio.run(index_quietly(site, settings, folder, SafeConsole(quiet=True)))
    return {"chunks": summary.chunks, "points": summary.record.last_run.points}


def index_chunks(port: int, index: str) -> dict[str, float]:
    """Index chunks that need no reading; the calls that this takes, and its seconds."""
    settings = _load_settings(port, index)
    pages = list(_create_pages())
    calls = 0
    texts = [
        point.embedded_text for point in create_points((c for page in pages for c in page.chunks), signature="any")
    ]
    for start in range(0, len(texts), 100):
        calls += count_calls(texts[start : start + 100], settings.gemini)
    started, cpu = time.perf_counter(), time.process_time()
    asyncio.run(_index(pages, settings))
    return {"calls": calls, "seconds": time.perf_counter() - started, "cpu": time.process_time() - cpu}


async def _index(pages: list[Page], settings: Any) -> RunSummary:
    gemini = Gemini(settings.gemini)
    index = create_index(settings.qdrant, create_signature(settings))
    try:
        return await sync_index([DocumentSource("benchmark", pages)], index=index, embeddings=gemini.embeddings)
    finally:
        await gemini.aclose()
        await index.aclose()


def _create_pages() -> Iterator[Page]:
    for number in range(CHUNKS // 10):
        text = format_markdown(number)
        chunks = tuple(
            Chunk(f"Page {number}", part, Place(f"{URL}/{number}#{section}", "", "", "", f"Page {number} > {section}"))
            for section, part in enumerate(text.split("\n## ")[1:11])
        )
        yield Page(f"{URL}/{number}", f"{number}.md", f"Page {number}", "", "", "", (), chunks)


def _load_settings(port: int, index: str) -> Any:
    return load_settings(
        gemini={"api_key": "emulator-benchmark", "base_url": f"http://127.0.0.1:{port}"}, qdrant={"path": Path(index)}
    )


def set_latency(upstream: Server, seconds: float) -> None:
    """What each embedding call takes from now on."""
    httpx.post(f"http://127.0.0.1:{upstream.port}/control/latency", json={"embedding": seconds}).raise_for_status()


def read_calls(upstream: Server) -> int:
    """The embedding calls so far."""
    calls: int = httpx.get(f"http://127.0.0.1:{upstream.port}/control/calls").json()["embeddings"]
    return calls


def format_speed(took: Took) -> str:
    """Pages a second, by the clock and of one core."""
    return f"{took.result / took.seconds:.0f}/s, of a core {took.result / took.cpu_seconds:.0f}/s"


def print_row(title: str, goal: str, measured: str) -> None:
    """One line of the table."""
    print(f"{title:62} {goal:>12} {measured:>34}", flush=True)


if __name__ == "__main__":
    main(tuple(sys.argv[1:]))
