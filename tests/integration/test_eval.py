"""`askdocs eval` on question sets of two kinds, and on the live index."""

import json
from pathlib import Path

import pytest

from tests.support.commands import Run
from tests.support.services import Control

KETTLES = """\
# Kettles

## Descaling

A kettle is descaled with lemon juice every month.

## Filling

Fill the kettle up to the mark, never above it.
"""
OVENS = """\
The oven warms up to 200 degrees in seven minutes.

## Cleaning

Wipe the oven with vinegar.
"""
CORPUS = [
    ("kettle", "Kettles", KETTLES),
    ("oven", "Ovens", OVENS),
    ("garden/rose care", "Roses", "Roses are cut back in spring, above an outward bud."),
    ("garden/lawn", "Lawn", "The lawn is mown once a week in summer, and never when it is wet."),
]
QUESTIONS = {
    "How do I descale a kettle?": {"kettle": 1},
    "How long does the oven take to warm up?": {"oven": 2, "kettle": 0},
    "When are roses cut back?": {"garden/rose care": 1},
    "How often is the lawn mown?": {"garden/lawn": 1},
    "Who won the football world cup in 1954?": {"oven": 0},
}


def write_set(folder: Path, *, ids: dict[str, str] | None = None) -> Path:
    """A question set; with `ids`, one for a live index, whose judgements name URLs."""
    folder.mkdir()
    if ids is None:
        rows = [{"_id": name, "title": title, "text": text} for name, title, text in CORPUS]
        (folder / "corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    lines = ["query-id\tcorpus-id\tscore"]
    with (folder / "queries.jsonl").open("w") as queries:
        for number, (text, judged) in enumerate(QUESTIONS.items()):
            queries.write(json.dumps({"_id": f"q{number}", "text": text}) + "\n")
            lines += [f"q{number}\t{ids[page] if ids else page}\t{grade}" for page, grade in judged.items()]
    (folder / "qrels.tsv").write_text("\n".join(lines))
    return folder


@pytest.mark.usefixtures("key", "control")
def test_a_corpus_is_indexed_asked_and_judged(run: Run, tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    options = ["--json", "--answers", "5", "--report", str(report), "--price", "1,0.1,10"]
    code, out, err = run("eval", str(write_set(tmp_path / "kitchen")), *options)
    assert code == 0, err
    result = json.loads(out)
    metrics = result["metrics"]
    assert {metrics[name] for name in ("hit@1", "hit@5", "hit@10", "mrr@10", "ndcg@10")} == {1.0}
    assert (result["questions"], result["answered"], result["pages"]) == (5, 10, 4)
    assert metrics["citation_validity"] == 1
    assert metrics["version_leakage"] == metrics["failures"] == 0
    assert metrics["coverage"] >= 0.75
    assert metrics["abstention_recall"] >= 0.8
    assert 0 < metrics["first_token_ms_p50"] <= metrics["total_ms_p95"]
    spent = metrics["input_tokens"] + 10 * metrics["output_tokens"]
    assert metrics["answer_usd"] == pytest.approx(spent / 1_000_000, abs=1e-6)
    assert metrics["output_tokens"] > 0
    assert result["per_question"][2]["retrieved"][0] == "garden/rose care"
    assert report.read_text().startswith("<!doctype html>")


@pytest.mark.usefixtures("key")
def test_thresholds_decide_the_exit_code_and_a_second_run_embeds_questions_alone(
    run: Run, tmp_path: Path, control: Control
) -> None:
    folder = str(write_set(tmp_path / "kitchen"))
    code, out, _ = run("eval", folder, "--answers", "0", "--min", "hit@5=1.1", "--json")
    assert code == 1
    assert json.loads(out)["missed"] == ["hit@5 is 1, below 1.1"]
    control.reset()
    code, out, _ = run("eval", folder, "--answers", "0", "--min", "hit@5=0.9", "--max", "version_leakage=0")
    assert code == 0, out
    assert "hit@5" in out
    assert control.calls()["texts_embedded"] == len(QUESTIONS) + 100


def write_docs(folder: Path) -> dict[str, str]:
    """The corpus as a site, and each page's URL by its id."""
    urls = {}
    for name, title, text in CORPUS:
        file = folder / f"{name.replace(' ', '-')}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text if text.startswith("#") else f"# {title}\n\n{text}")
        urls[name] = f"https://home.example/{name.replace(' ', '-')}"
    return urls


@pytest.mark.usefixtures("key", "control")
def test_without_a_corpus_the_live_index_is_asked(run: Run, tmp_path: Path) -> None:
    urls = write_docs(tmp_path / "docs")
    assert run("index", str(tmp_path / "docs"), "--site-url", "https://home.example")[0] == 0
    code, out, err = run("eval", str(write_set(tmp_path / "home", ids=urls)), "--json", "--answers", "2")
    assert code == 0, err
    result = json.loads(out)
    assert result["metrics"]["hit@1"] == 1
    assert result["per_question"][0]["retrieved"][0] == "kettle"


@pytest.mark.usefixtures("key", "control")
def test_without_a_folder_questions_are_made_of_headings_and_the_gate_is_fitted(run: Run, tmp_path: Path) -> None:
    write_docs(tmp_path / "docs")
    for number in range(30):
        page = f"# Room {number}\n\n## Lamp {number}\n\nIts lamp number {number} is lit with switch {number}.\n"
        (tmp_path / "docs" / f"room{number}.md").write_text(page)
    run("index", str(tmp_path / "docs"), "--site-url", "https://home.example")
    report = tmp_path / "report.html"
    code, out, err = run("eval", "--calibrate", "--answers", "0", "--json", "--report", str(report))
    assert code == 0, err
    assert "heading_hit@5" in report.read_text()
    result = json.loads(out)
    assert result["generated"]
    assert result["calibration"]["stored"]
    assert 0 < result["calibration"]["weak_match_below"] < 1
    assert result["metrics"]["hit@10"] > 0.9
    code, out, _ = run("ask", "Who painted the ceiling of the Sistine Chapel?", "--json")
    answer = json.loads(out)
    assert (answer["outcome"], answer["reason"], answer["sources"]) == ("abstained", "weak_match", [])
    assert not any(answer["usage"].values())
    assert answer["nearest"]
    assert json.loads(run("ask", "How do I descale a kettle?", "--json")[1])["outcome"] == "answered"
    run("index", str(tmp_path / "docs"), "--site-url", "https://home.example", "--rebuild")
    assert json.loads(run("ask", "Who painted the Sistine Chapel?", "--json")[1])["reason"] == "weak_match"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("nowhere",), 2, "nowhere is no folder"),
        (("empty",), 2, "qrels.tsv cannot be read"),
        (("kitchen", "--min", "hit@7=1"), 2, "There is no metric hit@7"),
        (("kitchen", "--min", "hit@5"), 2, "Write it as METRIC=VALUE"),
        (("kitchen", "--report", "missing/report.html"), 2, "The folder of missing/report.html does not exist"),
        ((), 5, "askdocs index"),
    ],
)
@pytest.mark.usefixtures("key", "control")
def test_wrong_use_is_one_clear_line(
    arguments: tuple[str, ...], code: int, message: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    write_set(tmp_path / "kitchen")
    printed = run("eval", *arguments)
    assert printed[0] == code
    assert message in printed[1] + printed[2]
    assert "Traceback" not in printed[2]


@pytest.mark.usefixtures("key")
def test_the_chat_model_judges_the_answers(run: Run, tmp_path: Path, control: Control) -> None:
    folder = write_set(tmp_path / "kitchen")
    lines = (folder / "queries.jsonl").read_text().splitlines()
    first = json.loads(lines[0]) | {"metadata": {"answer": "A kettle is descaled with lemon juice every month."}}
    (folder / "queries.jsonl").write_text("\n".join([json.dumps(first), *lines[1:]]))
    control.script("A kettle is descaled with lemon juice every month [1].")
    control.script("I could not find this in the documentation.")
    control.script("answers: 2\ngrounded: 2\ncomplete: 1")
    code, out, err = run("eval", str(folder), "--answers", "1", "--judge")
    assert code == 0, err
    assert "judging: 1 of 1" in err
    shown = " ".join(out.split())
    assert "judged_complete │ 0.500" in shown
    assert "completeness │ 1.000" in shown
    assert "Refused: 1 not_in_docs." in shown
    assert "grounded: do the passages say what it says?" in shown


@pytest.mark.usefixtures("control")
def test_a_judge_wants_a_key(run: Run, tmp_path: Path) -> None:
    code, _, err = run("eval", str(write_set(tmp_path / "kitchen")), "--judge")
    assert code == 2
    assert "--judge wants GEMINI_API_KEY" in err


@pytest.mark.usefixtures("control")
def test_without_a_key_a_corpus_is_measured_with_the_emulator(run: Run, tmp_path: Path) -> None:
    code, out, err = run("eval", str(write_set(tmp_path / "kitchen")), "--json", "--answers", "1")
    assert code == 0
    assert "starting the emulator" in err
    assert json.loads(out)["model"] == "gemini-embedding-001 (emulator)"
