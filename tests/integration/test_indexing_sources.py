"""`askdocs index A B` and INDEX_SOURCES, as they are typed."""

import json
from pathlib import Path

import pytest

from tests.support.commands import Run

GUIDE = "https://kitchen.example/guide/"
NOTES = "https://notes.example"


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "sink.md").write_text("# Sink\n\nPull the plug to empty the sink.\n")
    (folder / "lamp.md").write_text("# Lamp\n\nThe lamp is switched on at the door.\n")
    return folder


@pytest.mark.usefixtures("key", "control")
def test_several_sources_are_named_on_the_command_line_or_by_a_setting(
    run: Run, docs: Path, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, _ = run("index", f"{docs}={GUIDE}", f"{notes}={NOTES}")
    assert code == 0
    assert f"\n{notes}: 2 pages, 2 chunks: 2 embedded, 0 moved, 0 unchanged, 0 deleted.\n" in out
    assert "\n4 pages, " in out
    monkeypatch.setenv("INDEX_SOURCES", f"{docs}={GUIDE}, {notes}={NOTES}")
    summary = json.loads(run("index", "--json")[1])
    assert not summary["changed"]
    assert [(source["name"], source["pages"]) for source in summary["sources"]] == [(str(docs), 2), (str(notes), 2)]
    assert f"source      {notes}: 2 pages, 2 chunks\n" in run("status")[1]
    (notes / "lamp.md").unlink()
    (notes / "sink.md").write_text("# Tap\n\nTurn it.\n")
    code, out, _ = run("index", "--plan")
    assert code == 0
    assert f"\n  {notes}: 1 page, 1 chunk: 1 new, 0 moved, 2 gone, 0 unchanged.\n" in out
    assert f"- {NOTES}/lamp\n" in out
    (notes / "sink.md").rename(notes / "tap.md")
    code, out, _ = run("index", "--plan")
    assert code == 0
    assert f"refused without --allow-shrink. {notes}: This run would remove 2 of 2 pages" in out
    code, _, err = run("index")
    assert code == 2
    assert f"{notes}: This run would remove 2 of 2 pages" in err


@pytest.mark.usefixtures("key", "control")
def test_a_source_that_is_published_below_a_path_stands_there(run: Run, docs: Path) -> None:
    plan = json.loads(run("index", f"{docs}={GUIDE}", "--plan", "--json")[1])
    assert plan["added_pages"] == [f"{GUIDE}ovens", f"{GUIDE}pans"]


def test_a_source_that_is_named_twice_is_refused(run: Run, docs: Path) -> None:
    code, _, err = run("index", f"{docs}={GUIDE}", f"{docs}={NOTES}")
    assert code == 2
    assert "is named twice" in err


@pytest.mark.usefixtures("key", "control")
def test_two_sources_at_one_address_are_told(run: Run, docs: Path, notes: Path) -> None:
    (notes / "pans.md").write_text("# Pans\n\nOther pans.\n")
    code, out, _ = run("index", f"{docs}={GUIDE}", f"{notes}={GUIDE}")
    assert code == 0
    assert f"\n1 page of one source with the address of another one's, such as {GUIDE}pans: both are indexed" in out
