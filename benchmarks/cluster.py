"""A Qdrant cluster of three nodes, two copies of everything: what readers see when a node dies, hangs and comes back.

    python -m benchmarks cluster     BENCH_SITES=12 BENCH_SECTIONS=200 BENCH_FAULTS=killed,held

Readers, in several clients as several processes have them, ask random sites, and must find five passages of the site.
Each node in turn is killed (kill -9), then held (as a machine that hangs); meanwhile a site is indexed and another is
built anew. When the node is back, the copies of every shard are compared point by point.
"""

import asyncio
import json
import os
import random
import signal
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Self

from app.index import DocsRetriever, IndexFactory
from app.index.qdrant import AsyncQdrantClient, models
from app.index.server.client import create_server_client
from app.settings import QdrantSettings
from benchmarks.many_sites import (
    DIMENSIONS,
    ON_A_PAGE,
    PASSAGES,
    SECTIONS,
    SIGNATURE,
    fill_site,
    format_text,
    open_retriever,
)
from chains.errors import AskdocsError
from chains.schemas import Filters
from tests.support.qdrant_cluster import Cluster, serving_cluster

SITES = int(os.environ.get("BENCH_SITES", "12"))
FAULTS = os.environ.get("BENCH_FAULTS", "killed,held").split(",")
CLIENTS, READERS = 6, 12
_PAUSE = 0.05
"""Of a reader between two questions: the nodes have two cores together."""
_HEALTHY_SECONDS, _DOWN_SECONDS = 8.0, 12.0


@dataclass(slots=True)
class Seen:
    """What readers saw while something was so."""

    seconds: list[float] = field(default_factory=list)
    failures: list[tuple[float, str]] = field(default_factory=list)
    """When, and why."""
    wrong: int = 0

    def describe(self, began: float) -> str:
        """A line."""
        until = f", the last one {max(at for at, _ in self.failures) - began:.1f} s after it" if self.failures else ""
        reasons = "".join(f"\n      {reason}" for reason in sorted({reason[:300] for _, reason in self.failures}))
        p95 = quantiles(self.seconds, n=20)[-1] * 1e3 if len(self.seconds) > 1 else 0
        return (
            f"{len(self.seconds)} answers, {len(self.failures)} failed{until}, {self.wrong} wrong; "
            f"p50 {median(self.seconds) * 1e3:.0f} ms, p95 {p95:.0f}, slowest {max(self.seconds):.2f} s{reasons}"
        )


