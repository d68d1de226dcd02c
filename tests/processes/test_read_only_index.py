"""An index in a folder that this process may not write, or not read."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.settings import Settings
from tests.support.kitchen import write_docs
from tests.support.service_process import ASKDOCS, serving_process
from tests.support.services import index_docs

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="permissions of Linux")
QUESTION = "How is a cast-iron pan washed?"
DROP = """
import ctypes, os, sys
for capability in (1, 2):  # root's rights to pass permissions over, where this is root
    ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""
AS_OTHERS = [
    sys.executable,
    "-c",
    DROP,
    sys.executable,
    str(ASKDOCS),
]


@pytest.fixture
def sealed(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """The folder of an index without a single bit for writing."""
    asyncio.run(index_docs(write_docs(tmp_path / "docs"), settings))
    folder = settings.qdrant.path
    subprocess.run(["chmod", "-R", "a-w", str(folder)], check=True)
    yield folder
    subprocess.run(["chmod", "-R", "u+rwX", str(folder)], check=True)


def run(settings: Settings, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    variables = {
        "GEMINI_API_KEY": settings.gemini.api_key.get_secret_value(),
        "GEMINI_BASE_URL": settings.gemini.base_url,
        "GEMINI_EMBEDDING_DIMENSIONS": str(settings.gemini.embedding_dimensions),
        "QDRANT_PATH": str(settings.qdrant.path),
    }
    return subprocess.run(
        [*AS_OTHERS, *arguments], env=os.environ | variables | environment, capture_output=True, text=True, check=False
    )


def test_an_index_that_cannot_be_written_answers_and_is_not_changed(settings: Settings, sealed: Path) -> None:
    before = sorted(sealed.rglob("*"))
    asked = run(settings, "ask", QUESTION, TMPDIR=str(sealed.parent))
    assert asked.returncode == 0, asked.stderr
    assert "A cast-iron pan is washed by hand with hot water." in asked.stdout
    assert run(settings, "doctor", "--quiet").returncode == 0
    assert sorted(sealed.rglob("*")) == before
    assert list(sealed.parent.glob("askdocs-*")) == []


def test_indexing_it_says_what_to_do(settings: Settings, sealed: Path, tmp_path: Path) -> None:
    made = run(settings, "index", str(tmp_path / "docs"), "--site-url", "https://kitchen.example")
    assert made.returncode == 5
    assert "cannot be used: Permission denied. Check QDRANT_PATH, its permissions and the free space." in made.stderr


def test_an_index_that_cannot_be_read_is_said_to_be_so(settings: Settings, sealed: Path) -> None:
    subprocess.run(["chmod", "-R", "a-r", str(sealed / "docs" / "generations")], check=True)
    asked = run(settings, "ask", QUESTION)
    assert asked.returncode == 5
    assert "ermission" in asked.stderr
    assert "QDRANT_PATH" in asked.stderr
    assert "Traceback" not in asked.stderr


def test_a_service_starts_over_it(settings: Settings, sealed: Path, tmp_path: Path) -> None:
    with serving_process(settings, tmp_path, through=AS_OTHERS) as (address, _):
        assert httpx.get(f"{address}/health/ready").status_code == 200
        answer = httpx.post(f"{address}/chat", json={"query": QUESTION}, timeout=60).json()
        assert answer["outcome"] == "answered"
