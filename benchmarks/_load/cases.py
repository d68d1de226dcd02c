"""What is measured: by how many callers, of what, over which Gemini."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from benchmarks._load.questions import Question, create_half_repeated, create_unique

CALLERS = (1, 16, 64, 128)
CHUNKS = 30
FREE = {"embedding": 0.0, "first_token": 0.0, "per_chunk": 0.0, "chunks": CHUNKS, "marked": True}
SLOW = {"embedding": 0.04, "first_token": 0.3, "per_chunk": 0.01, "chunks": CHUNKS, "marked": True}
Endpoint = Literal["invoke", "stream"]
Speed = Literal["free", "slow"]
LATENCIES: dict[Speed, dict[str, float]] = {"free": FREE, "slow": SLOW}
_SHARES = {1: 0.25, 16: 0.5, 64: 1.0, 128: 1.0}
_SLOW_SINGLE = 5
"""Questions of a single caller who waits for a slow Gemini: they hardly differ."""


@dataclass(frozen=True, slots=True)
class Case:
    """One line of the report."""

    endpoint: Endpoint
    callers: int
    speed: Speed
    half_repeated: bool = False
    marked: bool = True
    """Does the answer cite its passages? Else nothing tells early that it is no refusal."""

    @property
    def name(self) -> str:
        """How the report calls it."""
        callers = "1 caller" if self.callers == 1 else f"{self.callers} callers"
        repeated = ", half repeated" if self.half_repeated else ""
        marked = "" if self.marked else ", no marker"
        return f"{self.endpoint}, {callers}, {self.speed} Gemini{repeated}{marked}"

    @property
    def path(self) -> str:
        """Where it is asked."""
        return f"/chat/{self.endpoint}"

    @property
    def create_questions(self) -> Callable[[int], Iterator[Question]]:
        """What is asked, by a seed."""
        return create_half_repeated if self.half_repeated else create_unique

    def count_requests(self, requests: int) -> int:
        """How many questions a run asks, where 64 callers ask `requests`."""
        if self.speed == "slow" and self.callers == 1:
            return min(_SLOW_SINGLE, requests)
        share = _SHARES[self.callers] * (3 if self.half_repeated else 1)
        return max(self.callers, round(requests * share))


def create_cases() -> list[Case]:
    """All of them, in the order of the report."""
    free = [Case(endpoint, callers, "free") for endpoint in ("invoke", "stream") for callers in CALLERS]
    slow = [Case("invoke", 64, "slow"), *(Case("stream", callers, "slow") for callers in (1, 64, 128))]
    return [*free, *slow, REPEATED, PLAIN_INVOKE, PLAIN_STREAM, PLAIN_FIRST]


INVOKE = Case("invoke", 64, "free")
STREAM = Case("stream", 64, "free")
SLOW_STREAM = Case("stream", 64, "slow")
REPEATED = Case("stream", 64, "slow", half_repeated=True)
FIRST = Case("stream", 1, "slow")
PLAIN_INVOKE = Case("invoke", 64, "free", marked=False)
PLAIN_STREAM = Case("stream", 64, "free", marked=False)
PLAIN_FIRST = Case("stream", 1, "slow", marked=False)
WORKER_CASES = [INVOKE, STREAM, SLOW_STREAM]
