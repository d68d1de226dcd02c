"""Answers that wait for a core of a service, for a core of Qdrant and for Gemini: what their readers see."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from heapq import heappop, heappush, heapreplace
from math import log
from statistics import quantiles

from benchmarks._scaling.figures import Figures, Plan

_PIECES = 5
"""In which the words of an answer are passed on."""
_BEFORE, _BETWEEN, _AFTER = 0.3, 0.2, 0.5
"""Shares of an answer's CPU: before its search, until Gemini is asked, and for its words."""
_WARM_SECONDS = 8.0
_MEASURED = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of the questions that came when the service was warm."""

    p50: float
    p95: float
    """Seconds to the last word of Gemini."""
    busy: float
    """The share of the processes' time that they work."""
    refused: float
    """The share of the questions that found every process full."""
    written: float
    """The share of the answers for which Gemini had quota left; the others are sentences of the passages."""


def simulate(rate: float, processes: int, qdrant_cores: int, figures: Figures, plan: Plan) -> Outcome:
    """Questions come at random, so many a second, each to the process with the fewest answers under way."""
    return _Simulation(rate, processes, qdrant_cores, figures, plan).run()


class _At(Enum):
    SERVICE = auto()
    QDRANT = auto()
    GEMINI = auto()


_Steps = Iterator[tuple[_At, float]]


@dataclass(slots=True)
class _Answer:
    began: float
    process: int
    is_measured: bool
    is_written: bool
    steps: _Steps


class _Simulation:
    def __init__(self, rate: float, processes: int, qdrant_cores: int, figures: Figures, plan: Plan) -> None:
        self._source = random.Random(1)
        self._rate, self._figures, self._plan = rate, figures, plan
        self._until = _WARM_SECONDS + _MEASURED / rate
        self._service = [0.0] * processes
        self._qdrant = [0.0] * qdrant_cores
        """When each core is free."""
        self._under_way = [0] * processes
        self._quota, self._filled = 1.0, 0.0
        """Calls that Gemini takes now, and when they were counted."""
        self._seen = Counter[str]()
        self._seconds: list[float] = []
        self._worked = 0.0

    def run(self) -> Outcome:
        events: list[tuple[float, int, _Answer | None]] = []
        arrival, number = 0.0, 0
        while arrival < self._until:
            arrival += self._source.expovariate(self._rate)
            heappush(events, (arrival, number, None))
            number += 1
        while events:
            now, number, answer = heappop(events)
            answer = answer or self._begin(now)
            done = self._go_on(now, answer) if answer else None
            if done is not None:
                heappush(events, (done, number, answer))
        cuts = quantiles(self._seconds, n=20)
        answered = self._seen["came"] - self._seen["refused"]
        return Outcome(
            p50=cuts[9],
            p95=cuts[18],
            busy=self._worked / len(self._service) / (self._until - _WARM_SECONDS),
            refused=self._seen["refused"] / self._seen["came"],
            written=self._seen["written"] / answered,
        )

    def _begin(self, now: float) -> _Answer | None:
        process = min(range(len(self._under_way)), key=self._under_way.__getitem__)
        is_measured = self._is_measured(now)
        self._seen["came"] += is_measured
        if self._under_way[process] >= self._plan.at_once:
            self._seen["refused"] += is_measured
            return None
        self._under_way[process] += 1
        is_written = self._take_quota(now)
        self._seen["written"] += is_written and is_measured
        return _Answer(now, process, is_measured, is_written, self._create_steps(is_written=is_written))

    def _take_quota(self, now: float) -> bool:
        a_second = self._plan.quota_requests / 60
        self._quota = min(self._quota + (now - self._filled) * a_second, a_second)
        self._filled = now
        if self._quota < 1:
            return False
        self._quota -= 1
        return True

    def _go_on(self, now: float, answer: _Answer) -> float | None:
        """When its next step is done; None: it has none."""
        match next(answer.steps, None):
            case None:
                self._under_way[answer.process] -= 1
                if answer.is_measured and answer.is_written:
                    self._seconds.append(now - answer.began)
                return None
            case _At.GEMINI, seconds:
                return now + seconds
            case _At.SERVICE, seconds:
                self._worked += seconds if self._is_measured(now) else 0
                done = self._service[answer.process] = max(now, self._service[answer.process]) + seconds
                return done
            case _, seconds:
                done = max(now, self._qdrant[0]) + seconds
                heapreplace(self._qdrant, done)
                return done

    def _is_measured(self, now: float) -> bool:
        return _WARM_SECONDS <= now < self._until

    def _create_steps(self, *, is_written: bool) -> _Steps:
        figures, cpu = self._figures, self._figures.answer_ms / 1000
        yield _At.SERVICE, cpu * _BEFORE
        yield _At.GEMINI, self._draw(figures.embedding_seconds)
        yield _At.QDRANT, figures.search_ms / 1000
        yield _At.SERVICE, cpu * _BETWEEN
        if is_written:
            yield _At.GEMINI, self._draw(figures.first_word_seconds)
            rest = self._draw(figures.answer_seconds - figures.first_word_seconds)
            for _ in range(_PIECES):
                yield _At.GEMINI, rest / _PIECES
                yield _At.SERVICE, cpu * _AFTER / _PIECES

    def _draw(self, median: float) -> float:
        return self._source.lognormvariate(log(median), self._figures.spread)
