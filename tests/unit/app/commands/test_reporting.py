"""What another program is told of a command that failed."""

import json
from pathlib import Path

import pytest

from app.commands.reporting import reporting
from chains.errors import AskdocsError, DailyQuotaError, SettingsError, UsageError


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            DailyQuotaError("used up", retry_after=90.0),
            {"kind": "DailyQuotaError", "may_pass": True, "retry_after": 90},
        ),
        (SettingsError("no key"), {"kind": "SettingsError", "may_pass": False, "retry_after": None}),
    ],
)
def test_an_error_is_told_and_goes_on(tmp_path: Path, error: AskdocsError, told: dict[str, object]) -> None:
    file = tmp_path / "report.json"
    with pytest.raises(type(error)), reporting(file):
        raise error
    assert json.loads(file.read_text()) == {"problem": str(error), "error": told}


def test_a_success_leaves_no_report_also_of_the_time_before(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    file.write_text("of the time before")
    with reporting(file):
        assert not file.exists()
    assert not file.exists()


def test_a_report_that_cannot_be_written_is_named_before_and_after(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--report"), reporting(tmp_path):
        pass
    with pytest.raises(UsageError, match="--report"), reporting(tmp_path / "nowhere" / "report.json"):
        raise SettingsError("no key")
