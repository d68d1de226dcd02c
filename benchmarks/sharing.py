"""What two service processes share in Redis and Postgres, and what readers see when one of the four is killed.

    python -m benchmarks.sharing

Hit rates of questions that repeat by Zipf's law, in one process and in two, with Redis and without. Model calls of the
same question at the same time in both. Limits and tokens of a day that both count. Then load on both, while Redis is
held and killed and a process is killed, and each comes back. Answers are kept in Postgres meanwhile.
"""

import os
import random
import re
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from benchmarks._load.callers import Call, Target, run_load
from benchmarks._load.points import Points
from benchmarks._load.processes import ASKDOCS, ROOT, Server, request, running
from benchmarks._load.questions import Question, create_half_repeated, create_unique
from tests.support.postgres_server import serving_postgres
from tests.support.redis_server import RedisServer, owning_redis

QUESTIONS, DISTINCT, CALLERS = int(os.environ.get("BENCH_REQUESTS", "600")), 400, 8
ROUNDS = 10
PER_MINUTE, TOKENS = 100, 60_000
WHOLE = Target("/chat", lambda text: {"query": text})
STREAM = Target("/chat/stream")
_SLOW = b'{"embedding": 0.04, "first_token": 0.3, "per_chunk": 0.01, "chunks": 30}'
_FREE = b'{"embedding": 0, "first_token": 0, "per_chunk": 0, "chunks": 30}'
_STATUS = re.compile(rb"HTTP/1.1 (\d+)")
_CACHE = re.compile(rb"cache-status: askdocs; ([^\r]+)", re.IGNORECASE)
_LATE_SECONDS = 35
_MINUTE = 60


