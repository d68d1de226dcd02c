"""What `/openapi.json` promises, tried out by Schemathesis with all of its checks."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from app.settings import Settings
from tests.support.services import serving

CONFIG = """\
[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 428, 429, "5xx"]

[[operations]]
include-path = "/feedback"
warnings = false
"""
"""Its defaults, and 413: some of the wrong data is larger than a body may be. No made-up id names an answer."""


def test_the_service_keeps_what_its_description_promises(kitchen: Callable[..., Settings], tmp_path: Path) -> None:
    limits = {"address_per_minute": 0, "address_per_day": 0, "search_per_minute": 0}
    (tmp_path / "schemathesis.toml").write_text(CONFIG)
    with serving(kitchen(limits=limits)) as address:
        command = [
            "run",
            f"{address}/openapi.json",
            "--checks=all",
            "--max-examples=8",
            "--seed=20261120",
            "--no-color",
        ]
        executable = Path(sys.executable).with_name("schemathesis")
        run = subprocess.run([executable, *command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "No issues found" in run.stdout, run.stdout[-5000:]
    assert run.returncode == 0
