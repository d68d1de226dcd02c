"""What a run in the queue is."""

from dataclasses import dataclass
from typing import Literal

JobState = Literal["waiting", "running", "done", "incomplete", "failed", "killed", "put_off", "cancelled"]
"""incomplete: done, but some pages could not be read. put_off: it goes on later by itself, as a run of its own."""
EndState = Literal["done", "incomplete", "failed", "killed", "put_off", "cancelled"]
SUCCESSES = frozenset({"done", "incomplete"})


@dataclass(frozen=True, slots=True)
class Job:
    """One run of one site. Times are seconds since 1970 by the clock of the database."""

    number: int
    site: str
    state: JobState
    cause: str
    """Who asked for it: schedule, webhook, request or command."""
    rebuild: bool
    allow_shrink: bool
    attempt: int
    """1 for the first; each one that follows on a failure counts on."""
    asked_at: float
    due_at: float
    """It does not begin before."""
    started_at: float | None
    ended_at: float | None
    worker: str
    is_cancelled: bool
    detail: str
    """Its last line."""


@dataclass(frozen=True, slots=True)
class Next:
    """The run that follows on one that could not end well."""

    delay: float
    """0: at once, in the place of the one before."""
    attempt: int


@dataclass(frozen=True, slots=True)
class SiteSummary:
    """How the runs of a site went."""

    last_success_at: float
    """0: never."""
    failures: int
    """Runs that failed since then."""


@dataclass(frozen=True, slots=True)
class QueueFigures:
    """How much there is to do."""

    waiting: int
    running: int
    put_off: int
    """Those that wait for their time, such as for the quota of another day."""
    oldest_seconds: float
    """How long the oldest one waits that might begin."""
