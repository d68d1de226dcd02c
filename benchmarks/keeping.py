"""What keeping answers costs: CPU and latency of an answer with it and without, and the owner's page over many of them.

    python -m benchmarks keeping     BENCH_REQUESTS=256 BENCH_RUNS=5 BENCH_ANSWERS=1000000 by default

The services take turns in one session; figures are medians. The goal is 3 % more CPU. `/admin/` is asked for each of
its pages over so many answers of 90 days; its goal is 200 ms.
"""

import asyncio
import base64
import http.client
import os
import random
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from app.settings import StoreSettings
from app.stores import Found, StoredAnswer, StoredVote, open_stores
from benchmarks._load.callers import Target, run_load
from benchmarks._load.cases import FREE
from benchmarks._load.measuring import Bench
from benchmarks._load.points import Points
from benchmarks._load.processes import Server, running
from benchmarks._load.questions import Question, create_repeated, create_unique
from chains.schemas import Usage

REQUESTS = int(os.environ.get("BENCH_REQUESTS", "256"))
RUNS = int(os.environ.get("BENCH_RUNS", "5"))
ANSWERS = int(os.environ.get("BENCH_ANSWERS", "1000000"))
POINTS, DIMENSIONS, CALLERS, KNOWN = 5000, 768, 16, 20
TOKEN = "t" * 20
CHAT = Target("/chat", lambda text: {"query": text})
SERVICES = {
    "not kept, no suggestions": {"ANSWER_SUGGESTIONS": "none"},
    "not kept": {},
    "kept": {"KEEP_ANSWERS": "true"},
}
PAGES = (
    "",
    "?days=90",
    "?days=90&outcome=abstained&reason=no_such_version",
    "?days=90&version=1.x&locale=fr",
    "?days=90&failed=1",
    "?days=90&vote=down",
    "?days=7&words=word77",
    "?days=90&words=word7777777",
    "?days=90&page=https://site.example/page-77",
    "votes",
    "answers/id500000",
    "days?days=90",
    "index",
    "service",
)
DAY = 86_400
AT_ONCE = 5_000
SHOWN = 5


