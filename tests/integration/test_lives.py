"""The pages that say which files a question, and a page, go through: held against what really runs."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from app.settings import Settings
from tests.support.commands import Run
from tests.support.documentation import is_named, read_table
from tests.support.noting_files import noting_files
from tests.support.services import serving

CACHES = {"answers_megabytes": 1, "embeddings_megabytes": 1}


def test_a_question_goes_through_the_files_that_the_documentation_lists(kitchen: Callable[..., Settings]) -> None:
    rows = read_table("contributing/life-of-a-question.md")
    question = {
        "query": "How do I clean the dirty oven?",
        "page_url": "https://kitchen.example/ovens",
        "chat_history": [{"type": "human", "content": "How hot is it?"}, {"type": "ai", "content": "200 degrees."}],
    }
    with noting_files() as noted, serving(kitchen(cache=CACHES)) as address:
        warm = httpx.post(f"{address}/chat", json={"query": "How is a pan stored?"}, timeout=60)
        assert warm.json()["outcome"] == "answered"
        noted.clear()
        answer = httpx.post(f"{address}/chat", json=question, timeout=60)
        ran = list(noted)
    assert answer.json()["outcome"] == "answered"
    assert answer.headers["cache-status"] == "askdocs; fwd=miss"
    stations = [station for station, _ in rows]
    listed = {*stations, *(called for _, calls in rows for called in calls)}
    assert [file for file in ran if not is_named(file, listed)] == [], "runs, and is not listed"
    assert [file for file in stations if file not in ran] == [], "is a station, and does not run"
    assert len(stations) <= 30


def test_a_page_goes_through_the_files_that_the_documentation_lists(
    docs: Path, key: None, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = read_table("contributing/life-of-a-page.md")
    monkeypatch.setenv("GEMINI_EMBEDDING_DIMENSIONS", "384")
    with noting_files() as noted:
        code, _, error = run("index", str(docs), "--site-url", "https://kitchen.example")
    assert code == 0, error
    listed = {*(file for file, _ in rows), *(called for _, calls in rows for called in calls)}
    unlisted = [file for file in noted if not is_named(file, listed | FRAME)]
    assert unlisted == [], "runs, and is not listed"
    assert [file for file, _ in rows if file not in noted] == [], "is listed, and does not run"


FRAME = {"app/cli.py", "app/observability/log.py"}
"""What every command runs through."""
