"""`askdocs` as it is typed: what it prints, where, and with which exit code."""

import json
import shutil
import socket
from pathlib import Path

import pytest

from tests.support.commands import Run
from tests.support.services import Control

DOCTOR_LINES = 6


def index(run: Run, docs: Path, *options: str) -> tuple[int, str, str]:
    return run("index", str(docs), "--site-url", "https://kitchen.example", *options)


@pytest.mark.parametrize("command", [(), ("demo",), ("serve",), ("index",), ("ask",), ("doctor",)])
def test_each_help_text_has_an_example(command: tuple[str, ...], run: Run) -> None:
    code, out, _ = run(*command, "--help")
    assert code == 0
    assert "Usage: askdocs" in out
    if command:
        assert "Example" in out


@pytest.mark.usefixtures("key", "control")
def test_index_then_ask(run: Run, docs: Path) -> None:
    code, out, err = index(run, docs)
    assert code == 0
    assert "2 pages" in out
    assert "embedded" in out
    assert "pages: 2 of 2" in err
    code, out, _ = run("ask", "How is a cast-iron pan washed?")
    assert code == 0
    assert "A cast-iron pan is washed by hand with hot water. [1]" in out
    assert "[1] Pans > Washing\n    https://kitchen.example/pans#washing" in out


@pytest.mark.usefixtures("key")
def test_a_second_run_of_index_makes_no_call_to_the_model(run: Run, docs: Path, control: Control) -> None:
    index(run, docs)
    control.reset()
    code, out, _ = index(run, docs, "--json")
    assert code == 0
    summary = json.loads(out)
    assert summary["added"] == summary["moved"] == summary["deleted"] == 0
    assert summary["unchanged"] == summary["chunks"] > 0
    assert control.calls()["by_method"] == {}


@pytest.mark.usefixtures("key", "control")
def test_ask_prints_the_whole_response_as_json(run: Run, docs: Path) -> None:
    index(run, docs)
    code, out, _ = run("ask", "Where are pans stored?", "--json")
    assert code == 0
    assert json.loads(out)["sources"][0]["url"] == "https://kitchen.example/pans#storing"


@pytest.mark.usefixtures("key", "control")
def test_ask_names_where_to_look_when_the_docs_do_not_say_it(run: Run, docs: Path) -> None:
    index(run, docs)
    code, out, _ = run("ask", "Who won the football world cup in 1954?")
    assert code == 0
    assert "I could not find this in the documentation." in out
    assert "Look here instead:\n- " in out
    assert "https://kitchen.example/" in out


@pytest.mark.usefixtures("key", "control")
def test_one_bad_page_is_named_and_the_others_are_indexed(run: Run, docs: Path) -> None:
    (docs / "broken.md").write_text("---\ntitle: [unclosed\n---\n\n# Broken\n\nIts text is read all the same.\n")
    (docs / "binary.md").write_bytes(b"\x00\x01\x02" * 50)
    code, out, _ = index(run, docs)
    assert code == 3
    assert "broken.md:" in out
    assert "binary.md:" in out
    assert "3 pages" in out


@pytest.mark.usefixtures("key", "control")
def test_a_run_that_would_delete_most_pages_asks_first(run: Run, docs: Path) -> None:
    index(run, docs)
    (docs / "pans.md").unlink()
    (docs / "ovens.md").write_text("# Ovens\n\n## Cleaning\n\nWipe the oven with vinegar once a month.\n")
    code, _, err = index(run, docs)
    assert code == 2
    assert "--allow-shrink" in err
    assert index(run, docs, "--allow-shrink")[0] == 0


@pytest.mark.usefixtures("key", "control")
def test_doctor_is_content_with_a_working_setup(run: Run, docs: Path) -> None:
    index(run, docs)
    code, out, _ = run("doctor")
    assert code == 0
    assert out.count("✓") == DOCTOR_LINES


@pytest.mark.usefixtures("key", "control")
def test_doctor_says_what_to_do_about_a_missing_index(run: Run) -> None:
    code, out, _ = run("doctor")
    assert code == 5
    assert "✗ index:" in out
    assert "askdocs index" in out


