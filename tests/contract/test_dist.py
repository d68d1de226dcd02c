"""The wheel and the source archive of the last commit, built, looked into, installed and used without network."""

import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from release.__main__ import check_clean
from release.artefacts import CHECKSUMS, hash_file
from release.commands import ReleaseError, run

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.timeout(1800)
"""Environments are filled, and a demo embeds all its pages."""
RELEASE = ROOT / ".venv" / "release" / "bin" / "python"


def release(*arguments: str | Path) -> str:
    assert RELEASE.exists(), "make .venv/release.stamp"
    command = [str(word) for word in (RELEASE, "-m", *arguments)]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def dist() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        release("release.artefacts", name)
        yield Path(name)


def find(dist: Path, pattern: str) -> Path:
    [found] = dist.glob(pattern)
    return found


def test_the_same_commit_gives_the_same_bytes(dist: Path, tmp_path: Path) -> None:
    release("release.artefacts", tmp_path)
    built = {path.name: hash_file(path) for path in tmp_path.iterdir()}
    assert built == {path.name: hash_file(path) for path in dist.iterdir()}
    assert set(built) == {find(dist, "*.whl").name, find(dist, "*.tar.gz").name, CHECKSUMS}


def test_the_wheel_holds_the_documentation_the_panel_and_no_tests(dist: Path) -> None:
    with zipfile.ZipFile(find(dist, "*.whl")) as wheel:
        names = set(wheel.namelist())
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "askdocs.py", "app", "chains", "indexing", "gemini_emulator",
    }  # fmt: skip
    pages = {path.relative_to(ROOT / "website").as_posix() for path in (ROOT / "website" / "docs").rglob("*.md")}
    assert {f"app/data/{page}" for page in pages} <= names
    assert {"app/data/langserve.yaml", "app/data/widget/askdocs.js", "app/py.typed"} <= names
    assert any(name.endswith(".dist-info/licenses/NOTICE") for name in names)


def test_the_source_archive_holds_the_whole_checkout(dist: Path) -> None:
    tracked = subprocess.run(["git", "ls-files"], check=True, cwd=ROOT, capture_output=True, text=True).stdout.split(
        "\n"
    )
    with tarfile.open(find(dist, "*.tar.gz")) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {name for name in tracked if name and name not in names and not name.startswith('"')} == set()


def test_the_wheel_is_used_offline_from_an_empty_environment(dist: Path) -> None:
    said = release("release.trial", find(dist, "*.whl"), sys.executable)
    assert "alone: askdocs " in said
    assert "demo: ready after" in said
    assert "/site/" in said


def test_a_command_that_fails_says_what_it_said() -> None:
    with pytest.raises(ReleaseError, match=r"(?s)`sh -c echo no; exit 3` left with exit code 3:\nno"):
        run(["sh", "-c", "echo no; exit 3"])
    assert run(["sh", "-c", "echo yes; exit 3"], expected=3) == "yes\n"


def test_a_release_wants_a_clean_checkout_of_main(tmp_path: Path) -> None:
    run(["git", "init", "--quiet", "--initial-branch=main", "."], folder=tmp_path)
    check_clean(tmp_path)
    (tmp_path / "page.md").write_text("")
    with pytest.raises(ReleaseError, match=r"(?s)has changes.*page\.md"):
        check_clean(tmp_path)
    (tmp_path / "page.md").unlink()
    run(["git", "checkout", "--quiet", "-b", "change"], folder=tmp_path)
    with pytest.raises(ReleaseError, match="on the branch change"):
        check_clean(tmp_path)


def test_the_linters_of_workflows_action_and_dockerfile_find_nothing() -> None:
    assert "validation done" in run(["make", "workflows"])
