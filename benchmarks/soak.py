"""Ten minutes of mixed load: repeated and unique questions, 5 % faults of Gemini, 2 % callers that leave.

    python -m benchmarks soak                 SOAK_MINUTES=10 SOAK_CALLERS=6 by default

Prints outcomes, errors and the slope of the memory, and draws `artifacts/soak.svg`.
"""

import asyncio
import os
import random
import socket
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import numpy as np

from benchmarks._service import ROOT, Service, create_environment, emulating, index, serving

MINUTES = float(os.environ.get("SOAK_MINUTES", "10"))
CALLERS = int(os.environ.get("SOAK_CALLERS", "6"))
PAUSE_SECONDS = 0.3
SHARE_REPEATED, SHARE_FAULTS, SHARE_LEAVERS, SHARE_WHOLE = 0.5, 0.05, 0.02, 0.3
SAMPLE_SECONDS = 5
WARM_UP = 0.2
"""The share of the run that the slope leaves out: pools and caches fill meanwhile."""
FAULTS: list[dict[str, object]] = [
    {"status": 429, "retry_delay": 0.2},
    {"status": 500},
    {"status": 503},
    {"hang": 1.5},
    {"cut_after": 2},
    {"body": "<html>"},
]
REPEATED = [
    "How do I index my own documentation?",
    "How do I change the port?",
    "What does abstained mean?",
    "How do I put askdocs behind nginx?",
    "Which settings are there for Gemini?",
]


@dataclass
class Run:
    """What was seen."""

    outcomes: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    samples: list[dict[str, float]] = field(default_factory=list)
    circuit: Counter[str] = field(default_factory=Counter)


def main() -> None:
    """Run the load and print what came of it."""
    random.seed(7)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as name, emulating(port) as gemini:
        folder = Path(name)
        # Small caches are full within the warm-up: what grows after that has no bound.
        options = {"CACHE_ANSWERS_MEGABYTES": "4", "CACHE_EMBEDDINGS_MEGABYTES": "2"}
        options |= {"GEMINI_MAX_ATTEMPTS": "2", "GEMINI_MAX_WAIT_SECONDS": "1"}
        environment = create_environment(gemini, folder, **options)
        index(ROOT / "website/docs", folder, environment)
        with serving(folder, environment) as service:
            run = asyncio.run(_load(service, gemini))
    _report(run)


async def _load(service: Service, gemini: str) -> Run:
    run, end = Run(), time.monotonic() + 60 * MINUTES
    async with httpx.AsyncClient(timeout=60) as client:
        load = _Load(service, gemini, client, run, end)
        await asyncio.gather(_sample(service, run, end), *(_call(load, number) for number in range(CALLERS)))
    return run


@dataclass(frozen=True, slots=True)
class _Load:
    service: Service
    gemini: str
    client: httpx.AsyncClient
    run: Run
    end: float


async def _call(load: _Load, number: int) -> None:
    service, client, run = load.service, load.client, load.run
    count = 0
    while time.monotonic() < load.end:
        count += 1
        query = (
            random.choice(REPEATED) if random.random() < SHARE_REPEATED else f"How is the option {number}-{count} set?"
        )
        if random.random() < SHARE_FAULTS:
            fault = random.choice(FAULTS) | {"method": random.choice(("generateContent", "streamGenerateContent"))}
            await client.post(f"{load.gemini}/control/faults", json={"faults": [fault]})
        started = time.monotonic()
        try:
            run.outcomes[await _ask(service, client, query, leave=random.random() < SHARE_LEAVERS)] += 1
        except httpx.HTTPError as error:
            run.outcomes[f"error: {type(error).__name__}"] += 1
        run.seconds.append(time.monotonic() - started)
        await asyncio.sleep(PAUSE_SECONDS * random.random() * 2)


async def _ask(service: Service, client: httpx.AsyncClient, query: str, *, leave: bool) -> str:
    if random.random() < SHARE_WHOLE and not leave:
        answer = await client.post(f"{service.address}/chat", json={"query": query})
        return _name(answer.json()) if answer.is_success else f"status {answer.status_code}"
    text = ""
    body = {"input": {"query": query}}
    async with client.stream("POST", f"{service.address}/chat/stream", json=body) as answer:
        if not answer.is_success:
            return f"status {answer.status_code}"
        async for part in answer.aiter_text():
            if leave:
                return "left"
            text += part
    if '"outcome":"' not in text or not text.rstrip().endswith("event: end"):
        return "error: incomplete"
    return _name({name: text.rpartition(f'"{name}":"')[2].partition('"')[0] for name in ("outcome", "reason")})


