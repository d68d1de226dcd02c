"""What follows on a run that did not end well: nothing, the same again in a while, or the rest of it another day."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.jobs.job import EndState, Next

MAX_ATTEMPTS = 6
FIRST_DELAY = 60.0
LONGEST_DELAY = 3_600.0
SHORTEST_DELAY_OF_DAY = 600.0
"""A quota of the day that names seconds is asked again after this: Gemini names some that mend nothing."""
_RESET_HOUR = 8
"""Gemini's day begins at midnight Pacific time, which is 7 or 8 o'clock UTC."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a run failed, as it reports itself."""

    kind: str
    """The name of the error's class."""
    may_pass: bool
    retry_after: float | None


def choose_next(state: EndState, problem: Problem | None, attempt: int, now: datetime) -> tuple[EndState, Next | None]:
    """How a run has ended, and what follows on it. `problem` is what it reports; None when it could not.

    A quota of the day is no failure of the site's, so it counts as no attempt.
    """
    if state == "killed":
        return (state, Next(_find_delay(attempt), attempt + 1)) if attempt < MAX_ATTEMPTS else (state, None)
    if state != "failed" or problem is None:
        return state, None
    if problem.kind == "DailyQuotaError":
        return "put_off", Next(_find_rest_of_day(problem, now), attempt)
    # Another worker may have the settings that fit: during an update, some have the old ones.
    if not (problem.may_pass or problem.kind == "SignatureMismatchError") or attempt >= MAX_ATTEMPTS:
        return "failed", None
    return "put_off", Next(max(problem.retry_after or 0.0, _find_delay(attempt)), attempt + 1)


def _find_delay(attempt: int) -> float:
    return min(FIRST_DELAY * 2.0 ** (attempt - 1), LONGEST_DELAY)


def _find_rest_of_day(problem: Problem, now: datetime) -> float:
    if problem.retry_after is not None:
        return max(problem.retry_after, SHORTEST_DELAY_OF_DAY)
    reset = now.astimezone(UTC).replace(hour=_RESET_HOUR, minute=0, second=0, microsecond=0)
    if reset <= now:
        reset += timedelta(days=1)
    return max((reset - now).total_seconds(), SHORTEST_DELAY_OF_DAY)
