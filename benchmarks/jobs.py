"""Many sites that change at once, indexed by two workers under one quota: order, fairness, quota, and what kills lose.

    python -m benchmarks jobs     BENCH_SITES=50 BENCH_CALLS=8 BENCH_PER_MINUTE=100 BENCH_RUNS=3

Postgres and Qdrant are servers of its own, the model is the emulator with hashed vectors. Each site takes so many
embedding calls, of seven texts each. One site is asked for all the time. When a third of the sites is done, one worker
is killed with SIGKILL and another one starts; one run that waits and one under way are cancelled. A machine that is
busy with other things starts runs too slowly to use the quota up: look at the load beside the figures.
"""

import asyncio
import os
import re
import signal
import time
from collections import Counter
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from pydantic import SecretStr

from app.jobs import Job, Jobs
from app.settings import Settings, StoreSettings, load_settings
from app.stores import ensure_schema
from benchmarks._load.recording import RecordedEmbedder
from gemini_emulator import running
from tests.support.postgres_server import serving_postgres
from tests.support.qdrant_server import serving_qdrant
from tests.support.worker_processes import create_environment, create_page, run_askdocs, working_process, write_sites

SITES = int(os.environ.get("BENCH_SITES", "50"))
CALLS = int(os.environ.get("BENCH_CALLS", "8"))
PER_MINUTE = int(os.environ.get("BENCH_PER_MINUTE", "100"))
RUNS = int(os.environ.get("BENCH_RUNS", "3"))
_TEXTS_OF_CALL = 7
_BUSY = "site00"
_SITE = re.compile(r"\bsite\d\d\b")
_MINUTE = 60.0


@dataclass(slots=True)
class Seen:
    """What happened, and when."""

    asked: list[str] = field(default_factory=list)
    killed_at: float = 0.0
    held: list[str] = field(default_factory=list)
    """Sites that the killed worker was indexing."""
    cancelled: list[str] = field(default_factory=list)


def main() -> None:
    """Print what was seen; about four minutes for 50 sites on two quiet cores."""
    embedder = RecordedEmbedder()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="askdocs-bench-jobs-")))
        database_url = stack.enter_context(serving_postgres(os.environ))
        qdrant_url = stack.enter_context(serving_qdrant(os.environ))
        emulator = stack.enter_context(running(embeddings=embedder))
        settings = load_settings(
            gemini={"api_key": emulator.api_key, "base_url": emulator.base_url, "embedding_dimensions": 384},
            qdrant={"host": qdrant_url, "collection_name": "jobs", "path": folder / "data"},
            stores={"database_url": SecretStr(database_url)},
            index={"runs": "workers"},
        )
        ensure_schema(StoreSettings(database_url=SecretStr(database_url)), folder, upgrade=True)
        names = [f"site{number:02}" for number in range(SITES)]
        limits = {"GEMINI_EMBEDDING_REQUESTS_PER_MINUTE": str(PER_MINUTE), "LOG_LEVEL": "warning"}
        environment = create_environment(
            settings,
            database_url,
            write_sites(folder, names, partial(create_page, texts=CALLS * _TEXTS_OF_CALL)),
            **limits,
        )
        began = time.time()
        enqueued = run_askdocs(environment, folder, "index", "--all", "--enqueue")
        if enqueued.returncode:
            raise RuntimeError(enqueued.stderr)
        with _Load(environment, folder) as load:
            seen, jobs = asyncio.run(_watch(settings, names, load))
        _report(names, seen, jobs, embedder, began)


class _Load:
    """Two workers, one of which is replaced."""

    def __init__(self, environment: dict[str, str], folder: Path) -> None:
        self._environment, self._folder = environment, folder
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self.first, self.second = self.start(), self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def start(self) -> int:
        """One more worker; its process."""
        process = working_process(self._environment, self._folder, "--runs", str(RUNS))
        return self._stack.enter_context(process).pid


