"""What version 0.1.0 has left behind: an index, made by its commit 1f09f30 of two pages, and its settings."""

import tarfile
from pathlib import Path

import pytest

from indexing import CHUNKER_VERSION
from tests.support.commands import Run
from tests.support.kitchen import write_docs

DATA = Path(__file__).parents[1] / "data" / "upgrade"
QUESTION = "How long does the oven take to warm up?"
SITE = ("--site-url", "https://kitchen.example")


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: None, control: object) -> Path:
    """The index of version 0.1.0, in the folder in which commands look for it."""
    with tarfile.open(DATA / "index-0.1.0.tar.xz") as archive:
        for file in archive.getmembers():  # `extractall` wants `filter`, which Python 3.11.2 of Debian 12 does not know
            if file.isfile() and (content := archive.extractfile(file)) is not None:
                target = tmp_path / file.name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.read())
    monkeypatch.setenv("GEMINI_EMBEDDING_DIMENSIONS", "384")
    return tmp_path / "data"


def test_an_index_of_the_version_before_is_shown_and_refused_with_the_one_command_that_mends_it(
    run: Run, index: Path
) -> None:
    code, shown, _ = run("status")
    assert code == 0
    assert "2 pages" in shown
    for command in (("ask", QUESTION), ("index", str(write_docs(index.parent / "docs")), *SITE), ("doctor",)):
        code, out, err = run(*command)
        assert code != 0
        said = " ".join((out + err).split())
        assert f"The index was made by another version of askdocs (chunker version 1 → {CHUNKER_VERSION};" in said
        assert "`askdocs index SITE --rebuild`" in said
    assert run("status")[1] == shown


@pytest.mark.usefixtures("index")
def test_a_rebuild_answers_and_a_rollback_gives_the_old_index_back(run: Run, tmp_path: Path) -> None:
    site = str(write_docs(tmp_path / "docs"))
    assert run("index", site, *SITE, "--rebuild")[0] == 0
    code, out, _ = run("ask", QUESTION)
    assert code == 0
    assert "https://kitchen.example/ovens#warming-up" in out
    code, out, _ = run("index", "--rollback")
    assert code == 0
    assert "made by another version of askdocs" in out
    assert "install that one" in out
    assert run("index", "--rollback")[0] == 0
    assert run("ask", QUESTION)[0] == 0


@pytest.mark.parametrize(
    ("gone", "cure"),
    [
        ("GEMINI_EMBEDDING_PRICE", "askdocs index --plan --price"),
        ("LIMIT_BODY_SECONDS", "Delete the line"),
        ("LIMIT_BATCH_CONCURRENCY", "Delete the line"),
    ],
)
def test_a_setting_that_is_gone_is_named_with_what_to_do(run: Run, tmp_path: Path, gone: str, cure: str) -> None:
    (tmp_path / ".env").write_text(f"{gone}=1\n")
    code, _, err = run("status")
    assert code == 2
    assert gone in err
    assert cure in err


def test_every_other_setting_of_the_version_before_is_still_read(run: Run, tmp_path: Path) -> None:
    names = ("GEMINI_EMBEDDING_PRICE", "LIMIT_BODY_SECONDS", "LIMIT_BATCH_CONCURRENCY")
    lines = [line for line in (DATA / "env-0.1.0").read_text().splitlines() if not line.startswith(names)]
    assert sum("=" in line and not line.startswith("#") for line in lines) == 45
    (tmp_path / ".env").write_text("\n".join(lines))
    code, out, err = run("status")
    assert (code, "Nothing is indexed" in out + err) == (5, True), err
