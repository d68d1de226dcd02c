"""The version's one place, what follows it, and the changelog's sections."""

import datetime as dt
import json
import re
from pathlib import Path

import pytest

from app import __version__
from release.commands import ReleaseError
from release.dockerfile import load_instructions
from release.version import CHART, LOCK, PACKAGES, check_version, move_changelog, read_version, set_version

ROOT = Path(__file__).parents[3]
RUN_WHEN_INSTALLED = {"preinstall", "install", "postinstall", "prepare", "preprepare", "postprepare"}
DAY = dt.date(2030, 1, 2)
CHANGELOG = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A thing.\n\n## [0.1.0] - 2029-01-01\n\n- The first.\n"


def test_panel_and_theme_have_the_version_of_askdocs() -> None:
    assert read_version(ROOT) == __version__
    for file in (ROOT / PACKAGES).glob("*/package.json"):
        package = json.loads(file.read_text())
        assert package["version"] == __version__
        assert package["dependencies"].get("askdocs-panel", f"^{__version__}") == f"^{__version__}"
        assert not RUN_WHEN_INSTALLED & package["scripts"].keys()
        assert package["publishConfig"] == {"access": "public", "provenance": True}


def test_the_chart_has_the_version_of_askdocs() -> None:
    assert f'version: {__version__}\nappVersion: "{__version__}"\n' in (ROOT / CHART).read_text()


def test_setting_a_version_changes_its_place_and_what_follows_it(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__init__.py").write_text((ROOT / "app" / "__init__.py").read_text())
    for source in (*(ROOT / PACKAGES).glob("*/package.json"), ROOT / LOCK, ROOT / CHART):
        target = tmp_path / source.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(source.read_text())
    page = tmp_path / "website" / "page.md"
    page.write_text(f"npm install askdocs-panel-{__version__}.tgz")
    pipelines = tmp_path / "website" / "pipelines.md"
    pipelines.write_text((ROOT / "website" / "docs" / "pull-requests.md").read_text())
    kubernetes = tmp_path / "website" / "kubernetes.md"
    kubernetes.write_text((ROOT / "website" / "docs" / "kubernetes.md").read_text())
    assert len(set_version(tmp_path, "7.8.9")) == 8
    assert read_version(tmp_path) == "7.8.9"
    assert 'version: 7.8.9\nappVersion: "7.8.9"\n' in (tmp_path / CHART).read_text()
    assert page.read_text() == "npm install askdocs-panel-7.8.9.tgz"
    assert "uses: askdocs/askdocs@v7.8.9\n" in pipelines.read_text()
    assert "docker build -t registry.example.org/askdocs:7.8.9 .\ndocker push registry.example.org/askdocs:7.8.9\n" in (
        kubernetes.read_text()
    )
    assert "- project: askdocs/askdocs\n    ref: v7.8.9\n" in pipelines.read_text()
    theme = json.loads((tmp_path / PACKAGES / "docusaurus-theme-askdocs" / "package.json").read_text())
    assert (theme["version"], theme["dependencies"]["askdocs-panel"]) == ("7.8.9", "^7.8.9")
    locked = json.loads((tmp_path / LOCK).read_text())["packages"]
    assert locked["packages/docusaurus-theme-askdocs"]["dependencies"]["askdocs-panel"] == "^7.8.9"
    changed = [
        (before, after)
        for before, after in zip(
            (ROOT / LOCK).read_text().splitlines(), (tmp_path / LOCK).read_text().splitlines(), strict=True
        )
        if before != after
    ]
    assert len(changed) == 3


@pytest.mark.parametrize("version", ["1.2", "v1.2.3", "1.2.3rc1", "01.2.3", "", "0.0.9"])
def test_what_is_no_later_version_is_refused(version: str) -> None:
    with pytest.raises(ReleaseError, match=f"^VERSION=.*{version}"):
        check_version(version, "0.1.0")


@pytest.mark.parametrize("version", ["0.1.0", "0.1.1", "0.10.0", "1.0.0"])
def test_the_same_and_later_versions_are_taken(version: str) -> None:
    check_version(version, "0.1.0")


def test_the_changelogs_section_is_named_and_a_new_one_begins() -> None:
    moved = move_changelog(CHANGELOG, "0.2.0", DAY)
    assert "## [Unreleased]\n\n## [0.2.0] - 2030-01-02\n\n### Added\n\n- A thing.\n\n## [0.1.0]" in moved
    with pytest.raises(ReleaseError, match="nothing under"):
        move_changelog(moved, "0.3.0", DAY)
    with pytest.raises(ReleaseError, match="already"):
        move_changelog(CHANGELOG, "0.1.0", DAY)


def test_the_dockerfile_is_read_whole() -> None:
    steps = load_instructions(ROOT / "Dockerfile")
    assert [step.name for step in steps].count("FROM") == 2
    assert next(step for step in steps if step.name == "HEALTHCHECK").command[0] == "python"
    assert next(step for step in steps if step.name == "USER").text == "10001:10001"
    assert not any(re.search(r"apt-get|curl|wget", step.text) for step in steps)


def test_an_unknown_instruction_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM x\nADD a b\n")
    with pytest.raises(ReleaseError, match="ADD is not known"):
        load_instructions(tmp_path / "Dockerfile")