class Bench:
    """The servers, and how services are started beside them."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        folder = Path(stack.enter_context(TemporaryDirectory()))
        self.upstream = stack.enter_context(running("benchmarks._load.upstream", [], {}))
        self.redis = stack.enter_context(owning_redis(os.environ, folder))
        self._points = Points(1000, 768, folder, self.upstream.port)
        self._points.fill()
        self._kept = {"KEEP_ANSWERS": "true", "DATABASE_URL": stack.enter_context(serving_postgres(os.environ))}
        environment = os.environ | self._points.create_environment() | self._kept | {"PYTHONPATH": str(ROOT)}
        subprocess.run([*ASKDOCS, "db", "upgrade"], env=environment, cwd=folder, check=True, capture_output=True)

    def serve(self, database: int | None = None, *, stack: ExitStack | None = None, **variables: str) -> Server:
        """A service, with this database of Redis or without any, that has answered a question."""
        shared = {} if database is None else {"REDIS_URL": f"{self.redis.url}/{database}"}
        environment = self._points.create_environment() | self._kept | shared | variables
        server = (stack or self._stack).enter_context(running("askdocs", ["serve", "--port"], environment))
        request(server.port, "POST", "/chat", b'{"query": "How does the first part work?"}')
        return server

    def set_latency(self, latency: bytes) -> None:
        """How long Gemini takes from now on."""
        request(self.upstream.port, "POST", "/control/latency", latency)

    def count_calls(self) -> Counter[str]:
        """Embeddings and generations so far."""
        _, body = request(self.upstream.port, "GET", "/control/calls")
        return Counter({name: int(number) for name, number in re.findall(r'"(\w+)": (\d+)', body.decode())})


def main() -> None:
    """Print all figures; about three minutes."""
    with ExitStack() as stack:
        bench = Bench(stack)
        alone = bench.serve()
        print_hits("one process", [alone])
        print_hits("two without Redis", [bench.serve(), bench.serve()])
        pair = [bench.serve(0), bench.serve(0)]
        print_hits("two with Redis", pair)
        print_flights(bench, pair)
        print_limits(bench)
        print_faults(bench, pair)


def create_zipf(seed: int) -> Iterator[Question]:
    """Questions of which the first is asked twice as often as the second; every seed asks the same ones."""
    source, texts = random.Random(seed), [next(unique).text for unique in [create_unique(7)] for _ in range(DISTINCT)]
    weights = list(accumulate(1 / rank for rank in range(1, DISTINCT + 1)))
    while True:
        yield Question(source.choices(texts, cum_weights=weights)[0])


def ask_all(
    servers: Sequence[Server], questions: Sequence[Iterator[Question]], *, requests: int = QUESTIONS
) -> list[list[Call]]:
    """Ask all of them at the same time; each has callers and questions of its own."""
    with ThreadPoolExecutor(len(servers)) as threads:
        loads = [
            threads.submit(run_load, server.port, WHOLE, asked, callers=CALLERS, requests=requests)
            for server, asked in zip(servers, questions, strict=True)
        ]
        return [load.result().calls for load in loads]


def read_status(call: Call) -> str:
    """What became of a call: its status and what the cache did, or how the connection failed."""
    status, cache = _STATUS.match(call.received), _CACHE.search(call.received)
    if call.fault or status is None:
        return "cut off"
    return status[1].decode() if status[1] != b"200" or cache is None else cache[1].decode()


def print_hits(name: str, servers: Sequence[Server]) -> None:
    """How many of the questions to each were paid for by nobody, or by somebody else."""
    rates = []
    for calls in ask_all(servers, [create_zipf(seed) for seed in range(len(servers))]):
        found = Counter(read_status(call) for call in calls)
        rates.append((found["hit"] + found["fwd=miss; collapsed"]) / found.total())
    print(f"{name:22}{QUESTIONS} Zipf questions each, found: {', '.join(f'{rate:.1%}' for rate in rates)}", flush=True)


def print_flights(bench: Bench, pair: Sequence[Server]) -> None:
    """Model calls for questions that come to both at the same time, of a Gemini that takes its time."""
    bench.set_latency(_SLOW)
    for target, name in ((WHOLE, "whole"), (STREAM, "streamed")):
        for round_number in range(ROUNDS + 3):  # the first ones teach both how long an answer takes
            if round_number == 3:  # noqa: PLR2004 - see above
                before = bench.count_calls()
            question = next(create_unique(1000 + round_number + 100 * (target is STREAM)))
            with ThreadPoolExecutor(2) as threads:
                for server in pair:
                    threads.submit(run_load, server.port, target, iter([question]), callers=1, requests=1)
        calls = bench.count_calls() - before
        print(f"{ROUNDS} questions to both at once, {name}: {calls['started']} answers, {calls['embeddings']} embedded")
    bench.set_latency(_FREE)


def print_limits(bench: Bench) -> None:
    """What two processes let through together of a limit, and of the tokens of a day."""
    with ExitStack() as stack:
        limited = [bench.serve(1, stack=stack, LIMIT_ADDRESS_PER_MINUTE=str(PER_MINUTE)) for _ in range(2)]
        if time.time() % _MINUTE > _LATE_SECONDS:
            time.sleep(_MINUTE - time.time() % _MINUTE)  # one window of the limit, as one process has it
        asked = count_statuses(ask_all(limited, [create_zipf(1), create_zipf(2)], requests=PER_MINUTE))
        print(f"LIMIT_ADDRESS_PER_MINUTE={PER_MINUTE}, 2 before, {2 * PER_MINUTE} at once: {asked}", flush=True)
    with ExitStack() as stack:
        budget = [bench.serve(2, stack=stack, LIMIT_TOKENS_PER_DAY=str(TOKENS)) for _ in range(2)]
        asked = count_statuses(ask_all(budget, [create_unique(1), create_unique(2)], requests=100))
        spent = sum(read_metric(server, "askdocs_tokens_total") for server in budget)
        print(f"LIMIT_TOKENS_PER_DAY={TOKENS}: {asked}, {spent:.0f} tokens spent", flush=True)


def count_statuses(calls: list[list[Call]]) -> dict[str, int]:
    """What became of the calls of all servers together."""
    return dict(Counter(read_status(call) for each in calls for call in each))


def read_metric(server: Server, series: str) -> float:
    """The sum of the series whose lines begin so; 0 for a service that is not there any more."""
    headers = {"authorization": "Bearer benchmark-developer-token"}
    try:
        text = httpx.get(f"http://127.0.0.1:{server.port}/metrics", headers=headers, timeout=20).text
    except httpx.HTTPError:
        return 0.0
    return sum(float(number) for number in re.findall(rf"^{series}.*? (\S+)$", text, re.MULTILINE))


def print_faults(bench: Bench, pair: Sequence[Server]) -> None:
    """What readers of both see while something is away."""
    slow = b'{"embedding": 0.01, "first_token": 0.05, "per_chunk": 0.001, "chunks": 30}'
    bench.set_latency(slow)
    print_load("nothing", bench, pair, lambda: None)
    print_load("a process killed", bench, pair, lambda: os.kill(pair[1].pid, signal.SIGKILL))
    pair = [pair[0], bench.serve(0)]
    print_hits("the new one beside it", pair)
    print_load("Redis held for 3 s", bench, pair, lambda: hold(bench.redis))
    print_load("Redis killed, back after 3 s", bench, pair, lambda: restart(bench.redis))
    print_load("afterwards", bench, pair, lambda: None)


def hold(redis: RedisServer) -> None:
    """Let it answer nothing for a while."""
    redis.hold()
    time.sleep(3)
    redis.go_on()


def restart(redis: RedisServer) -> None:
    """Kill it, and start it again without data."""
    redis.kill()
    time.sleep(3)
    redis.start()


def print_load(name: str, bench: Bench, pair: Sequence[Server], fault: Callable[[], None]) -> None:
    """Ask both the same questions, of which half repeat, while something happens."""
    seed = len(name)
    before = bench.count_calls()
    with ThreadPoolExecutor(1) as threads:
        asking = threads.submit(ask_all, pair, [create_half_repeated(seed), create_half_repeated(seed)])
        time.sleep(1)
        fault()
        found = asking.result()
    slowest = [f"{sorted(call.seconds for call in calls)[int(0.99 * len(calls))]:.2f}" for calls in found]
    seen = [dict(Counter(read_status(call) for call in calls)) for calls in found]
    paid = (bench.count_calls() - before)["started"]
    print(f"{name}: {seen}, p99 {', '.join(slowest)} s, {paid} answers paid", flush=True)
    for series in ("askdocs_redis_failures_total", 'askdocs_cache_shared_total{cache="answers",result="gave_up"'):
        print(f"    {series}: {[read_metric(server, re.escape(series)) for server in pair]} so far")


if __name__ == "__main__":
    main()