@pytest.mark.usefixtures("key")
def test_doctor_says_what_to_do_about_a_wrong_key(run: Run, docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index(run, docs)
    monkeypatch.setenv("GEMINI_API_KEY", "AIza-wrong")
    code, out, _ = run("doctor")
    assert code in {4, 5}
    assert "✗ model: Gemini refuses the key. Check GEMINI_API_KEY" in out
    assert "AIza-wrong" not in out


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("index", "nowhere", "--site-url", "https://x.example"), 2, "nowhere does not exist"),
        (("index", "empty", "--site-url", "https://x.example"), 2, "empty holds no pages"),
        (("index", "file.md", "--site-url", "https://x.example"), 2, "file.md is a file"),
        (("index", "docs"), 2, "--site-url"),
        (("index", "docs", "--site-url", "https://x.example"), 2, "GEMINI_API_KEY is not set"),
        (("demo", "--port", "0", "--docs", "nowhere"), 2, "nowhere does not exist"),
        (("demo", "--port", "0", "--docs", "empty"), 2, "empty holds no pages"),
        (("ask", ""), 2, "query: String should have at least 1 character"),
        (("ask", "x" * 3000), 2, "query: String should have at most 2000 characters"),
        (("ask", "What?"), 2, "GEMINI_API_KEY is not set"),
        (("serve", "--port", "0"), 2, "GEMINI_API_KEY is not set"),
        (("doctor",), 2, "GEMINI_API_KEY is not set"),
    ],
)
def test_wrong_use_is_one_clear_line(
    arguments: tuple[str, ...], code: int, message: str, run: Run, docs: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    shutil.copy(docs / "pans.md", tmp_path / "file.md")
    printed = run(*arguments)
    assert printed[0] == code
    text = " ".join((printed[1] + printed[2]).split())
    assert message in text
    assert "Traceback" not in text


@pytest.mark.usefixtures("key", "control")
def test_asking_without_an_index_says_what_to_do(run: Run) -> None:
    code, _, err = run("ask", "What?")
    assert code == 5
    assert "Run `askdocs index SITE` first" in err


@pytest.mark.usefixtures("key", "control")
def test_an_index_of_other_settings_is_refused_with_the_cure(
    run: Run, docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index(run, docs)
    monkeypatch.setenv("GEMINI_EMBEDDING_DIMENSIONS", "512")
    for code, _, err in (run("ask", "What?"), index(run, docs)):
        assert code == 5
        assert "dimensions 768 → 512" in err
        assert "--rebuild" in err
    assert index(run, docs, "--rebuild")[0] == 0
    assert run("ask", "Where are pans stored?")[0] == 0


@pytest.mark.usefixtures("key", "control")
def test_a_qdrant_server_that_is_away_is_said_plainly(run: Run, docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QDRANT_HOST", "http://127.0.0.1:9")
    for code, _, err in (run("ask", "What?"), index(run, docs)):
        assert code == 5
        assert "QDRANT_HOST" in err
        assert "Traceback" not in err


@pytest.mark.parametrize("command", [("serve",), ("demo",)])
@pytest.mark.usefixtures("key", "control")
def test_a_port_in_use_is_said_before_any_work(command: tuple[str, ...], run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, _, err = run(*command, "--port", str(port))
    assert code == 2
    assert f"Cannot listen on 127.0.0.1 port {port}" in err
    assert 'with --port PORT, or through make with ARGS="--port PORT"' in " ".join(err.split())


def test_a_wrong_setting_is_named(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "langserve.yaml").write_text("version: 1\nrouts: []\n")
    monkeypatch.setenv("GEMINI_API_KEY", "emulator-x")
    for command in (("serve", "--port", "0"), ("doctor",)):
        code, out, err = run(*command)
        assert code == 2
        assert "langserve.yaml" in out + err
        assert "unknown key routs" in out + err
    monkeypatch.setenv("ANSWER_PASSAGES", "many")
    code, _, err = run("serve", "--port", "0")
    assert code == 2
    assert "ANSWER_PASSAGES" in err


def test_the_version_is_printed(run: Run) -> None:
    code, out, _ = run("--version")
    assert (code, out.split()[0]) == (0, "askdocs")


@pytest.mark.usefixtures("key")
def test_json_is_all_that_ask_prints_even_when_calls_are_tried_again(run: Run, docs: Path, control: Control) -> None:
    index(run, docs)
    control.fail(method="batchEmbedContents", status=503)
    code, out, _ = run("ask", "Where are pans stored?", "--json")
    assert code == 0
    assert json.loads(out)["outcome"] == "answered"
    assert control.calls()["by_status"]["503"] == 1


@pytest.mark.usefixtures("key")
def test_doctor_prints_sentences_and_nothing_when_it_is_quiet_and_all_is_well(
    run: Run, docs: Path, control: Control, monkeypatch: pytest.MonkeyPatch
) -> None:
    index(run, docs)
    assert run("doctor", "--quiet") == (0, "", "")
    control.fail(status=503, times=20)
    for options in ((), ("--quiet",)):
        code, out, err = run("doctor", *options)
        assert (code, err) == (4, "")
        assert all(line.endswith((".", "?")) for line in out.splitlines())
        assert ("✓" in out) is not bool(options)
        assert "✗ model:" in out
    control.reset()
    monkeypatch.setenv("QDRANT_COLLECTION_NAME", "other")
    code, out, _ = run("doctor", "--quiet")
    assert (code, len(out.splitlines())) == (5, 1)
