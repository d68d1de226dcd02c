"""`askdocs check` on changes of a small handbook."""

import json
from pathlib import Path

import pytest

from tests.support.commands import Run
from tests.support.kitchen import write_docs

ADDRESS = ("--site-url", "https://kitchen.example")


@pytest.fixture
def states(tmp_path: Path, key: None, control: object) -> tuple[Path, Path]:
    """The handbook as it was, and as it is."""
    (tmp_path / "main").mkdir()
    (tmp_path / "change").mkdir()
    return write_docs(tmp_path / "main" / "docs"), write_docs(tmp_path / "change" / "docs")


def compare(run: Run, states: tuple[Path, Path], *options: str) -> tuple[int, dict[str, object], str]:
    code, out, err = run("check", str(states[1]), "--against", str(states[0]), *ADDRESS, "--json", *options)
    return code, json.loads(out) if out else {}, err


def test_an_edited_sentence_changes_no_answer(run: Run, states: tuple[Path, Path]) -> None:
    page = states[1] / "pans.md"
    page.write_text(page.read_text().replace("by hand", "by hand, gently,"))
    code, change, err = compare(run, states)
    assert code == 0, err
    assert change["counts"] == dict.fromkeys(
        ("unanswerable", "broken_anchors", "lost_text", "deleted_pages", "problems"), 0
    )
    assert (change["questions"], change["missed"]) == (4, [])
    assert change["cost"]["embedding_calls"] == 1  # type: ignore[index]


def test_a_renamed_heading_breaks_the_link_that_answers_have_and_a_deleted_page_its_questions(
    run: Run, states: tuple[Path, Path], tmp_path: Path
) -> None:
    page = states[1] / "pans.md"
    page.write_text(page.read_text().replace("## Storing", "## Where pans are kept"))
    (states[1] / "ovens.md").unlink()
    files = [tmp_path / name for name in ("comment.md", "check.sarif", "quality.json")]
    options = ("--markdown", str(files[0]), "--sarif", str(files[1]), "--gitlab", str(files[2]))
    code, change, err = compare(run, states, *options)
    assert code == 1, err
    broken = {one["url"]: one for one in change["broken_anchors"]}  # type: ignore[attr-defined]
    assert "kitchen.example/pans#where-pans-are-kept" in broken["https://kitchen.example/pans#storing"]["message"]
    lost = {one["question"] for one in change["unanswerable"]}  # type: ignore[attr-defined]
    assert lost == {"Warming up (Ovens)", "Cleaning (Ovens)"}
    assert change["deleted_pages"] == ["https://kitchen.example/ovens"]
    assert files[0].read_text().startswith("## The answers suffer")
    results = json.loads(files[1].read_text())["runs"][0]["results"]
    storing = next(one for one in results if "#storing" in one["message"]["text"])
    assert storing["locations"][0]["physicalLocation"]["region"]["startLine"] == 7
    assert len(json.loads(files[2].read_text())) == len(results)

    limits = ("--max", "unanswerable=2", "--max", "broken_anchors=5")
    assert compare(run, states, *limits)[0] == 0
    assert compare(run, states, *limits, "--max", "deleted_pages=0")[0] == 1


def test_questions_of_readers_and_what_answers_cited_are_looked_at(
    run: Run, states: tuple[Path, Path], tmp_path: Path
) -> None:
    folder = tmp_path / "questions"
    folder.mkdir()
    (folder / "queries.jsonl").write_text('{"_id": "q", "text": "How long does the oven warm up?"}\n')
    (folder / "qrels.tsv").write_text("q\thttps://kitchen.example/ovens#warming-up\t1\n")
    cited = tmp_path / "answers.jsonl"
    cited.write_text(
        '{"id": "1", "cited": ["https://kitchen.example/ovens#cleaning"]}\n\nhttps://kitchen.example/no#x\n'
    )
    (states[1] / "ovens.md").unlink()
    code, change, _ = compare(run, states, "--questions", str(folder), "--cited", str(cited))
    assert code == 1
    assert change["unanswerable"][0]["question"] == "How long does the oven warm up?"  # type: ignore[index]
    urls = [one["url"] for one in change["broken_anchors"]]  # type: ignore[attr-defined]
    assert urls[0] == "https://kitchen.example/ovens#cleaning"
    assert "https://kitchen.example/no#x" not in urls


def test_github_gets_commands_alone(run: Run, states: tuple[Path, Path]) -> None:
    (states[1] / "ovens.md").unlink()
    code, out, _ = run("check", str(states[1]), "--against", str(states[0]), *ADDRESS, "--github")
    assert code == 1
    assert all(line.startswith(("::error file=", "::warning file=")) for line in out.splitlines())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--max", "anchors=1"), "there is no anchors"),
        (("--max", "unanswerable"), "write it as NAME=N"),
        (("--max", "unanswerable=-1"), "write it as NAME=N"),
        (("--markdown", "nowhere/comment.md"), "does not exist"),
        (("--sarif", "."), "is a folder"),
        (("--max", f"unanswerable={'9' * 5_000}"), "write it as NAME=N"),
        (("--cited", "nothing.jsonl"), "cannot be read"),
        (("--questions", "nowhere"), "is no folder"),
    ],
)
def test_wrong_use_is_told(run: Run, states: tuple[Path, Path], options: tuple[str, ...], said: str) -> None:
    code, _, err = compare(run, states, *options)
    assert code == 2
    assert said in err


def test_an_empty_state_cannot_be_compared(run: Run, states: tuple[Path, Path]) -> None:
    for page in states[1].glob("*.md"):
        page.unlink()
    code, _, err = compare(run, states)
    assert code != 0
    assert "Error" in err
