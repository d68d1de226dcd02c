"""What an answer costs on each wire beside LangServe's: CPU of the service, uncached and from the cache.

    python -m benchmarks wires       BENCH_REQUESTS=256 BENCH_RUNS=5 by default

The wires take turns in one session over one service; figures are medians, compared to `/chat/stream`. The
goal is 1.3 times at most. Below stands what the packages of MCP and ChatKit cost alone. `GET /search` is measured too,
whose goal is 20 ms.
"""

import os
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, get_args

import yaml

from app.settings.resources import langserve_yaml
from app.settings.wires import WireName
from benchmarks._load.callers import Target, run_load
from benchmarks._load.cases import CHUNKS, FREE
from benchmarks._load.measuring import Bench
from benchmarks._load.points import Points
from benchmarks._load.processes import Server, request, running
from benchmarks._load.questions import Question, create_repeated, create_unique
from benchmarks._load.upstream import get_text

REQUESTS = int(os.environ.get("BENCH_REQUESTS", "256"))
RUNS = int(os.environ.get("BENCH_RUNS", "5"))
POINTS, DIMENSIONS, CALLERS, KNOWN = 5000, 768, 16, 20
GOAL = 1.3
SEARCH_SECONDS = 0.02
_LAST_WORDS = [word for word in get_text(CHUNKS).split() if word.isalpha()][-3:]


def create_completion(text: str, *, stream: bool) -> dict[str, Any]:
    """What OpenAI's clients send."""
    return {"model": "askdocs", "messages": [{"role": "user", "content": text}], "stream": stream}


def create_messages(text: str) -> dict[str, Any]:
    """What `useChat` sends."""
    return {"id": "1", "messages": [{"id": "2", "role": "user", "parts": [{"type": "text", "text": text}]}]}


def create_call(text: str, **meta: Any) -> dict[str, Any]:
    """What an MCP client sends once it knows the tools."""
    params = {"name": "ask_docs", "arguments": {"query": text}} | ({"_meta": meta} if meta else {})
    return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}


def create_thread(text: str) -> dict[str, Any]:
    """What ChatKit sends for the first question of a thread."""
    message = {"content": [{"type": "input_text", "text": text}], "attachments": [], "inference_options": {}}
    return {"type": "threads.create", "params": {"input": message}}


MCP = "accept: application/json, text/event-stream\r\n"
STREAMS = {
    "langserve": Target("/chat/stream"),
    "ai_sdk": Target("/api/chat", create_messages),
    "openai": Target("/v1/chat/completions", lambda text: create_completion(text, stream=True)),
    "mcp, with progress": Target("/mcp", lambda text: create_call(text, progressToken=1), MCP),
    "chatkit": Target("/chatkit", create_thread),
}
WHOLE = {
    "langserve": Target("/chat/invoke"),
    "chat": Target("/chat", lambda text: {"query": text}),
    "openai": Target("/v1/chat/completions", lambda text: create_completion(text, stream=False)),
    "mcp": Target("/mcp", create_call, MCP),
}
PACKAGES = [
    ("bare_mcp", WHOLE["mcp"], "/plain"),
    ("bare_mcp", replace(STREAMS["mcp, with progress"], path="/mcp/news"), "/plain"),
    ("bare_chatkit", STREAMS["chatkit"], "/plain"),
]
"""The protocols' packages alone, and the same without them."""


