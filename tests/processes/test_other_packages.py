"""A package of somebody else's with a name that askdocs has, too."""

import os
import subprocess
from pathlib import Path

import pytest

from askdocs import find_other
from tests.support.service_process import ASKDOCS


@pytest.mark.parametrize("name", ["app", "chains", "indexing"])
def test_another_package_on_the_path_gives_one_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").write_text("raise RuntimeError('it must not be run')\n" if name != "app" else "")
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run([ASKDOCS, "--version"], check=False, env=environment, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert str(tmp_path / name) in done.stderr
    assert "pipx install askdocs" in done.stderr


def test_a_package_beside_the_working_folder_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__init__.py").write_text("")
    done = subprocess.run([ASKDOCS, "--version"], check=False, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0
    assert done.stdout.startswith("askdocs ")


def test_a_missing_package_is_told(tmp_path: Path) -> None:
    assert find_other(tmp_path).endswith("app")