class Readers:
    """Ask until the block ends; what they see goes into `seen`, which can be exchanged."""

    def __init__(self, settings: QdrantSettings, sites: list[str]) -> None:
        self.seen = Seen()
        self._factories = [IndexFactory(settings, SIGNATURE) for _ in range(CLIENTS)]
        self._indexes = [{site: factory.create(site) for site in sites} for factory in self._factories]
        self._retrievers = [{site: open_retriever(one[site]) for site in sites} for one in self._indexes]
        self._sites = sites
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        self._tasks = [asyncio.create_task(self._read(number)) for number in range(READERS)]
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for indexes in self._indexes:
            for index in indexes.values():
                await index.aclose()

    async def _read(self, number: int) -> None:
        chosen = random.Random(number)
        while True:
            site = chosen.choice(self._sites)
            text = format_text(site, chosen.randrange(SECTIONS // ON_A_PAGE), chosen.randrange(ON_A_PAGE))
            seen, began = self.seen, time.monotonic()
            try:
                found = await _ask(self._retrievers[number % CLIENTS][site], text)
            except AskdocsError as error:
                seen.failures.append((time.monotonic(), str(error)))
            else:
                seen.wrong += len(found) != PASSAGES or any(f" {site} " not in one for one in found)
            seen.seconds.append(time.monotonic() - began)
            await asyncio.sleep(_PAUSE)


async def _ask(retriever: DocsRetriever, question: str) -> list[str]:
    return [hit.page_content for hit in await retriever.ainvoke(question, filters=Filters())]


def main() -> None:
    """Print what was seen; two minutes of nodes that are killed, and half an hour of nodes that are held."""
    with serving_cluster(os.environ) as cluster:
        asyncio.run(_run(cluster))


async def _run(cluster: Cluster) -> None:
    settings = QdrantSettings(host=cluster.host, shards=3, replication=2)
    sites = [f"site{number}" for number in range(SITES)]
    for site in sites:
        await fill_site(settings, site)
    print(f"{SITES} sites of {SECTIONS} sections, {DIMENSIONS} dimensions, 3 shards in 2 copies", flush=True)
    async with Readers(settings, sites) as readers:
        await asyncio.sleep(_HEALTHY_SECONDS)
        print(f"all nodes there: {readers.seen.describe(0)}", flush=True)
        for fault in FAULTS:
            for number in range(len(cluster.nodes)):
                await _lose(cluster, number, readers, settings, held=fault == "held")


async def _lose(cluster: Cluster, number: int, readers: Readers, settings: QdrantSettings, *, held: bool) -> None:
    node, how = cluster.nodes[number], "held" if held else "killed"
    readers.seen = Seen()
    began = time.monotonic()
    if held:
        node.send(signal.SIGSTOP)
    else:
        await asyncio.to_thread(node.kill)
    await asyncio.sleep(_DOWN_SECONDS / 2)
    changes = [
        ("a new site indexed", partial_fill(settings, f"new-{how}-{number}")),
        ("a site built anew", partial_fill(settings, "site0", rebuild=True)),
    ]
    for name, change in changes:
        await _time(name, change)
    await asyncio.sleep(_DOWN_SECONDS / 2)
    print(f"node {number} {how}: {readers.seen.describe(began)}", flush=True)
    readers.seen = Seen()
    back = time.monotonic()
    if held:
        node.send(signal.SIGCONT)
    else:
        await asyncio.to_thread(cluster.start, number)
    seconds = await _wait_for_copies(cluster, settings)
    await asyncio.sleep(_HEALTHY_SECONDS)
    print(f"node {number} back: all copies in use {seconds:.1f} s after; {readers.seen.describe(back)}", flush=True)
    await _compare_copies(cluster, settings)


def partial_fill(settings: QdrantSettings, site: str, *, rebuild: bool = False) -> Callable[[], Awaitable[None]]:
    """A run, to be begun later."""
    return lambda: fill_site(settings, site, rebuild=rebuild)


async def _time(name: str, change: Callable[[], Awaitable[None]]) -> None:
    began = time.monotonic()
    try:
        await change()
    except AskdocsError as error:
        print(f"  {name}: FAILED after {time.monotonic() - began:.1f} s: {error}", flush=True)
    else:
        print(f"  {name} meanwhile: {time.monotonic() - began:.1f} s", flush=True)


def _list_collections(settings: QdrantSettings) -> list[str]:
    name = settings.collection_name
    return [f"{name}__{SIGNATURE.digest()}", f"{name}__askdocs"]


async def _wait_for_copies(cluster: Cluster, settings: QdrantSettings) -> float:
    began = time.monotonic()
    while time.monotonic() - began < 120:  # noqa: PLR2004 - more than any recovery here takes
        states = [
            state
            for name in _list_collections(settings)
            for _, state in await asyncio.to_thread(cluster.list_replicas, name)
        ]
        if states and set(states) == {"Active"}:
            return time.monotonic() - began
        await asyncio.sleep(0.2)
    raise RuntimeError(f"The copies were not in use again within 120 s: {states}")


async def _compare_copies(cluster: Cluster, settings: QdrantSettings) -> None:
    """Read all points from each node, as its own copies have them, and as all copies agree on them."""
    for collection in _list_collections(settings):
        agreed = await _read_all(settings, collection, consistency=models.ReadConsistencyType.ALL)
        for node in cluster.nodes:
            near = await _read_all(settings.model_copy(update={"host": node.url}), collection, consistency=1)
            if near != agreed:
                print(
                    f"  {collection}: {node.url} has {len(near)} points, all copies agree on {len(agreed)}", flush=True
                )
        print(f"  {collection}: all copies agree on {len(agreed):,} points", flush=True)


async def _read_all(
    settings: QdrantSettings, collection: str, *, consistency: int | models.ReadConsistencyType
) -> dict[str, str]:
    client = create_server_client(settings)
    found: dict[str, str] = {}
    offset = None
    while True:
        records, offset = await AsyncQdrantClient.scroll(
            client, collection, limit=1000, offset=offset, consistency=consistency
        )
        found |= {str(record.id): json.dumps(record.payload, sort_keys=True) for record in records}
        if offset is None:
            break
    await client.close()
    return found


if __name__ == "__main__":
    main()