def main() -> None:
    """Measure and print; about five minutes."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        upstream = stack.enter_context(running("benchmarks._load.upstream", [], {}, name="upstream"))
        points = Points(POINTS, DIMENSIONS, folder, upstream.port)
        points.fill()
        Bench(upstream, None).set_latency(FREE)
        environment = points.create_environment() | {
            "LIMIT_SEARCH_PER_MINUTE": "0",
            "LANGSERVE_CONFIG": str(open_every_wire(folder / "langserve.yaml")),
            "DATA_PATH": str(folder),
        }
        server = stack.enter_context(running("askdocs", ["serve", "--port"], environment, name="askdocs"))
        print(f"{'':32}{'uncached':>22}{'cached':>22}   ms of CPU, times that of /chat/stream")
        streams = measure(server, STREAMS)
        print_table("streamed", streams, streams["langserve"])
        print_table("whole", measure(server, WHOLE), streams["langserve"])
        print_searches(server)
    print_packages()


def open_every_wire(file: Path) -> Path:
    """Write a `langserve.yaml` that opens ChatKit too."""
    config = yaml.safe_load(langserve_yaml().read_text())
    config["routes"][0]["wires"] = list(get_args(WireName))
    file.write_text(yaml.safe_dump(config))
    return file


def measure(server: Server, targets: dict[str, Target]) -> dict[str, tuple[float, float]]:
    """Milliseconds of CPU a question for each wire: of a question that nobody has asked, and from the cache."""
    seeds = iter(range(time.time_ns(), time.time_ns() + 10**9))
    spent: dict[tuple[str, bool], list[float]] = defaultdict(list)
    for run in range(RUNS + 1):
        for name, target in targets.items():
            known = [question.text for question in islice(create_unique(next(seeds)), KNOWN)]
            fresh = ask(server, target, create_unique(next(seeds)), REQUESTS)
            ask(server, target, create_repeated(known), KNOWN)
            cached = ask(server, target, create_repeated(known), REQUESTS)
            if run:  # the first one warms up
                spent[name, False].append(fresh)
                spent[name, True].append(cached)
    return {name: (median(spent[name, False]), median(spent[name, True])) for name in targets}


def ask(server: Server, target: Target, questions: Iterator[Question], requests: int) -> float:
    """Milliseconds of the service's CPU a question.

    Raises:
        RuntimeError: an answer was refused or cut off.
    """
    before = server.read_cpu_seconds()
    load = run_load(server.port, target, questions, callers=CALLERS, requests=requests)
    spent = server.read_cpu_seconds() - before
    for call in load.calls:
        received = bytes(call.received)
        if b" 200 " not in received[:20] or not all(word.encode() in received for word in _LAST_WORDS):
            raise RuntimeError(f"{target.path} answered: {call.fault} {received[:500]!r}")
    return spent * 1000 / requests


def print_table(kind: str, measured: dict[str, tuple[float, float]], base: tuple[float, float]) -> None:
    """A line for each wire."""
    for name, costs in measured.items():
        figures = "".join(f"{cost:14.2f}  {cost / of:4.2f} x" for cost, of in zip(costs, base, strict=True))
        missed = any(cost > GOAL * of for cost, of in zip(costs, base, strict=True))
        print(f"{name + ', ' + kind:32}{figures}{f'   above {GOAL} x' if missed else ''}")


def print_packages() -> None:
    """What the packages of two protocols cost by themselves, which is part of their wires' figures."""
    for module, target, plain in PACKAGES:
        with running(f"benchmarks.peers.{module}", [], {}) as server:
            costs = [
                median(ask(server, one, create_unique(time.time_ns()), REQUESTS) for _ in range(RUNS + 1))
                for one in (target, replace(target, path=plain))
            ]
        print(f"{module + ' ' + target.path:24}{costs[0] - costs[1]:14.2f} ms more than without the package")


def print_searches(server: Server) -> None:
    """Seconds of searches, one after the other."""
    seconds = []
    for number in range(REQUESTS):
        started = time.perf_counter()
        status, _ = request(server.port, "GET", f"/search?q=How+does+word{number}+of+part+{number}+work", b"")
        seconds.append(time.perf_counter() - started)
        if status != 200:  # noqa: PLR2004 - HTTP's
            raise RuntimeError(f"/search answered {status}")
    seconds.sort()
    p50, p95 = (1000 * seconds[round(share * (len(seconds) - 1))] for share in (0.5, 0.95))
    print(f"GET /search, {POINTS} points: p50 {p50:.1f} ms, p95 {p95:.1f} ms; goal {SEARCH_SECONDS * 1000:g} ms")


if __name__ == "__main__":
    main()
