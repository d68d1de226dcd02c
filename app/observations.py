"""What happened while one request was answered: noted by the adapters and wires, read by the log and the metrics."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Literal

from opentelemetry.trace import Span

from app.metrics import get_metrics
from app.tracing import span

Step = Literal["embed", "retrieve", "generate"]


@dataclass(slots=True)
class Meter:
    """Tokens that Gemini has counted, until they are taken off the budget: once, whoever waits for the answer."""

    tokens: int = 0

    def take(self) -> int:
        """Those that nobody has taken yet."""
        tokens, self.tokens = self.tokens, 0
        return tokens


@dataclass(slots=True)
class Observation:
    """One request."""

    started: float = field(default_factory=time.perf_counter)
    caller: str = ""
    question: str = ""
    outcome: str = ""
    reason: str = ""
    first_token_seconds: float | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    input_tokens: int = 0
    output_tokens: int = 0
    cache: str = ""
    """How its answers came about, in the words of `Cache-Status`; empty when nothing was asked of a cache."""
    meter: Meter = field(default_factory=Meter)


_current: ContextVar[Observation | None] = ContextVar("observation", default=None)


@contextmanager
def observing() -> Iterator[Observation]:
    """Gather what happens inside the block, in whatever task."""
    observation = Observation()
    token = _current.set(observation)
    try:
        yield observation
    finally:
        _current.reset(token)


def get_observation() -> Observation | None:
    """The observation of the running request; None outside of one."""
    return _current.get()


@contextmanager
def step(name: Step, span_name: str, attributes: Mapping[str, Any]) -> Iterator[Span]:
    """Measure one step, for the metrics, the log and the trace."""
    started = time.perf_counter()
    with span(span_name, attributes) as current:
        try:
            yield current
        finally:
            seconds = time.perf_counter() - started
            get_metrics().step_seconds.labels(name).observe(seconds)
            if (observation := _current.get()) is not None:
                observation.seconds[name] = observation.seconds.get(name, 0.0) + seconds


def note_tokens(input_tokens: int, output_tokens: int) -> None:
    """Count what Gemini counted, also of an answer that was cut off."""
    metrics = get_metrics()
    metrics.tokens.labels("input").inc(input_tokens)
    metrics.tokens.labels("output").inc(output_tokens)
    if (observation := _current.get()) is not None:
        observation.input_tokens += input_tokens
        observation.output_tokens += output_tokens
        observation.meter.tokens += input_tokens + output_tokens


def note_first_token(seconds: float) -> None:
    """Note how long the first piece of the answer took."""
    get_metrics().first_token_seconds.observe(seconds)
    if (observation := _current.get()) is not None and observation.first_token_seconds is None:
        observation.first_token_seconds = seconds


def note_question(request: Any) -> None:
    """Keep the question for the log, which shows it only when it is told to."""
    if (observation := _current.get()) is not None:
        query = request.get("query", "") if isinstance(request, dict) else getattr(request, "query", "")
        observation.question = str(query)


def note_answer(part: Mapping[str, Any]) -> None:
    """Note how an answer came out, from its last part or the whole of it."""
    outcome, reason = str(part.get("outcome", "")), str(part.get("reason", ""))
    get_metrics().answers.labels(outcome, reason).inc()
    if (observation := _current.get()) is not None:
        observation.outcome, observation.reason = outcome, reason
