"""The steps of GitHub's action and of GitLab's template, run in a repository as their runners run them."""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.kitchen import write_docs
from tests.support.service_process import ASKDOCS

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
TEMPLATE = yaml.safe_load((ROOT / "deploy" / "gitlab" / "askdocs-check.yml").read_text())
EXPRESSION = re.compile(r"\$\{\{ *(.*?) *\}\}")
GIT = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "A"), ("EMAIL", "a@b.example"))
}


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | GIT).stdout.strip()


@pytest.fixture
def base(tmp_path: Path) -> str:
    """The commit of the target branch; the change is checked out in `tmp_path / "work"`."""
    origin, work = tmp_path / "origin", tmp_path / "work"
    origin.mkdir()
    git(origin, "init", "--quiet", "--initial-branch=main")
    write_docs(origin / "docs")
    git(origin, "add", ".")
    git(origin, "commit", "--quiet", "--message", "Write docs")
    commit = git(origin, "rev-parse", "HEAD")
    git(origin, "checkout", "--quiet", "-b", "change")
    page = origin / "docs" / "pans.md"
    page.write_text(page.read_text().replace("## Storing", "## Where pans are kept"))
    git(origin, "commit", "--quiet", "--all", "--message", "Rename a heading")
    subprocess.run(
        ["git", "clone", "--quiet", "--depth=1", "--branch=change", origin.as_uri(), str(work)],
        check=True,
        env=os.environ,
    )
    return commit


def run_script(script: str, folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script]
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(command, check=False, cwd=folder, env=inherited | environment, capture_output=True, text=True)


def put_programs(temp: Path) -> None:
    """askdocs as if the first step had installed it, and a `gh` that notes what it is told."""
    for name, program in (("askdocs/bin/askdocs", f'exec "{ASKDOCS}" "$@"'), ("bin/gh", f'echo "$@" >> "{temp}/gh"')):
        file = temp / name
        file.parent.mkdir(parents=True)
        file.write_text(f"#!/bin/sh\n{program}\n")
        file.chmod(0o755)


def evaluate(text: str, values: dict[str, str]) -> str:
    return EXPRESSION.sub(lambda match: values[match[1]], text)


@pytest.mark.parametrize(("options", "code"), [("", 1), ("--max broken_anchors=9 --max unanswerable=9", 0)])
def test_the_action_compares_notes_and_comments(tmp_path: Path, base: str, options: str, code: int) -> None:
    temp, work = tmp_path / "temp", tmp_path / "work"
    put_programs(temp)
    inputs = {name: str(one.get("default", "")) for name, one in ACTION["inputs"].items()}
    inputs |= {"site": "docs", "site-url": "https://kitchen.example", "options": options}
    values = {f"inputs.{name}": value for name, value in inputs.items()} | {
        "github.event.pull_request.base.sha || github.event.before": base,
        "github.event.pull_request.html_url": "https://code.example/1",
        "github.token": "t",
        "runner.temp": str(temp),
    }
    files = {name: str(temp / name.lower()) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    environment = {"RUNNER_TEMP": str(temp), "PATH": f"{temp}/bin:{os.environ['PATH']}", **files}
    steps: list[dict[str, Any]] = ACTION["runs"]["steps"]
    assert "pip" in steps[0]["run"]
    done = [
        run_script(step["run"], work, environment | {k: evaluate(v, values) for k, v in step.get("env", {}).items()})
        for step in steps[1:]
    ]
    assert [one.returncode for one in done] == [0, code, 0], [one.stderr for one in done]
    assert "::error file=docs/pans.md,line=7,title=A place that answers cite is gone::" in done[1].stdout
    comment = (temp / "askdocs.md").read_text()
    assert comment == (temp / "github_step_summary").read_text()
    assert f"comment={temp}/askdocs.md" in (temp / "github_output").read_text()
    assert json.loads((temp / "askdocs.sarif").read_text())["version"] == "2.1.0"
    assert "https://code.example/1 --body-file" in (temp / "gh").read_text()
    assert git(work, "status", "--porcelain") == ""


def test_the_template_compares_and_reports(tmp_path: Path, base: str) -> None:
    job = TEMPLATE["askdocs-check"]
    put_programs(tmp_path / "temp")
    script = "\n".join(job["script"][2:]).replace("/tmp/askdocs", f"{tmp_path}/temp/askdocs")
    variables = job["variables"] | {
        "ASKDOCS_SITE_URL": "https://kitchen.example",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
    }
    done = run_script(script, tmp_path / "work", variables)
    assert done.returncode == 1, done.stderr
    report = json.loads((tmp_path / "work" / "askdocs-quality.json").read_text())
    assert [(one["check_name"], one["location"]) for one in report] == [
        ("askdocs-broken-anchor", {"path": "docs/pans.md", "lines": {"begin": 7}})
    ]
    assert "Where pans are kept".lower().replace(" ", "-") in (tmp_path / "work" / "askdocs.md").read_text()
