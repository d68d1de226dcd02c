"""The panel for any site is committed as a bundle: it is what its sources make, and its packages can be installed."""

import subprocess
from pathlib import Path

import pytest

from tests.e2e.conftest import ROOT
from tests.e2e.test_website import MINUTES, WEBSITE, npm

BUNDLE = ROOT / "app/data/widget"


@pytest.mark.timeout(5 * MINUTES)
def test_the_bundle_is_what_its_sources_make(tmp_path: Path) -> None:
    npm("build:element", "--", str(tmp_path))
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    committed = {path.name: path.read_bytes() for path in BUNDLE.iterdir()}
    assert made.keys() == committed.keys(), "run `npm run build:element -- ../../../app/data/widget` in website/"
    assert made == committed


@pytest.mark.timeout(20 * MINUTES)
def test_the_packages_work_in_fresh_sites_of_five_generators(tmp_path: Path) -> None:
    done = subprocess.run(
        [WEBSITE / "e2e/fresh/sites.sh", tmp_path], capture_output=True, text=True, check=False, timeout=20 * MINUTES
    )
    assert done.returncode == 0, f"{done.stdout[-6000:]}\n{done.stderr[-4000:]}"
