"""Notes what happens while a request is answered: for the metrics, and for the request's log line."""

import logging
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Literal

import structlog
from opentelemetry.trace import Span

from app.context import get_context
from app.observability.metrics import find_series, get_metrics
from app.observability.tracing import span

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Step = Literal["embed", "search", "retrieve", "first_chunk", "generate", "guard", "verdict", "suggest"]
_NAME = "askdocs.step"
_LOGGER = logging.getLogger(_NAME)


@contextmanager
def step(name: Step, span_name: str, attributes: Mapping[str, Any]) -> Iterator[Span]:
    """Measure one step, for the metrics, the log and the trace."""
    with timing(name), span(span_name, attributes) as current:
        yield current


@contextmanager
def timing(name: Step) -> Iterator[None]:
    """Measure one step that is no span of its own, for the metrics and the log."""
    started = time.perf_counter()
    try:
        yield
    finally:
        note_step(name, time.perf_counter() - started)


def note_step(name: Step, seconds: float) -> None:
    """Note what one step took."""
    find_series(get_metrics().step_seconds, name).observe(seconds)
    noted = get_context().observation.seconds
    noted[name] = noted.get(name, 0.0) + seconds
    if _is_debugging():
        _log(name, seconds=round(seconds, 4))


def note_found(scores: Iterable[float], *, gate: float, filters: "DataclassInstance") -> None:
    """Log what a search was limited to and how near its passages are; never what was asked or found."""
    if _is_debugging():
        _log("found", filters=asdict(filters), gate=gate, scores=[round(score, 4) for score in scores])


def note_tokens(input_tokens: int, output_tokens: int) -> None:
    """Count what Gemini counted, also of an answer that was cut off."""
    metrics = get_metrics()
    find_series(metrics.tokens, "input").inc(input_tokens)
    find_series(metrics.tokens, "output").inc(output_tokens)
    observation = get_context().observation
    observation.input_tokens += input_tokens
    observation.output_tokens += output_tokens
    observation.meter.tokens += input_tokens + output_tokens


def note_embedding_tokens(tokens: int) -> None:
    """Count what Gemini counted of a text that was embedded; only some of its models tell."""
    find_series(get_metrics().tokens, "embedding").inc(tokens)
    get_context().observation.meter.tokens += tokens


def note_first_token() -> None:
    """Note when the first piece of the answer came, counted from the request: a reader waits for all that is before."""
    context = get_context()
    observation = context.observation
    if observation.first_token_seconds is None:
        observation.first_token_seconds = seconds = time.perf_counter() - observation.started
        find_series(get_metrics().first_token_seconds, context.wire).observe(seconds)


def note_fallback(part: Literal["reranker", "support"]) -> None:
    """Count that an optional part failed or was too slow, so that the answer was made without it."""
    get_metrics().fallbacks.labels(part).inc()
    if _is_debugging():
        _log("fallback", part=part)


def note_question(request: Any) -> None:
    """Keep the question for the log, which shows it only when it is told to."""
    query = request.get("query", "") if isinstance(request, dict) else getattr(request, "query", "")
    get_context().observation.question = str(query)


def note_vector(vector: Sequence[float]) -> None:
    """Keep the vector with which the question is searched, where it is wanted: it weighs 100 kB.

    It is the first: later ones ask for pieces of the question.
    """
    observation = get_context().observation
    if observation.wants_vector:
        observation.vector = observation.vector or vector


def note_answer(part: Mapping[str, Any]) -> None:
    """Note how an answer came out, from its last part or the whole of it."""
    outcome, reason = str(part.get("outcome", "")), str(part.get("reason", ""))
    context = get_context()
    find_series(get_metrics().answers, context.wire, outcome, reason).inc()
    observation = context.observation
    observation.outcome, observation.reason = outcome, reason


def _is_debugging() -> bool:
    return _LOGGER.isEnabledFor(logging.DEBUG)  # else structlog would format it for nobody


def _log(event: str, **fields: object) -> None:
    structlog.stdlib.get_logger(_NAME).debug(event, **fields)
