"""Workers want one queue and one index, which all of them reach."""

from typing import Any

import pytest

from app.settings import load_settings
from chains.errors import SettingsError

QUEUE = {"database_url": "postgresql://askdocs@db/askdocs"}
SERVER = {"host": "http://qdrant:6333"}


@pytest.mark.parametrize(
    ("groups", "problem"),
    [
        ({}, "INDEX_RUNS=workers wants a Postgres server"),
        ({"qdrant": SERVER}, "INDEX_RUNS=workers wants a Postgres server"),
        ({"stores": QUEUE}, "INDEX_RUNS=workers wants a Qdrant server"),
    ],
)
def test_workers_without_a_queue_or_a_server_are_refused(groups: dict[str, Any], problem: str) -> None:
    with pytest.raises(SettingsError, match=problem):
        load_settings(index={"runs": "workers"}, **groups)


def test_workers_with_both_are_taken_and_here_wants_neither() -> None:
    assert load_settings(index={"runs": "workers"}, stores=QUEUE, qdrant=SERVER).index.runs == "workers"
    assert load_settings().index.runs == "here"


def test_another_place_for_runs_is_refused() -> None:
    with pytest.raises(SettingsError, match="INDEX_RUNS"):
        load_settings(index={"runs": "somewhere"})
