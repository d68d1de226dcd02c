"""When a schedule is due for whoever looks at the queue."""

from datetime import UTC, datetime

import pytest

from app.operations.scheduling.watching import find_due

THREE = datetime(2026, 11, 26, 3, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("since", "now", "due"),
    [
        (THREE - 15, THREE - 1, None),
        (THREE - 1, THREE, THREE),
        (THREE - 15, THREE + 1, THREE),
        (THREE, THREE + 15, None),
        (THREE - 3 * 86_400 - 1, THREE + 9, THREE),
    ],
    ids=["not yet", "now", "just now", "it was before", "nobody looked for three days"],
)
def test_each_time_of_a_schedule_is_due_once(since: float, now: float, due: float | None) -> None:
    assert find_due("0 3 * * *", since, now) == due
