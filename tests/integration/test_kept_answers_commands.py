"""What the commands make of kept answers."""

import asyncio
import csv
import io
import json
from pathlib import Path

import pytest

from app.settings import StoreSettings
from app.stores import StoredVote, open_stores
from tests.support.commands import Run
from tests.support.stores import NOW, create_answer

HOSTILE = ['=HYPERLINK("https://evil.example")', "+1-1", "-2", "@SUM(A1)", "\t=1", "🥧" * 1_000, "<script>", "מה זה?"]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Answers to hostile questions, a day apart from each other, the last one today."""
    monkeypatch.setenv("DATA_PATH", str(tmp_path))

    async def fill() -> None:
        stores = open_stores(StoreSettings(data_path=tmp_path), tmp_path)
        answers = [create_answer(f"a{place}", question=text, at=NOW + place) for place, text in enumerate(HOSTILE)]
        await stores.answers.add([*answers, create_answer("old", at=NOW - 40 * 86_400, thread="thr_1")])
        await stores.answers.vote("a0", StoredVote(-1, ("incorrect",), "=1+1"))
        await stores.database.aclose()

    asyncio.run(fill())
    return tmp_path


def test_answers_are_exported_oldest_first(kept: Path, run: Run) -> None:
    code, output, _ = run("export", "--since", "2026-10-01")
    rows = [json.loads(line) for line in output.splitlines()]
    assert code == 0
    assert [row["id"] for row in rows] == ["old", *(f"a{place}" for place in range(len(HOSTILE)))]
    assert [row["question"] for row in rows[1:]] == HOSTILE
    assert (rows[1]["vote"], rows[1]["vote_note"], rows[2]["vote"]) == (-1, "=1+1", None)
    assert rows[0]["at"] == "2026-10-17T08:00:00+00:00"
    assert rows[0]["cited"] == ["https://kitchen.example/pans#washing"]


def test_no_cell_of_a_table_is_a_formula(kept: Path, run: Run) -> None:
    file = kept / "out.csv"
    code, output, error = run("export", "--since", "2026-11-01", "--format", "csv", "--output", str(file))
    assert (code, output, error) == (0, "", "")
    rows = list(csv.DictReader(io.StringIO(file.read_text(), newline="")))
    assert [row["question"].removeprefix("'") for row in rows] == HOSTILE
    cells = [cell for row in rows for cell in row.values()]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))] == ["-1"], "the number of a vote"
    assert rows[0]["vote_note"] == "'=1+1"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--since", "yesterday"], "is no day"),
        (["--since", "2026-02-30"], "is no day"),
        (["--since", "2026-11-02", "--until", "2026-11-01"], "Swap them"),
        (["--output", "no/such/folder/out.csv"], "cannot be written"),
        (["--output", "."], "cannot be written"),
        (["--output", "askdocs.db/out.csv"], "cannot be written"),
    ],
)
def test_an_export_that_cannot_be_made_says_why(kept: Path, run: Run, arguments: list[str], says: str) -> None:
    code, output, error = run("export", *arguments)
    assert (code, output) == (2, "")
    assert says in error


def test_a_table_without_answers_has_its_head(kept: Path, run: Run) -> None:
    code, output, _ = run("export", "--since", "2025-01-01", "--until", "2025-01-02", "--format", "csv")
    assert code == 0
    assert output.startswith("id,at,site,")
    assert len(output.splitlines()) == 1


def test_the_last_day_of_all_may_be_asked_for(kept: Path, run: Run) -> None:
    code, output, _ = run("export", "--since", "0001-01-01", "--until", "9999-12-31")
    assert (code, len(output.splitlines())) == (0, len(HOSTILE) + 1)


def test_answers_are_deleted_by_id_thread_and_question(kept: Path, run: Run) -> None:
    assert "1 answer deleted" in run("db", "delete", "--answer", "chatcmpl-a1")[1]
    assert "1 answer deleted" in run("db", "delete", "--thread", "thr_1")[1]
    assert "1 answer deleted" in run("db", "delete", "--question", " <SCRIPT> ")[1]
    assert "0 answers deleted" in run("db", "delete", "--question", "never asked")[1]
    ids = [json.loads(line)["id"] for line in run("export", "--since", "2026-01-01")[1].splitlines()]
    assert ids == ["a0", "a2", "a3", "a4", "a5", "a7"]
    code, _, error = run("db", "delete")
    assert (code, "Say what to delete" in error) == (2, True)


def test_a_folder_without_a_database_is_told(run: Run, tmp_path: Path) -> None:
    for arguments in (["export"], ["db", "delete", "--answer", "a1"]):
        code, output, error = run(*arguments)
        assert (code, output) == (2, "")
        assert "There is no database at data/askdocs.db. Set DATA_PATH" in " ".join(error.split())
    assert not (tmp_path / "data").exists()
