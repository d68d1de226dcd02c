"""An index of the layout of earlier versions, moved by `askdocs migrate` while it is asked; the first try is killed.

    python -m benchmarks migration     BENCH_POINTS=20000 BENCH_DIMENSIONS=768

Two hundred questions are asked before, all the time, and when the old layout is deleted: the passages, their order and
their scores must always be the same.
"""

import asyncio
import os
import subprocess
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from app.index import DocsRetriever, create_index, create_retriever, create_signature, create_vector_store
from app.index.server.client import create_server_client
from app.settings import Settings
from benchmarks._load.points import Points, create_pages, load_settings_of
from benchmarks._load.processes import ASKDOCS, ROOT
from benchmarks._load.vectors import PreparedEmbeddings
from tests.support.earlier_layout import make_earlier
from tests.support.qdrant_server import serving_qdrant

POINTS = int(os.environ.get("BENCH_POINTS", "20000"))
DIMENSIONS = int(os.environ.get("BENCH_DIMENSIONS", "768"))
QUESTIONS = 200
_READERS, _PAUSE = 4, 0.02
Hits = list[tuple[str, float]]


def main() -> None:
    """Print what was seen; about three minutes."""
    with TemporaryDirectory() as folder, serving_qdrant(os.environ) as url:
        points = Points(POINTS, DIMENSIONS, Path(folder), upstream=9)  # nobody embeds
        points.fill(url)
        environment = points.create_environment(url)
        asyncio.run(_run(load_settings_of(environment), environment, folder))


async def _run(settings: Settings, environment: dict[str, str], folder: str) -> None:
    earlier = await make_earlier(settings.qdrant, create_signature(settings))
    print(f"{POINTS:,} points of {DIMENSIONS} dimensions in {earlier}", flush=True)
    index = create_index(settings.qdrant, create_signature(settings))
    retriever = create_retriever(index, create_vector_store(index, PreparedEmbeddings(DIMENSIONS)), 8)
    questions = list(islice(_create_questions(), QUESTIONS))
    before = {question: await _ask(retriever, question) for question in questions}
    seconds: list[float] = []
    counts = {"other": 0}
    done = asyncio.Event()

    async def keep_asking(first: int) -> None:
        number = first
        while not done.is_set():
            question = questions[number % len(questions)]
            began = time.perf_counter()
            counts["other"] += await _ask(retriever, question) != before[question]
            seconds.append(time.perf_counter() - began)
            number += _READERS
            await asyncio.sleep(_PAUSE)

    async with asyncio.TaskGroup() as group:  # an answer that fails ends the benchmark
        for first in range(_READERS):
            group.create_task(keep_asking(first))
        await _kill_one(settings, environment, folder)
        for arguments in (["migrate"], ["migrate"], ["migrate", "--delete-old"]):
            began = time.perf_counter()
            told = await asyncio.to_thread(_call, arguments, environment, folder)
            print(f"askdocs {' '.join(arguments)}: {time.perf_counter() - began:.1f} s: {told}", flush=True)
            await asyncio.sleep(3 if "--delete-old" not in arguments else 0)  # processes see it within two
        done.set()
    p95 = quantiles(seconds, n=20)[-1] * 1e3
    print(
        f"{len(seconds):,} answers meanwhile, 0 failed, {counts['other']} other than before; "
        f"p50 {median(seconds) * 1e3:.1f} ms, p95 {p95:.1f}, slowest {max(seconds) * 1e3:.0f}"
    )
    same = alike = 0
    for question, hits in before.items():
        found = await _ask(retriever, question)
        same += found == hits
        alike += {text for text, _ in found} == {text for text, _ in hits}
    print(f"afterwards, without the old layout: of {len(before)} questions {alike} have the same passages")
    print(f"and {same} of them in the same order with the same scores")
    await index.aclose()


def _create_questions() -> Iterator[str]:
    """Some words of a passage here and there, so that no two passages are equally good."""
    for page in islice(create_pages(POINTS), 0, None, POINTS // 10 // QUESTIONS):
        yield f"How do {' '.join(page.chunks[0].text.rstrip('.').split()[-12:])} work?"


async def _ask(retriever: DocsRetriever, question: str) -> Hits:
    return [(hit.page_content, round(hit.metadata["score"], 5)) for hit in await retriever.ainvoke(question)]


async def _kill_one(settings: Settings, environment: dict[str, str], folder: str) -> None:
    """Begin a move, and kill it when a third of the points are there."""
    client = create_server_client(settings.qdrant)
    collection = f"{settings.qdrant.collection_name}__{create_signature(settings).digest()}"
    process = await asyncio.create_subprocess_exec(
        *ASKDOCS, "migrate", env=_inherit(environment), cwd=folder, stdout=subprocess.DEVNULL
    )
    count = 0
    while process.returncode is None and count < POINTS // 3:
        await asyncio.sleep(0.05)
        if await client.collection_exists(collection):
            count = (await client.count(collection)).count
    process.kill()
    await process.wait()
    await client.close()
    print(f"a move was killed when {count:,} points were there", flush=True)


def _call(arguments: list[str], environment: dict[str, str], folder: str) -> str:
    done = subprocess.run(
        [*ASKDOCS, *arguments], env=_inherit(environment), cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.splitlines()[0]


def _inherit(environment: dict[str, str]) -> dict[str, str]:
    return os.environ | environment | {"PYTHONPATH": str(ROOT)}


if __name__ == "__main__":
    main()
