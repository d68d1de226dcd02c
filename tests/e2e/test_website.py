"""Our website with the theme: built, linted, and its own browser tests run against the real demo."""

import os
import re
import socket
import subprocess
from pathlib import Path

import pytest

from tests.e2e.conftest import ROOT, start_demo, stop_demo

WEBSITE = ROOT / "website"
MINUTES = 60


def npm(*arguments: str, **environment: str) -> None:
    """Run an npm script of the website; its output is shown when it fails."""
    command = ["npm", "run", *arguments]
    done = subprocess.run(
        command, cwd=WEBSITE, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-8000:]}\n{done.stderr[-4000:]}"


def check_pages_for_programs(build: Path) -> None:
    """`llms.txt` lists pages as Markdown, each of which is there and holds its text."""
    links = re.findall(r"\]\(https?://[^/]+(/\S+\.md)\):", (build / "llms.txt").read_text())
    assert len(links) > 40
    assert [link for link in links if "\n## " not in (build / link.lstrip("/")).read_text()] == []
    french = (build / "fr" / "llms.txt").read_text()
    assert re.findall(r"\]\(https?://[^/]+(?!/fr/)(/\S+\.md)\):", french) == []
    assert "/fr/docs.md): askdocs répond" in french
    assert "\n## Qu’est-ce qu’askdocs ?\n" in (build / "fr" / "docs.md").read_text()


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.mark.timeout(5 * MINUTES)
@pytest.mark.parametrize("script", ["lint", "typecheck", "test"])
def test_the_theme_passes_its_own_checks(script: str) -> None:
    npm(script)


@pytest.mark.timeout(30 * MINUTES)
def test_the_panel_works_in_a_browser_against_the_real_demo(tmp_path: Path) -> None:
    port = find_free_port()
    service = f"http://127.0.0.1:{port}"
    npm("build", ASKDOCS_API_URL=service)
    check_pages_for_programs(WEBSITE / "build")
    npm("e2e:build")
    demo = start_demo(tmp_path, "--docs", str(WEBSITE / "build"), port=port)
    try:
        npm("e2e", ASKDOCS_API_URL=service)
    finally:
        stop_demo(demo)
