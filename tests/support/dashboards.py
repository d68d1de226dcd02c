"""The dashboards and alert rules that ship."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.support.documentation import ROOT

DASHBOARDS = sorted((ROOT / "deploy" / "grafana").glob("*.json"))
ALERTS = ROOT / "deploy" / "prometheus"


def load(path: Path) -> dict[str, Any]:
    dashboard: dict[str, Any] = json.loads(path.read_text())
    return dashboard


def list_queries(path: Path) -> Iterator[str]:
    """The queries of a dashboard, with what Grafana would put in."""
    for panel in load(path)["panels"]:
        for target in panel["targets"]:
            yield target["expr"].replace("$__rate_interval", "5m").replace("$job", ".*")
