"""What models, pages and file names write, as commands print it."""

import json
import re
from pathlib import Path

import pytest

from tests.support.commands import Run
from tests.support.services import Control

UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
CLIPBOARD = "\x1b]52;c;ZXZpbA==\x07"
TITLE = "\x1b]0;your bank\x07"
CLEAR = "\x1b[2J\x9b2J\r"
BIDI = "\u202egpj.\u202c\u2066x\u2069"
EVERYTHING = CLIPBOARD + TITLE + CLEAR + BIDI
SITE = ("--site-url", "https://kitchen.example")


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Pages whose titles, headings, texts and file names hold what terminals obey."""
    docs = tmp_path / f"docs{CLIPBOARD.replace('/', '')}"
    docs.mkdir()
    (docs / f"pan{TITLE}s\n✓ index: all is well.md").write_text(
        f"---\ntitle: {json.dumps(f'Pans{EVERYTHING}')}\n---\n\n## Wash{EVERYTHING}ing\n\n"
        f"A pan is washed{EVERYTHING} by hand with hot {{water}} and a brush.\n"
    )
    (docs / f"broken{CLEAR}.md").write_bytes(b"\x00\x01\x02" * 50)
    text = "# Brackets\n\nThis page is called by brackets, which are no style.\n"
    (docs / "[red]brackets [bold].md").write_text(text)
    return docs


def check(*printed: str) -> None:
    for text in printed:
        assert UNSAFE.findall(text) == []


@pytest.mark.usefixtures("key", "control")
def test_no_command_writes_what_a_terminal_obeys(run: Run, hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for command in (
        ("inspect", str(hostile), *SITE),
        ("inspect", str(hostile), *SITE, "--json"),
        ("index", str(hostile), *SITE, "--plan"),
        ("index", str(hostile), *SITE),
        ("index", str(hostile), *SITE, "--json"),
        ("status",),
        ("status", "--json"),
        ("doctor",),
        ("index", str(hostile / "nowhere"), *SITE),
        ("ask", "How is a pan washed?"),
        ("ask", "How is a pan washed?", "--json"),
    ):
        code, out, err = run(*command)
        assert code in {0, 2, 3}, (command, err)
        check(out, err)
        assert "\n✓ index: all is well" not in out + err
        if command[0] == "ask":  # with --json, its response is Markdown
            shown, said = (json.loads(out)["response"], "&#123;water}") if "--json" in command else (out, "{water}")
            assert f"hot {said} and" in shown
        if "--json" in command:
            json.loads(out)


@pytest.mark.usefixtures("key")
def test_what_the_model_writes_is_shown_and_not_obeyed(run: Run, docs: Path, control: Control) -> None:
    run("index", str(docs), *SITE)
    text = [f"A pan is washed by hand{EVERYTHING} with [1] hot wat", "\x1b", f"]52;c;eA=={BIDI}\x07er [1]."]
    for options in ((), ("--json",)):
        control.script(*text)
        code, out, err = run("ask", "How is a cast-iron pan washed?", *options)
        assert code == 0
        check(out, err)
        assert "A pan is washed by hand" in out


@pytest.mark.usefixtures("key", "control")
def test_json_holds_names_as_they_are(run: Run, hostile: Path) -> None:
    _, out, _ = run("inspect", str(hostile), *SITE, "--json")
    sources = [page["source"] for page in json.loads(out)["pages"]]
    assert any(TITLE in source for source in sources)
    assert any("[red]brackets [bold]" in source for source in sources)
