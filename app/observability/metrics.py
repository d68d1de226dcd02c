"""The Prometheus series of this process. Labels have few values: never a question, an address or a path as given."""

import os
from functools import cache
from typing import TypeVar, cast

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.gc_collector import GCCollector
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

MULTIPROCESS_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 45)


class Metrics:
    """Every series that askdocs has."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self.requests = Counter(
            "askdocs_requests",
            "Requests by route, method and status.",
            ["route", "method", "status"],
            registry=registry,
        )
        self.request_seconds = Histogram(
            "askdocs_request_seconds",
            "From the request to the last byte of its answer.",
            ["route"],
            buckets=_SECONDS,
            registry=registry,
        )
        self.step_seconds = Histogram(
            "askdocs_step_seconds",
            "embed and generate: one call of Gemini; first_chunk: of a stream, until it says something; "
            "search: Qdrant's queries for one question; retrieve: embed and search; guard: checking all pieces of an "
            "answer; verdict: comparing its sentences with the passages; suggest: what to ask next.",
            ["step"],
            buckets=_SECONDS,
            registry=registry,
        )
        self.first_token_seconds = Histogram(
            "askdocs_first_token_seconds",
            "From the request to the first piece of its answer, by the protocol that was spoken.",
            ["wire"],
            buckets=_SECONDS,
            registry=registry,
        )
        self.tokens = Counter("askdocs_tokens", "Tokens that Gemini counted.", ["kind"], registry=registry)
        self.answers = Counter(
            "askdocs_answers",
            "Answers by protocol, outcome and reason.",
            ["wire", "outcome", "reason"],
            registry=registry,
        )
        self.answers_kept = Counter(
            "askdocs_answers_kept",
            "Answers that were to be kept: written, or dropped because the database was away for too long.",
            ["result"],
            registry=registry,
        )
        self.fallbacks = Counter(
            "askdocs_fallbacks",
            "Times that an optional part failed or was too slow, and an answer was made without it: reranker, support.",
            ["part"],
            registry=registry,
        )
        self.votes = Counter("askdocs_votes", "Votes by value: up, down, none.", ["value"], registry=registry)
        self.refused = Counter("askdocs_refused", "Questions refused by a limit of ours.", ["limit"], registry=registry)
        self.running = Gauge(
            "askdocs_answers_running", "Answers under way.", registry=registry, multiprocess_mode="livesum"
        )
        self.circuit = Gauge(
            "askdocs_circuit_state",
            "0 closed, 1 half open, 2 open.",
            ["dependency"],
            registry=registry,
            multiprocess_mode="livemax",
        )
        self.cache_requests = Counter(
            "askdocs_cache_requests",
            "What was asked of a cache: there (hit), there soon (collapsed), not there (miss), not to be used "
            "(request), not looked up (bypass); by the protocol that was spoken.",
            ["cache", "result", "wire"],
            registry=registry,
        )
        self.cache_evictions = Counter(
            "askdocs_cache_evictions",
            "What a cache has dropped: for want of space, for its age (time), for a changed index (index).",
            ["cache", "reason"],
            registry=registry,
        )
        self.cache_bytes = Gauge(
            "askdocs_cache_bytes", "Memory held.", ["cache"], registry=registry, multiprocess_mode="livesum"
        )
        self.cache_entries = Gauge(
            "askdocs_cache_entries", "Values held.", ["cache"], registry=registry, multiprocess_mode="livesum"
        )
        self.cache_shared = Counter(
            "askdocs_cache_shared",
            "What became of calls for the cache in Redis: found, nothing, rejected (not what was kept there), kept, "
            "too_large; of waiting for another process: waited, gave_up.",
            ["cache", "result"],
            registry=registry,
        )
        self.redis_failures = Counter(
            "askdocs_redis_failures",
            "Calls of Redis that failed, by use (caches, limits) and reason: away (or too slow), refused (it is full).",
            ["use", "reason"],
            registry=registry,
        )
        self.index_runs = Counter(
            "askdocs_index_runs", "Indexing runs that the service started, by result.", ["result"], registry=registry
        )
        self.index_last_success = Gauge(
            "askdocs_index_last_success_timestamp_seconds",
            "When a run that the service started has last succeeded; 0: never.",
            registry=registry,
            multiprocess_mode="max",
        )
        self.index_failures = Gauge(
            "askdocs_index_failures",
            "Runs that failed since the last success.",
            registry=registry,
            multiprocess_mode="mostrecent",
        )
        self.index_jobs = Gauge(
            "askdocs_index_jobs",
            "Indexing runs in the queue of the workers: waiting, running, put_off (they wait for their time).",
            ["state"],
            registry=registry,
            multiprocess_mode="mostrecent",
        )
        self.index_oldest_waiting = Gauge(
            "askdocs_index_oldest_waiting_seconds",
            "How long the oldest run in the queue waits that might begin.",
            registry=registry,
            multiprocess_mode="mostrecent",
        )
        self.index_sites_failing = Gauge(
            "askdocs_index_sites_failing",
            "Sites whose last run by a worker failed.",
            registry=registry,
            multiprocess_mode="mostrecent",
        )
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        GCCollector(registry=registry)


Metric = TypeVar("Metric", Counter, Gauge, Histogram)


def find_series(metric: Metric, *labels: str) -> Metric:
    """The one of a metric's series that has these labels.

    Each is looked up in the metric once, which takes a lock and makes texts of all labels: it is 18 times an answer.
    """
    return cast("Metric", _find_series(metric, *labels))


@cache
def _find_series(metric: Counter | Gauge | Histogram, *labels: str) -> Counter | Gauge | Histogram:
    return metric.labels(*labels)


_CIRCUIT_STATES = {"closed": 0, "half_open": 1, "open": 2}


def show_circuit(dependency: str, state: str) -> None:
    """Tell the state of a circuit breaker."""
    get_metrics().circuit.labels(dependency).set(_CIRCUIT_STATES[state])


@cache
def get_metrics() -> Metrics:
    """The series, made when they are first needed."""
    return Metrics()


def format_metrics() -> bytes:
    """The series as text for Prometheus. When there are several worker processes, their sums."""
    if not os.environ.get(MULTIPROCESS_VARIABLE):
        return generate_latest(get_metrics().registry)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)
