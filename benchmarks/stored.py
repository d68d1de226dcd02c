"""A million kept answers: the size of the database, the pages of `/admin/`, and the search for gaps.

    python -m benchmarks stored     BENCH_ANSWERS=1000000 by default; BENCH_FOLDER keeps the database

The answers are those of 90 days. Goals: 200 ms for each page, 10 s and 500 MB for `askdocs gaps` over 30 days.
"""

import asyncio
import base64
import http.client
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np

from app.settings import StoreSettings
from app.stores import Found, StoredAnswer, StoredVote, open_stores
from benchmarks._load.points import Points
from benchmarks._load.processes import ASKDOCS, ROOT, running
from chains.schemas import Usage

ANSWERS = int(os.environ.get("BENCH_ANSWERS", "1000000"))
POINTS, DIMENSIONS = 5000, 768
TOKEN = "benchmark-developer-token"
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
    "gaps",
    "gaps/1",
    "answers/id500000",
    "days?days=90",
    "index",
    "service",
)
DAY = 86_400
AT_ONCE = 5_000
SHOWN = 5
FAILED, ASKED_TWICE = 0.1, 0.3
"""Of all answers, and of those that failed."""
SUBJECTS, NOISE = 400, 1.2
"""What readers ask about in vain. Two questions on one subject then have a cosine of about .4, on others 0."""


def main() -> None:
    """Measure and print; about three minutes."""
    with ExitStack() as stack:
        kept = os.environ.get("BENCH_FOLDER")
        folder = Path(kept or stack.enter_context(TemporaryDirectory()))
        points = Points(POINTS, DIMENSIONS, folder, 9, {"DATA_PATH": str(folder), "KEEP_ANSWERS": "true"})
        if not (folder / "askdocs.db").exists():
            points.fill()
            started = time.perf_counter()
            asyncio.run(fill(folder))
            print(f"written in {time.perf_counter() - started:.0f} s")
        size = sum(path.stat().st_size for path in folder.glob("askdocs.db*"))
        print(f"{ANSWERS:,} answers: {size / 1e6:,.0f} MB")
        environment = points.create_environment()
        print(f"\n{'askdocs gaps --no-ask':40}{'CPU':>8}{'wall':>8}   s")
        for name, days in (("30 days, nothing known", 30), ("30 days, gaps known", 30), ("7 days, gaps known", 7)):
            spent, seconds = find_gaps(environment, days)
            print(f"{name:40}{spent:8.1f}{seconds:8.1f}")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
        print(f"its largest resident set: {peak:,.0f} MB\n")
        server = stack.enter_context(running("askdocs", ["serve", "--port"], environment, name="askdocs"))
        for page in PAGES:
            before = server.read_cpu_seconds()
            taken = sorted(show(server.port, page) for _ in range(SHOWN))
            spent = (server.read_cpu_seconds() - before) / SHOWN
            middle, worst = median(taken), taken[-1]
            print(f"/admin/{page:58}{1000 * middle:8.0f} ms, worst {1000 * worst:.0f}, CPU {1000 * spent:.0f}")


def find_gaps(environment: dict[str, str], days: int) -> tuple[float, float]:
    """Seconds of CPU and of the clock of one search, in a process of its own."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [*ASKDOCS, "gaps", "--no-ask", "--json", "--days", str(days)]
    variables = os.environ | environment | {"PYTHONPATH": str(ROOT)}
    subprocess.run(command, env=variables, check=True, stdout=subprocess.DEVNULL, stderr=sys.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, time.perf_counter() - started


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
    made = create_answers(time.time(), draw)
    for _ in range(0, ANSWERS, AT_ONCE):
        batch = [answer for answer, _ in zip(made, range(AT_ONCE), strict=False)]
        await stores.answers.add(batch)
        for answer in batch[::100]:
            await stores.answers.vote(answer.id, StoredVote(draw.choice([1, -1]), ("incorrect",), "no such flag"))
    await stores.database.aclose()


def create_answers(now: float, draw: random.Random) -> Iterator[StoredAnswer]:
    """Answers as readers leave them; what failed is asked again, now and then, in the same words."""
    numbers = np.random.default_rng(5)
    subjects = numbers.standard_normal((SUBJECTS, DIMENSIONS), np.float32)
    failed: list[tuple[str, int]] = []
    for number in range(ANSWERS):
        has_failed = draw.random() < FAILED
        subject = draw.randrange(SUBJECTS)
        question = f"How do I set word{draw.randrange(1000)} of part {draw.randrange(1000)} so that it works?"
        if has_failed:
            question = f"{question[:-1]} with subject{subject}?"
            if failed and draw.random() < ASKED_TWICE:
                question, subject = draw.choice(failed[-500:])
            failed.append((question, subject))
        vector = subjects[subject] + NOISE * numbers.standard_normal(DIMENSIONS, np.float32) if has_failed else None
        page = f"https://site.example/page-{(subject if has_failed else draw.randrange(500))}"
        yield StoredAnswer(
            id=f"id{number}",
            at=now - 90 * DAY * (1 - number / ANSWERS),
            question=question,
            outcome="abstained" if has_failed else "answered",
            reason=draw.choice(["no_match", "weak_match", "not_in_docs"]) if has_failed else "",
            route="/chat",
            wire=draw.choice(["chat", "langserve", "openai"]),
            version=draw.choice(["2.x", "1.x"]),
            locale=draw.choice(["en", "fr"]),
            page=page,
            found=tuple(
                Found(f"{page}#part-{part}", draw.random(), not has_failed and part < 2)  # noqa: PLR2004 - two cited
                for part in range(8)
            ),
            model="gemini-3.8-flash",
            generation="20261126T080000-0a1b2c",
            cache=draw.choice(["hit", "miss"]),
            usage=Usage(input_tokens=2000, output_tokens=120),
            seconds=draw.random(),
            steps={"embed": 0.1, "retrieve": 0.15, "generate": 1.0},
            vector=None if vector is None else (vector / np.linalg.norm(vector)).astype(np.float16).tobytes(),
            run=f"run-{number}" if draw.random() < 0.5 else None,  # noqa: PLR2004 - one in two
        )


if __name__ == "__main__":
    main()
