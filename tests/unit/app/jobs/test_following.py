"""What follows on a run."""

from datetime import UTC, datetime

import pytest

from app.jobs import MAX_ATTEMPTS, EndState, Next, Problem, choose_next
from chains.errors import (
    AskdocsError,
    DailyQuotaError,
    IndexBusyError,
    IndexUnavailableError,
    ModelAccessError,
    ModelQuotaError,
    ModelUnavailableError,
    SettingsError,
    SignatureMismatchError,
    StoreUnavailableError,
    UsageError,
    VectorLengthError,
)

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
HOUR = 3_600.0


def report(error: AskdocsError) -> Problem:
    return Problem(type(error).__name__, error.may_pass, error.retry_after)


@pytest.mark.parametrize("state", ["done", "incomplete", "cancelled"])
def test_nothing_follows_on_a_run_that_is_done(state: EndState) -> None:
    assert choose_next(state, None, 1, NOON) == (state, None)


@pytest.mark.parametrize(
    "error",
    [
        ModelQuotaError("429"),
        ModelUnavailableError("503"),
        IndexUnavailableError("away"),
        IndexBusyError("locked"),
        StoreUnavailableError("gone"),
        SignatureMismatchError("another worker may have the settings that fit"),
    ],
)
def test_what_may_pass_is_tried_again_after_growing_pauses(error: AskdocsError) -> None:
    tried = [choose_next("failed", report(error), attempt, NOON) for attempt in range(1, MAX_ATTEMPTS)]
    assert tried == [
        ("put_off", Next(seconds, attempt))
        for seconds, attempt in [(60.0, 2), (120.0, 3), (240.0, 4), (480.0, 5), (960.0, 6)]
    ]
    assert choose_next("failed", report(error), MAX_ATTEMPTS, NOON) == ("failed", None)


@pytest.mark.parametrize(
    "error", [SettingsError("no key"), UsageError("no folder"), ModelAccessError("key"), VectorLengthError("768")]
)
def test_what_stays_wrong_is_not_tried_again(error: AskdocsError) -> None:
    assert choose_next("failed", report(error), 1, NOON) == ("failed", None)


def test_a_run_that_says_nothing_of_its_failure_is_not_tried_again() -> None:
    assert choose_next("failed", None, 1, NOON) == ("failed", None)


def test_the_pause_that_the_model_names_is_kept() -> None:
    problem = report(ModelQuotaError("429", retry_after=300.0))
    assert choose_next("failed", problem, 1, NOON) == ("put_off", Next(300.0, 2))


def test_a_killed_run_begins_anew_but_not_for_ever() -> None:
    assert choose_next("killed", None, 1, NOON) == ("killed", Next(60.0, 2))
    assert choose_next("killed", None, MAX_ATTEMPTS, NOON) == ("killed", None)


@pytest.mark.parametrize(
    ("hour", "named", "seconds"),
    [
        (12, None, 20 * HOUR),  # until 8 o'clock UTC, when Gemini's day has begun
        (7, None, HOUR),
        (8, None, 24 * HOUR),
        (12, 5 * HOUR, 5 * HOUR),
        (12, 34.0, 600.0),  # Gemini names some that mend nothing
    ],
)
def test_a_quota_of_the_day_puts_a_run_off_and_counts_as_no_attempt(
    hour: int, named: float | None, seconds: float
) -> None:
    problem = report(DailyQuotaError("used up", retry_after=named))
    for attempt in (1, MAX_ATTEMPTS):
        assert choose_next("failed", problem, attempt, NOON.replace(hour=hour)) == ("put_off", Next(seconds, attempt))