def main() -> None:
    """Measure and print; about ten minutes."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        upstream = stack.enter_context(running("benchmarks._load.upstream", [], {}, name="upstream"))
        points = Points(POINTS, DIMENSIONS, folder, upstream.port)
        points.fill()
        Bench(upstream, None).set_latency(FREE)
        servers = {}
        for number, (name, settings) in enumerate(SERVICES.items()):
            environment = points.create_environment() | settings | {"DATA_PATH": str(folder / f"kept{number}")}
            servers[name] = stack.enter_context(running("askdocs", ["serve", "--port"], environment, name=name))
        print_costs(servers)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        print_pages(stack, folder)


def print_costs(servers: dict[str, Server]) -> None:
    """CPU and the median latency of an answer, uncached and from the cache."""
    seeds = iter(range(time.time_ns(), time.time_ns() + 10**9))
    spent: dict[tuple[str, bool], list[tuple[float, float]]] = defaultdict(list)
    for run in range(RUNS + 1):
        for name, server in servers.items():
            known = [question.text for question in islice(create_unique(next(seeds)), KNOWN)]
            fresh = ask(server, create_unique(next(seeds)), REQUESTS)
            ask(server, create_repeated(known), KNOWN)
            cached = ask(server, create_repeated(known), REQUESTS)
            if run:  # the first one warms up
                spent[name, False].append(fresh)
                spent[name, True].append(cached)
    print(f"{'':28}{'uncached: CPU':>16}{'p50':>10}{'cached: CPU':>16}{'p50':>10}   ms")
    for name in servers:
        figures = [
            median(column) for is_cached in (False, True) for column in zip(*spent[name, is_cached], strict=True)
        ]
        print(f"{name:28}{figures[0]:16.2f}{figures[1]:10.1f}{figures[2]:16.2f}{figures[3]:10.1f}")


def ask(server: Server, questions: Iterator[Question], requests: int) -> tuple[float, float]:
    """Milliseconds of CPU a question, what is written a second later included, and the median latency."""
    before = server.read_cpu_seconds()
    load = run_load(server.port, CHAT, questions, callers=CALLERS, requests=requests)
    time.sleep(1.5)
    spent = server.read_cpu_seconds() - before
    for call in load.calls:
        if b" 200 " not in bytes(call.received[:20]):
            raise RuntimeError(f"/chat answered: {call.fault} {bytes(call.received[:500])!r}")
    return spent * 1000 / requests, 1000 * median(call.seconds for call in load.calls)


def print_pages(stack: ExitStack, folder: Path) -> None:
    """Size of the database, and the seconds of each page of `/admin/`."""
    started = time.perf_counter()
    asyncio.run(fill(folder))
    size = sum(path.stat().st_size for path in folder.glob("askdocs.db*"))
    print(f"\n{ANSWERS:,} answers: {size / 1e6:,.0f} MB, written in {time.perf_counter() - started:.0f} s")
    environment = {
        "GEMINI_API_KEY": "emulator-key",
        "QDRANT_PATH": str(folder / "index"),
        "DATA_PATH": str(folder),
        "KEEP_ANSWERS": "true",
        "DEVELOPER_TOKEN": TOKEN,
    }
    server = stack.enter_context(running("askdocs", ["serve", "--port"], environment, name="askdocs"))
    for page in PAGES:
        seconds = sorted(show(server.port, page) for _ in range(SHOWN))
        print(f"/admin/{page:58}{1000 * median(seconds):8.0f} ms, worst {1000 * seconds[-1]:.0f}")


def show(port: int, page: str) -> float:
    """Seconds of one page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    password = base64.b64encode(f":{TOKEN}".encode()).decode()
    started = time.perf_counter()
    connection.request("GET", f"/admin/{page}", headers={"Authorization": f"Basic {password}"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 200:  # noqa: PLR2004 - HTTP's
        raise RuntimeError(f"/admin/{page} answered {answer.status}")
    return time.perf_counter() - started


async def fill(folder: Path) -> None:
    """Answers of 90 days: nine in ten answered; one in a hundred bears a vote."""
    stores = open_stores(StoreSettings(data_path=folder), folder)
    draw = random.Random(5)
    now = time.time()
    for begin in range(0, ANSWERS, AT_ONCE):
        batch = [create_answer(number, now, draw) for number in range(begin, min(ANSWERS, begin + AT_ONCE))]
        await stores.answers.add(batch)
        for answer in batch[::100]:
            await stores.answers.vote(answer.id, StoredVote(draw.choice([1, -1]), ("incorrect",), "no such flag"))
    await stores.database.aclose()


def create_answer(number: int, now: float, draw: random.Random) -> StoredAnswer:
    """An answer as a reader leaves it."""
    is_lost = draw.random() < 0.1  # noqa: PLR2004 - one in ten
    page = f"https://site.example/page-{draw.randrange(500)}"
    found = tuple(Found(f"{page}#part-{part}", draw.random(), not is_lost and part < 2) for part in range(8))  # noqa: PLR2004 - two cited
    return StoredAnswer(
        id=f"id{number}",
        at=now - 90 * DAY * (1 - number / ANSWERS),
        question=f"How do I set word{draw.randrange(1000)} of part {draw.randrange(1000)} so that it works?",
        outcome="abstained" if is_lost else "answered",
        reason=draw.choice(["no_match", "weak_match", "not_in_docs"]) if is_lost else "",
        route="/chat",
        wire=draw.choice(["chat", "langserve", "openai"]),
        version=draw.choice(["2.x", "1.x"]),
        locale=draw.choice(["en", "fr"]),
        page=page,
        found=found,
        model="gemini-3.8-flash",
        generation="20261126T080000-0a1b2c",
        cache=draw.choice(["hit", "miss"]),
        usage=Usage(input_tokens=2000, output_tokens=120),
        seconds=draw.random(),
        steps={"embed": 0.1, "retrieve": 0.15, "generate": 1.0},
        vector=draw.randbytes(2 * DIMENSIONS) if is_lost else None,
        run=f"run-{number}" if draw.random() < 0.5 else None,  # noqa: PLR2004 - one in two
    )


if __name__ == "__main__":
    main()
