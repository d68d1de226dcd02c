"""What LOG_LEVEL=debug adds to the log: how the steps of a question went, and none of its words."""

import json
from collections.abc import Callable

import httpx
import pytest

from app.observability.log import configure_logging
from app.settings import Settings
from tests.support.services import serving

QUESTION = {"query": "How do I clean the oven?", "filters": {"locale": "xx"}}


@pytest.mark.parametrize("level", ["info", "debug"])
def test_debug_shows_each_step_and_what_the_search_found(
    level: str, kitchen: Callable[..., Settings], capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logging(level)
    try:
        with serving(kitchen()) as address:
            answer = httpx.post(f"{address}/chat", json=QUESTION)
    finally:
        configure_logging("warning")
    printed = capsys.readouterr().err
    lines = [json.loads(line) for line in printed.splitlines() if line.startswith("{")]
    debugged = [line for line in lines if line["level"] == "debug"]
    if level == "info":
        assert debugged == []
        return
    steps = ["embed", "search", "retrieve", "found", "generate", "guard", "verdict", "suggest"]
    assert [line["event"] for line in debugged] == steps
    assert {line["request_id"] for line in debugged} == {answer.headers["x-request-id"]}
    assert all(line["seconds"] >= 0 for line in debugged if line["event"] != "found")
    found = debugged[3]
    assert found["filters"]["locale"] == "xx"
    assert found["scores"] == [round(source["score"], 4) for source in answer.json()["sources"]]
    assert found["gate"] == 0
    assert "oven" not in printed.lower()