def _name(answer: dict[str, str]) -> str:
    return f"{answer['outcome']} {answer['reason']}".strip()


async def _sample(service: Service, run: Run, end: float) -> None:
    started = time.monotonic()
    while time.monotonic() < end:
        sample = await asyncio.to_thread(_measure, service)
        run.circuit["closed" if sample["circuit"] == 0 else "open or half open"] += 1
        run.samples.append(
            sample | {"seconds": time.monotonic() - started, "answers": float(sum(run.outcomes.values()))}
        )
        await asyncio.sleep(SAMPLE_SECONDS)


def _measure(service: Service) -> dict[str, float]:
    process = Path(f"/proc/{service.process.pid}")
    lines = (process / "status").read_text().splitlines()
    status = dict(line.split(":", 1) for line in lines if ":" in line)
    return {
        "memory": int(status["VmRSS"].split()[0]) / 1024,
        "threads": float(status["Threads"]),
        "files": float(len(list((process / "fd").iterdir()))),
        "running": service.read_metric("askdocs_answers_running"),
        "circuit": service.read_metric("askdocs_circuit_state"),
    }


def _report(run: Run) -> None:
    steady = [sample for sample in run.samples if sample["seconds"] > WARM_UP * 60 * MINUTES]
    minutes = np.array([sample["seconds"] for sample in steady]) / 60
    memory = np.array([sample["memory"] for sample in steady])
    slope = float(np.polyfit(minutes, memory, 1)[0])
    total = sum(run.outcomes.values())
    print(f"{total} questions in {MINUTES:g} minutes, {CALLERS} callers")
    for name, count in run.outcomes.most_common():
        print(f"  {name:32} {count:6} {100 * count / total:5.1f} %")
    quantiles = np.quantile(run.seconds, [0.5, 0.95, 0.99])
    print("seconds per answer: p50 {:.2f}, p95 {:.2f}, p99 {:.2f}".format(*quantiles))
    print(f"memory: {memory[0]:.1f} MB to {memory[-1]:.1f} MB, slope {slope:+.3f} MB a minute")
    for name in ("threads", "files", "running"):
        values = [sample[name] for sample in steady]
        print(f"{name}: {min(values):g} to {max(values):g}, at the end {values[-1]:g}")
    print(f"circuits at the samples: {dict(run.circuit)}")
    target = ROOT / "artifacts" / "soak.svg"
    target.parent.mkdir(exist_ok=True)
    target.write_text(_draw(run.samples))
    print(f"plot: {target.relative_to(ROOT)}")


def _draw(samples: list[dict[str, float]]) -> str:
    """One row for each series, over the same time."""
    rows = [
        ("memory", "resident memory, MB"),
        ("answers", "answers so far"),
        ("running", "answers under way"),
        ("threads", "threads"),
        ("files", "open files"),
        ("circuit", "circuits not closed"),
    ]
    width, height, left = 760, 90, 170
    end = samples[-1]["seconds"] or 1
    parts = []
    for number, (name, title) in enumerate(rows):
        top = 20 + number * (height + 20)
        values = [sample[name] for sample in samples]
        high = max(*values, 1.0) * 1.1
        xs = [left + sample["seconds"] / end * width for sample in samples]
        points = " ".join(
            f"{x:.1f},{top + height * (1 - value / high):.1f}" for x, value in zip(xs, values, strict=True)
        )
        parts += [
            f'<rect x="{left}" y="{top}" width="{width}" height="{height}" fill="none" stroke="#ccc"/>',
            f'<text x="{left - 8}" y="{top + height / 2}" text-anchor="end">{title}</text>',
            f'<text x="{left + width + 6}" y="{top + 10}">{high:.0f}</text>',
            f'<text x="{left + width + 6}" y="{top + height}">0</text>',
            f'<polyline points="{points}" fill="none" stroke="#257" stroke-width="1.5"/>',
        ]
    bottom = 20 + len(rows) * (height + 20)
    parts.append(f'<text x="{left + width}" y="{bottom + 10}" text-anchor="end">{end / 60:.1f} minutes</text>')
    size = f'width="{left + width + 60}" height="{bottom + 30}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="12">'
        f'<rect width="100%" height="100%" fill="white"/>{"".join(parts)}</svg>\n'
    )
