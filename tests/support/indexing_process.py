"""Indexes a library in a process of its own, for tests that kill it."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from app.index import create_index
from app.settings import QdrantSettings
from tests.support.sites import SIGNATURE, WordEmbeddings, create_library, run_index

_READING = ("/points", "/points/scroll", "/points/query", "/points/count")


class LoggedEmbeddings(WordEmbeddings):
    """Writes every text down once it is embedded, so that it is known after a kill."""

    def __init__(self, log: Path, seconds: float) -> None:
        super().__init__(seconds=seconds)
        self._log = log

    async def aembed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors = await super().aembed_documents(texts)
        with self._log.open("ab", buffering=0) as file:  # in one piece: it is read, and killed, at any moment
            file.write("".join(f"{json.dumps(text)}\n" for text in texts).encode())
        return vectors


def start(
    settings: QdrantSettings,
    log: Path,
    *,
    pages: int,
    edition: str = "first",
    seconds: float = 0.0,
    rebuild: bool = False,
    roll_back: bool = False,
    die_at: int | str = 0,
) -> "subprocess.Popen[bytes]":
    """Begin a run, or a rollback, in another process.

    `die_at` kills it at its n-th step, or at the first whose name matches (`name#2`: the second). Steps are renamings
    and removals of files, and requests that change something on a server; names are their paths.
    """
    task = {
        "host": settings.host,
        "path": str(settings.path),
        "collection_name": settings.collection_name,
        "log": str(log),
        "pages": pages,
        "edition": edition,
        "seconds": seconds,
        "die_at": die_at,
        "rebuild": rebuild,
        "roll_back": roll_back,
    }
    with log.with_suffix(".errors").open("ab") as errors:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.support.indexing_process", json.dumps(task)],
            cwd=Path(__file__).parents[2],
            env={"PATH": os.environ["PATH"]},
            stderr=errors,
        )


async def wait_until(condition: Callable[[], object]) -> None:
    """Look every few milliseconds; a test's own time limit ends it."""
    while not condition():  # noqa: ASYNC110 - another process cannot set an event
        await asyncio.sleep(0.01)


def load_embedded_texts(log: Path) -> list[str]:
    """Every text that was embedded, in order, as often as it was; a line that is being written is none yet."""
    *lines, _ = log.read_text().split("\n") if log.exists() else [""]
    return [json.loads(line) for line in lines]


async def _run(task: dict[str, Any]) -> None:
    settings = QdrantSettings(host=task["host"], path=task["path"], collection_name=task["collection_name"])
    index = create_index(settings, SIGNATURE)
    embeddings = LoggedEmbeddings(Path(task["log"]), task["seconds"])
    pages = create_library(task["pages"], edition=task["edition"])
    options = {"batch_size": 10, "concurrency": 2, "allow_shrink": True, "rebuild": task["rebuild"]}
    await (index.roll_back() if task["roll_back"] else run_index(index, pages, embeddings, **options))
    await index.aclose()


def _die_at(wanted: int | str) -> None:
    """Put something deadly into the way of each step."""
    steps = matches = 0
    pattern, _, which = wanted.partition("#") if isinstance(wanted, str) else ("", "", "")
    send = httpx.AsyncClient.send

    def take_step(name: str) -> None:
        nonlocal steps, matches
        steps += 1
        matches += bool(pattern) and re.search(pattern, name) is not None
        if wanted == steps or (pattern and matches == int(which or 1)):
            os._exit(9)

    def create_deadly(original: Any) -> Any:
        def deadly(self: Path, *arguments: Any, **options: Any) -> Any:
            take_step(str(self))
            return original(self, *arguments, **options)

        return deadly

    async def deadly_send(self: httpx.AsyncClient, request: httpx.Request, **options: Any) -> httpx.Response:
        reads = request.method == "GET" or (request.method == "POST" and request.url.path.endswith(_READING))
        if not reads:
            take_step(request.url.path)
        return await send(self, request, **options)

    for name in ("replace", "rename", "unlink"):
        setattr(Path, name, create_deadly(getattr(Path, name)))
    httpx.AsyncClient.send = deadly_send  # type: ignore[method-assign]


if __name__ == "__main__":
    # A process that was started in the background inherits that SIGINT is ignored; a test sends it all the same.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    given = json.loads(sys.argv[1])
    if given["die_at"]:
        _die_at(given["die_at"])
    asyncio.run(_run(given))
