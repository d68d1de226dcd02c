"""What Prometheus' own tool says of the alerts and of the dashboards' queries. It is in Debian's package prometheus."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.dashboards import ALERTS, DASHBOARDS, list_queries


def run_promtool(*arguments: str) -> None:
    tool = shutil.which("promtool")
    if tool is None:
        pytest.fail("There is no promtool. Install Debian's package prometheus.", pytrace=False)
    done = subprocess.run([tool, *arguments], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_alert_rules_are_rules() -> None:
    run_promtool("check", "rules", "--lint-fatal", str(ALERTS / "alerts.yml"))


def test_the_alerts_fire_when_they_should() -> None:
    run_promtool("test", "rules", str(ALERTS / "alerts.test.yml"))


def test_the_queries_of_the_dashboards_are_promql(tmp_path: Path) -> None:
    queries = [query for path in DASHBOARDS for query in list_queries(path)]
    rules = [{"record": f"dashboard:query:{number}", "expr": query} for number, query in enumerate(queries)]
    file = tmp_path / "rules.yml"
    file.write_text(json.dumps({"groups": [{"name": "dashboards", "rules": rules}]}))  # JSON is YAML
    run_promtool("check", "rules", str(file))
