"""One line an event: ours and those of libraries, through the same handler."""

import json
import logging
import sys
from collections.abc import Iterator

import pytest
import structlog
from structlog.testing import capture_logs

from app.context import RequestContext, entering
from app.observability.log import configure_logging


@pytest.fixture(autouse=True)
def _warnings_alone_afterwards() -> Iterator[None]:
    yield
    configure_logging("warning")


def read(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_an_event_and_what_a_library_says_are_lines_that_name_their_request(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("info")
    with entering(RequestContext(id="r-1")):
        structlog.stdlib.get_logger("askdocs.test").info("done", number=1, of=["a", 2])
        logging.getLogger("library").warning("as %s", "it is")
    structlog.stdlib.get_logger("askdocs.test").warning("outside")
    ours, theirs, outside = read(capsys)
    assert list(ours) == ["number", "of", "event", "request_id", "level", "timestamp"]
    assert (ours["of"], ours["request_id"], ours["level"]) == (["a", 2], "r-1", "info")
    assert (theirs["event"], theirs["request_id"], theirs["level"]) == ("as it is", "r-1", "warning")
    assert (outside["event"], outside["level"]) == ("outside", "warning")
    assert "request_id" not in outside


def test_a_dict_that_a_library_logs_is_its_text(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("info")
    logging.getLogger("library").warning({"event": 1})
    (line,) = read(capsys)
    assert (line["event"], line["level"]) == ("{'event': 1}", "warning")


def test_what_a_library_says_is_a_line_while_events_of_ours_are_captured(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("info")
    with capture_logs() as events:
        logging.getLogger("library").warning("theirs")
        structlog.stdlib.get_logger("askdocs.test").warning("ours")
    (line,) = read(capsys)
    assert (line["event"], line["level"]) == ("theirs", "warning")
    assert [event["event"] for event in events] == ["ours"]


def test_each_level_is_kept_or_left_out_as_the_logger_says(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("info")
    log = structlog.stdlib.get_logger("askdocs.levels")
    for level in ("debug", "info", "warning", "error", "critical"):
        getattr(log, level)("event")
    logging.getLogger("library").info("nothing")
    assert [line["level"] for line in read(capsys)] == ["info", "warning", "error", "critical"]


def test_a_failure_has_its_trace_without_local_variables(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("info")
    secret = "what was asked"
    try:
        int("wrong")
    except ValueError:
        structlog.stdlib.get_logger("askdocs.test").exception("failed")
    assert secret
    (line,) = read(capsys)
    assert (line["event"], line["level"]) == ("failed", "error")
    assert "invalid literal" in json.dumps(line["exception"])
    assert secret not in json.dumps(line)


def test_a_log_that_nobody_can_write_breaks_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def write(self, _: str) -> int:
            raise BrokenPipeError

        flush = write

    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", Full())
        configure_logging("info")
        structlog.stdlib.get_logger("askdocs.test").info("lost")
    configure_logging("info")
    structlog.stdlib.get_logger("askdocs.test").info("seen")
    assert [line["event"] for line in read(capsys)] == ["seen"]
