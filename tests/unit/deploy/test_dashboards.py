"""Dashboards and alerts ask for series that there are."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.observability.metrics import get_metrics
from tests.support.dashboards import ALERTS, DASHBOARDS, list_queries, load

PROCESS = {"process_resident_memory_bytes", "process_cpu_seconds_total", "up"}


def list_series() -> set[str]:
    suffixes = {"counter": ["_total"], "histogram": ["_bucket", "_sum", "_count"], "gauge": [""]}
    return {
        f"{metric.name}{suffix}"
        for metric in get_metrics().registry.collect()
        for suffix in suffixes.get(metric.type, [""])
    } | PROCESS


def find_labels(query: str) -> set[tuple[str, str]]:
    return {
        (series, label)
        for series, labels in re.findall(r"(askdocs_\w+)\{([^}]*)\}", query)
        for label in re.findall(r"(\w+)\s*(?:=~|!=|!~|=)", labels)
        if label != "job"
    }


LABELS: dict[str, set[str]] = {
    f"askdocs_{name}": set(metric._labelnames)
    for name, metric in {
        "answers_total": get_metrics().answers,
        "answers_kept_total": get_metrics().answers_kept,
        "cache_evictions_total": get_metrics().cache_evictions,
        "cache_requests_total": get_metrics().cache_requests,
        "circuit_state": get_metrics().circuit,
        "requests_total": get_metrics().requests,
        "step_seconds_bucket": get_metrics().step_seconds,
    }.items()
}


def check(query: str) -> None:
    used = set(re.findall(r"\b((?:askdocs|process)_\w+)", query))
    assert used
    assert used <= list_series()
    for series, label in find_labels(query):
        assert label in LABELS[series], query


@pytest.mark.parametrize("path", DASHBOARDS, ids=lambda path: path.stem)
def test_a_dashboard_asks_for_series_that_there_are(path: Path) -> None:
    for query in list_queries(path):
        check(query)


def test_there_is_a_dashboard_for_each_subject_with_a_name_of_its_own() -> None:
    dashboards = [load(path) for path in DASHBOARDS]
    assert [path.stem for path in DASHBOARDS] == ["answers", "costs", "indexing", "service"]
    assert len({dashboard["uid"] for dashboard in dashboards}) == 4


@pytest.mark.parametrize("path", DASHBOARDS, ids=lambda path: path.stem)
def test_grafana_can_import_a_dashboard(path: Path) -> None:
    dashboard = load(path)
    assert {"title", "uid", "schemaVersion", "templating", "time"} <= dashboard.keys()
    panels: list[dict[str, Any]] = dashboard["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    places = [tuple(panel["gridPos"].values()) for panel in panels]
    assert len(set(places)) == len(places)
    assert all(x + width <= 24 for x, _, width, _ in places)
    variables = {variable["name"] for variable in dashboard["templating"]["list"]}
    assert set(re.findall(r"\$\{?(\w+)", path.read_text())) <= variables | {"__rate_interval"}


def test_alerts_ask_for_series_that_there_are() -> None:
    [group] = yaml.safe_load((ALERTS / "alerts.yml").read_text())["groups"]
    for rule in group["rules"]:
        assert rule["annotations"]["summary"]
        if not rule["expr"].startswith("up{"):
            check(rule["expr"])
