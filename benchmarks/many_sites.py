"""Many sites in one collection of a Qdrant server: what a search costs against a site alone, and what it may see.

    python -m benchmarks many_sites     BENCH_SITES=1000 BENCH_SECTIONS=200 BENCH_DIMENSIONS=768 BENCH_REQUESTS=5000

The sites have the same pages, but each text names its site, so that a passage of another site is seen. CPU is what the
operating system counts for this process and for Qdrant's. Then one site is built anew while the others are asked.
"""

import asyncio
import os
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median, quantiles

from app.index import (
    DocsRetriever,
    DocumentSource,
    Index,
    IndexFactory,
    Signature,
    create_index,
    create_retriever,
    create_vector_store,
    sync_index,
)
from app.settings import QdrantSettings
from benchmarks._load.processes import Server, find_child
from benchmarks._load.vectors import PreparedEmbeddings
from chains.schemas import Filters
from indexing.model import Chunk, Page, Place
from tests.support.qdrant_server import serving_qdrant

SITES = int(os.environ.get("BENCH_SITES", "1000"))
SECTIONS = int(os.environ.get("BENCH_SECTIONS", "200"))
DIMENSIONS = int(os.environ.get("BENCH_DIMENSIONS", "768"))
REQUESTS = int(os.environ.get("BENCH_REQUESTS", "5000"))
ON_A_PAGE, PASSAGES = 20, 5
_TIMED, _AT_ONCE = 5000, 8
"""Questions of which the time is taken, one after the other; the others are asked so many at once."""
_OPEN_AT_ONCE = 50
"""Sites that are asked in turn, each a few times: what a search costs, without looking whether the site has changed."""
SIGNATURE = Signature(
    embedding_space="emulator", model="topics", dimensions=DIMENSIONS, chunker_version=1, bm25_language="english"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Milliseconds of a search; passages that were found, and those of another site."""

    p50: float
    p95: float
    cpu: float
    qdrant_cpu: float
    found: int
    foreign: int

    def __str__(self) -> str:
        return (
            f"p50 {self.p50:.2f} ms, p95 {self.p95:.2f}, CPU {self.cpu:.2f} + Qdrant's {self.qdrant_cpu:.2f}; "
            f"{self.found:,} passages, {self.foreign} of another site"
        )


def main() -> None:
    """Print what was seen; a quarter of an hour for 1,000 sites and 100,000 questions."""
    asyncio.run(_run())


async def _run() -> None:
    with serving_qdrant(os.environ) as url:
        pid = find_child("qdrant")
        if pid is None:
            raise RuntimeError("The Qdrant server was not started here, so its CPU cannot be read.")
        database = Server("qdrant", 0, pid)
        names = [f"site{number}" for number in range(SITES)]
        started, before = time.monotonic(), database.read_cpu_seconds()
        await _fill(QdrantSettings(host=url), names)
        seconds, cpu = time.monotonic() - started, database.read_cpu_seconds() - before
        print(f"{SITES:,} sites: indexed in {seconds:.0f} s, Qdrant's CPU {cpu:.0f} s", flush=True)
        print(f"Qdrant's memory: {database.read_memory().resident:,.0f} MB", flush=True)
        await ask_all(url, names, database)


async def ask_all(url: str, names: list[str], database: Server) -> None:
    """Ask one site alone and the many, in turn; then all that is left, several at once; then beside a run."""
    alone, shared = QdrantSettings(host=url, collection_name="alone"), QdrantSettings(host=url)
    await fill_site(alone, "site0")
    timed = min(REQUESTS, _TIMED)
    first = await _ask(alone, ["site0"], database, timed)
    print(f"one site of {SECTIONS} sections alone: {first}", flush=True)
    last = await _ask(shared, names, database, timed)
    print(f"a random one of {SITES:,} sites: {last}")
    ratio = (last.cpu + last.qdrant_cpu) / (first.cpu + first.qdrant_cpu)
    print(f"against one site alone: p50 × {last.p50 / first.p50:.2f}, CPU × {ratio:.2f}", flush=True)
    await _rebuild_beside(shared, names, database)
    await _look_for_foreign(shared, names, REQUESTS - timed)


async def _fill(settings: QdrantSettings, names: list[str]) -> None:
    for name in names:
        await fill_site(settings, name)


async def fill_site(settings: QdrantSettings, name: str, *, rebuild: bool = False) -> None:
    """Index a site of so many sections."""
    index = create_index(settings, SIGNATURE, name)
    source = DocumentSource(name, _create_pages(name))
    try:
        await sync_index([source], index=index, embeddings=PreparedEmbeddings(DIMENSIONS), rebuild=rebuild)
    finally:
        await index.aclose()


def _create_pages(site: str) -> Iterator[Page]:
    for page in range(SECTIONS // ON_A_PAGE):
        url = f"https://{site}.example/page{page}"
        chunks = tuple(
            Chunk(f"Page {page}", format_text(site, page, part), _place(url, part)) for part in range(ON_A_PAGE)
        )
        yield Page(url, f"page{page}.md", f"Page {page}", "", "en", "", (), chunks)


def format_text(site: str, page: int, part: int) -> str:
    """The text of a section."""
    return f"Part {part} of page {page} tells {site} how word{page * ON_A_PAGE + part} works."


def _place(url: str, part: int) -> Place:
    return Place(f"{url}#part-{part}", "", "en", "", f"Page > Part {part}", part)


async def _ask(settings: QdrantSettings, names: list[str], database: Server, count: int) -> Asked:
    chosen = random.Random(5)
    seconds: list[float] = []
    found = foreign = 0
    cpu = qdrant_cpu = 0.0
    left = count
    while left > 0:
        some = [chosen.choice(names) for _ in range(min(_OPEN_AT_ONCE, len(names)))]
        factory = IndexFactory(settings, SIGNATURE)
        opened = {name: factory.create(name) for name in dict.fromkeys(some)}
        retrievers = {name: open_retriever(index) for name, index in opened.items()}
        for name, retriever in retrievers.items():
            await retriever.ainvoke("warm", filters=Filters())  # it connects, and reads the record
            cpu, qdrant_cpu = cpu - _read_cpu(), qdrant_cpu - database.read_cpu_seconds()
            for _ in range(max(1, min(left, 200) // len(retrievers))):
                number = chosen.randrange(ON_A_PAGE)
                asked = time.perf_counter()
                documents = await retriever.ainvoke(f"How does word{number} of part {number} work?", filters=Filters())
                seconds.append(time.perf_counter() - asked)
                found += len(documents)
                foreign += sum(f" {name} " not in document.page_content for document in documents)
            cpu, qdrant_cpu = cpu + _read_cpu(), qdrant_cpu + database.read_cpu_seconds()
        left -= 200
        for index in opened.values():
            await index.aclose()
    done = len(seconds)
    return Asked(
        p50=median(seconds) * 1e3,
        p95=quantiles(seconds, n=20)[-1] * 1e3,
        cpu=cpu / done * 1e3,
        qdrant_cpu=qdrant_cpu / done * 1e3,
        found=found,
        foreign=foreign,
    )


async def _look_for_foreign(settings: QdrantSettings, names: list[str], count: int) -> None:
    """Ask random sites, several at once, each with one of its own sections; whatever fails ends the benchmark."""
    factory = IndexFactory(settings, SIGNATURE)
    opened = {name: factory.create(name) for name in names}
    retrievers = {name: open_retriever(index) for name, index in opened.items()}
    seen = Counter[str]()
    started = time.monotonic()

    async def ask(seed: int) -> None:
        chosen = random.Random(seed)
        for _ in range(count // _AT_ONCE):
            name = chosen.choice(names)
            text = format_text(name, chosen.randrange(SECTIONS // ON_A_PAGE), chosen.randrange(ON_A_PAGE))
            documents = await retrievers[name].ainvoke(text, filters=Filters())
            seen.update(asked=1, found=len(documents))
            seen["foreign"] += sum(f" {name} " not in document.page_content for document in documents)
            if seen["asked"] % 10_000 == 0:
                print(f"  {seen['asked']:,} asked, {time.monotonic() - started:.0f} s", flush=True)

    await asyncio.gather(*[ask(seed) for seed in range(_AT_ONCE)])
    for index in opened.values():
        await index.aclose()
    seconds = time.monotonic() - started
    print(
        f"{seen['asked']:,} further questions to random sites, {_AT_ONCE} at once, in {seconds:.0f} s: "
        f"{seen['found']:,} passages, {seen['foreign']} of another site"
    )


async def _rebuild_beside(settings: QdrantSettings, names: list[str], database: Server) -> None:
    """One site is built anew; the others, and it, are asked meanwhile."""
    rebuilding = asyncio.create_task(fill_site(settings, names[0], rebuild=True))
    asked = await _ask(settings, names[:_OPEN_AT_ONCE], database, 1000)
    await rebuilding
    print(f"while {names[0]} is built anew: {asked}; none failed")


def open_retriever(index: Index) -> DocsRetriever:
    """What finds five passages in a site."""
    return create_retriever(index, create_vector_store(index, PreparedEmbeddings(DIMENSIONS)), PASSAGES)


def _read_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
