"""`askdocs index --plan`, `--rollback` and `askdocs status`, as they are typed, and what a run says of the model."""

import json
from pathlib import Path

import pytest

from tests.support.commands import Run
from tests.support.services import Control

SITE_URL = ("--site-url", "https://kitchen.example")


def change_heading(docs: Path) -> None:
    page = docs / "ovens.md"
    page.write_text(page.read_text().replace("## Cleaning", "## Cleaning it {#cleaning}"))


@pytest.mark.usefixtures("key")
def test_a_plan_tells_pages_calls_tokens_and_price_and_changes_nothing(run: Run, docs: Path, control: Control) -> None:
    code, out, _ = run("index", str(docs), *SITE_URL, "--plan")
    assert code == 0
    assert "+ https://kitchen.example/ovens" in out
    assert "(estimated). Nothing was changed." in out
    assert control.calls()["by_method"] == {}
    assert run("status")[0] == 5
    plan = json.loads(run("index", str(docs), *SITE_URL, "--plan", "--price", "1000000", "--json")[1])
    assert plan["added"] == plan["chunks"] > 0
    assert plan["embedding_calls"] == 1
    assert plan["estimated_price_usd"] == plan["estimated_tokens"] > 0
    done = json.loads(run("index", str(docs), *SITE_URL, "--json")[1])
    assert done["added"] == plan["added"]
    assert done["embedding_calls"] == plan["embedding_calls"] == control.calls()["by_method"]["batchEmbedContents"]
    assert done["estimated_tokens"] == plan["estimated_tokens"]


@pytest.mark.usefixtures("key", "control")
def test_a_plan_names_what_changed(run: Run, docs: Path) -> None:
    run("index", str(docs), *SITE_URL)
    change_heading(docs)
    (docs / "pans.md").unlink()
    code, out, _ = run("index", str(docs), *SITE_URL, "--plan")
    assert code == 0
    assert "~ https://kitchen.example/ovens" in out
    assert "- https://kitchen.example/pans" in out
    plan = json.loads(run("index", str(docs), *SITE_URL, "--plan", "--json")[1])
    assert (plan["added"], plan["changed"]) == (0, 1)


def test_a_plan_needs_no_key(run: Run, docs: Path) -> None:
    code, out, _ = run("index", str(docs), *SITE_URL, "--plan")
    assert code == 0
    assert "\n1 embedding call, " in out


@pytest.mark.usefixtures("key", "control")
def test_status_tells_what_is_indexed(run: Run, docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, _, err = run("status")
    assert code == 5
    assert "askdocs index SITE" in err
    summary = json.loads(run("index", str(docs), *SITE_URL, "--json")[1])
    code, out, _ = run("status")
    assert code == 0
    assert "2 pages" in out
    assert "model gemini-embedding-001" in out
    assert "MB on disk" in out
    status = json.loads(run("status", "--json")[1])
    assert status["record"] == summary["record"]
    assert sum(area["pages"] for area in status["areas"]) == 2
    assert status["passages"] == summary["added"]
    assert status["bytes"] > 1000
    assert status["fits_settings"]
    monkeypatch.setenv("GEMINI_EMBEDDING_DIMENSIONS", "512")
    code, out, _ = run("status")
    assert code == 0
    assert "dimensions 768 → 512" in out


@pytest.mark.usefixtures("key", "control")
def test_a_rollback_undoes_a_run_and_then_itself(run: Run, docs: Path) -> None:
    first = json.loads(run("index", str(docs), *SITE_URL, "--json")[1])
    code, _, err = run("index", "--rollback")
    assert code == 5
    assert "no earlier index" in err
    change_heading(docs)
    second = json.loads(run("index", str(docs), *SITE_URL, "--json")[1])
    code, out, _ = run("index", "--rollback")
    assert code == 0
    assert "Back at the index of" in out
    back = json.loads(run("status", "--json")[1])
    assert back["record"]["generation"] == first["record"]["generation"]
    forward = json.loads(run("index", "--rollback", "--json")[1])
    assert forward["generation"] == second["record"]["generation"]


@pytest.mark.usefixtures("key", "control")
def test_a_rollback_to_other_settings_says_which(run: Run, docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("index", str(docs), *SITE_URL)
    monkeypatch.setenv("GEMINI_EMBEDDING_DIMENSIONS", "512")
    run("index", str(docs), *SITE_URL, "--rebuild")
    code, out, _ = run("index", "--rollback")
    assert code == 0
    assert "dimensions 768 → 512" in out
    assert "set them back" in out


@pytest.mark.usefixtures("key")
def test_what_was_tried_again_is_counted_and_standard_output_stays_json(run: Run, docs: Path, control: Control) -> None:
    control.fail(method="batchEmbedContents", status=429, retry_delay=1.2)
    control.fail(method="batchEmbedContents", status=500)
    control.fail(method="batchEmbedContents", cut_after=0)
    control.fail(method="batchEmbedContents", vectors={"missing": 1})
    code, out, err = run("index", str(docs), *SITE_URL, "--json")
    assert code == 0
    assert "\nWaiting 2 s for Gemini's quota.\n" in err
    summary = json.loads(out)
    assert (summary["embedding_calls"], summary["retries"]) == (1, 4)
    assert summary["waited_seconds"] >= 1.2
    assert summary["record"]["last_run"]["points"] == summary["chunks"]


@pytest.mark.usefixtures("key", "control")
def test_a_day_without_tokens_left_ends_a_run_that_can_be_continued(
    run: Run, docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEMINI_EMBEDDING_TOKENS_PER_DAY", "60")
    code, _, err = run("index", str(docs), *SITE_URL)
    assert code == 4
    assert "GEMINI_EMBEDDING_TOKENS_PER_DAY are used up" in err
    monkeypatch.setenv("GEMINI_EMBEDDING_TOKENS_PER_DAY", "100000")
    assert run("index", str(docs), *SITE_URL)[0] == 0


def test_index_without_a_site_says_what_is_missing(run: Run) -> None:
    code, _, err = run("index")
    assert code == 2
    assert "askdocs index SITE" in err
