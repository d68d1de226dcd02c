import pytest

from app.wires.admin.filters import MAX_DAYS, read_days, read_filters


@pytest.mark.parametrize(
    ("text", "days"),
    [("", 7), ("0", 1), ("30", 30), ("-1", 7), ("1e3", 7), ("²", 7), ("99999999", MAX_DAYS), ("9" * 5_000, 7)],
)
def test_any_number_of_days_may_be_asked_for(text: str, days: int) -> None:
    assert read_days(text, 7) == days


def test_what_cannot_be_read_is_as_if_it_were_not_there() -> None:
    assert read_filters({"days": "9" * 5_000, "vote": "nonsense"}).wanted.has_vote is False