async def _watch(settings: Settings, names: list[str], load: _Load) -> tuple[Seen, list[Job]]:
    jobs, seen = Jobs(settings), Seen(asked=list(names))
    while True:
        await asyncio.sleep(1)
        waiting = await jobs.records.list_open()
        done = {job.site for job in await jobs.records.list_ended(limit=10_000) if job.state in {"done", "incomplete"}}
        if len(done | set(seen.cancelled)) == len(names):
            break
        if not seen.killed_at and len(done) >= len(names) // 3:
            await _kill_and_cancel(jobs, waiting, load, seen)
        await jobs.queue.enqueue(_BUSY, "webhook")
    ended = [*await jobs.records.list_ended(limit=10_000), *await jobs.records.list_open()]
    await jobs.aclose()
    return seen, sorted(ended, key=lambda job: job.number)


async def _kill_and_cancel(jobs: Jobs, waiting: list[Job], load: _Load, seen: Seen) -> None:
    running_jobs = [job for job in waiting if job.state == "running"]
    held = [job for job in running_jobs if f" {load.first} " in job.worker]
    others = [job for job in running_jobs if job not in held and job.site != _BUSY]
    last = [job for job in waiting if job.state == "waiting" and job.site != _BUSY][-1:]
    for job in [*last, *others[:1]]:
        await jobs.queue.cancel(job.number)
        seen.cancelled.append(job.site)
    with suppress(ProcessLookupError):
        os.kill(load.first, signal.SIGKILL)
    seen.killed_at, seen.held = time.time(), [job.site for job in held]
    load.start()


def _report(names: list[str], seen: Seen, jobs: list[Job], embedder: RecordedEmbedder, began: float) -> None:
    firsts: dict[str, Job] = {}
    for job in jobs:
        if job.started_at and job.site not in firsts:
            firsts[job.site] = job
    order = sorted(firsts, key=lambda site: firsts[site].started_at or 0)
    asked = [name for name in seen.asked if name in firsts]
    print(f"{len(names)} sites asked for at once; load of the machine at the end: {os.getloadavg()[0]:.1f} (1 minute)")
    print(f"order: the largest displacement is {max(abs(order.index(site) - asked.index(site)) for site in asked)}")
    busy = [job for job in jobs if job.site == _BUSY and job.started_at]
    last_first = max(job.started_at or 0 for job in firsts.values())
    before = sum((job.started_at or 0) < last_first for job in busy)
    print(f"fairness: {_BUSY}, asked for every second, began {before} times until each other site had begun once")

    times = sorted(call.at for call in embedder.calls)
    minutes = Counter(int((at - times[0]) // _MINUTE) for at in times)
    allowed = PER_MINUTE * (int((times[-1] - times[0]) // _MINUTE) + 1)
    most = max(sum(start <= at < start + _MINUTE for at in times) for start in times)
    print(
        f"quota: {len(times)} calls in {times[-1] - times[0]:.0f} s, by minute {[minutes[m] for m in sorted(minutes)]}"
    )
    print(f"quota: {len(times) / allowed:.1%} of what was allowed until the last call; the most in any 60 s: {most}")

    texts = Counter(text for call in embedder.calls for text in call.texts)
    twice = Counter(_find_site(text) for text, count in texts.items() if count > 1)
    calls_twice = sum(any(texts[text] > 1 for text in call.texts) for call in embedder.calls) // 2
    print(f"embedded twice: {sum(twice.values())} of {len(texts)} texts, {calls_twice} calls: {dict(twice)}")
    print(f"(cut off: {seen.held} by the kill; of each run, 4 batches of 100 texts may be under way)")

    for site in seen.held:
        again = [job for job in jobs if job.site == site and (job.started_at or 0) > seen.killed_at]
        told = f"{(again[0].started_at or 0) - seen.killed_at:.0f} s later, {again[0].state}" if again else "never"
        print(f"kill -9: {site} was taken up {told}")
    for site in seen.cancelled:
        print(f"cancelled: {site} {[job.state for job in jobs if job.site == site]}, "
              f"{sum(_find_site(text) == site for text in texts)} texts embedded")  # fmt: skip
    states = Counter(job.state for job in jobs)
    seconds = max(job.ended_at or 0 for job in jobs) - began
    print(f"runs by state: {dict(states)}; all done {seconds:.0f} s after the first was asked for")


def _find_site(text: str) -> str:
    found = _SITE.search(text)
    return found[0] if found else ""
