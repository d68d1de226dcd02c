"""The workflows: what they run is pinned, what they may is little, and what they call exists."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[3]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ACTION = re.compile(r"^\s*- uses: (\S+?)@(\S+)(?: # (v\d+\.\d+\.\d+))?$", re.MULTILINE)


def load(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text())
    return found


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_action_is_pinned_by_its_commit_with_its_version_beside_it(path: Path) -> None:
    used = ACTION.findall(path.read_text())
    assert len(used) == path.read_text().count("uses: ")
    assert [name for name, pin, version in used if not re.fullmatch(r"[0-9a-f]{40}", pin) or not version] == []


def test_one_action_is_pinned_to_one_commit_everywhere() -> None:
    pins = {(name, pin) for path in WORKFLOWS for name, pin, _ in ACTION.findall(path.read_text())}
    assert len(pins) == len({name for name, _ in pins})


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_may_nothing_that_a_job_does_not_ask_for(path: Path) -> None:
    workflow = load(path)
    assert workflow["permissions"] == {}
    assert all("permissions" in job and "timeout-minutes" in job for job in workflow["jobs"].values())
    checkouts = [
        step for job in workflow["jobs"].values() for step in job["steps"] if "checkout@" in step.get("uses", "")
    ]
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_whoever_publishes_waits_for_the_build_and_for_a_person() -> None:
    jobs = load(ROOT / ".github" / "workflows" / "release.yml")["jobs"]
    for name in ("python", "node", "image", "sign"):
        assert jobs[name]["environment"] == "release"
    assert {jobs[name]["needs"] for name in ("python", "node", "image")} == {"build"}
    assert not any("secrets." in str(job) for job in jobs.values())


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_target_that_a_workflow_makes_exists(path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = [
        name for line in re.findall(r"run: make ([\w -]+)$", path.read_text(), re.MULTILINE) for name in line.split()
    ]
    assert targets
    assert [name for name in targets if not re.search(rf"^{name}:", makefile, re.MULTILINE)] == []


def test_compose_starts_the_server_of_qdrant_that_the_tests_have_seen() -> None:
    tested = re.search(r'^PACKAGE = ".+@(.+)"$', (ROOT / "tests/support/qdrant_server.py").read_text(), re.MULTILINE)
    assert tested
    assert load(ROOT / "compose.yaml")["services"]["qdrant"]["image"] == f"qdrant/qdrant:v{tested[1]}"
