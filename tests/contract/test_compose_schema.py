"""The compose files, held against the specification of Compose, which `check-jsonschema` has with it."""

import subprocess
from pathlib import Path

import pytest

from tests.support.documentation import ROOT

CHECK = ROOT / ".venv" / "release" / "bin" / "check-jsonschema"
FILES = [ROOT / "compose.yaml", ROOT / "deploy" / "compose" / "compose.yaml"]


def check(file: Path) -> "subprocess.CompletedProcess[str]":
    if not CHECK.exists():
        pytest.fail("There is no check-jsonschema. Run `make .venv/release.stamp` (network).", pytrace=False)
    command = [str(CHECK), "--builtin-schema", "vendor.compose-spec", str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_compose_file_keeps_the_specification(file: Path) -> None:
    done = check(file)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_mistake_would_be_found(tmp_path: Path) -> None:
    wrong = tmp_path / "compose.yaml"
    wrong.write_text(FILES[1].read_text().replace("condition: service_healthy", "condition: healthy", 1))
    done = check(wrong)
    assert done.returncode == 1
    assert "healthy" in done.stdout
