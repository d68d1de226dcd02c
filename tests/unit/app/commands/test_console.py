"""What may reach a terminal."""

import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.table import Table

from app.commands import console as room
from app.commands.console import clean, format_inline, format_json
from app.commands.safe_console import SafeConsole

FOREIGN = [
    "\x1b]52;c;ZXZpbA==\x07",  # fills the clipboard
    "\x1b]0;your bank\x1b\\",  # names the window
    "\x1b[2J\x1b[H",  # clears
    "\x1b]8;;https://elsewhere.example\x1b\\ours\x1b]8;;\x1b\\",  # hides where a link goes
    "\x9b31mred\x9d0;title\x9c",  # the same in one byte each
    "safe\rother",  # writes over the line
    "abc\x08\x08\x08xyz",
    "\u202egpj.exe\u202c \u2066isolated\u2069 \u200emark\u061c",
    "a\u2028b\u2029c\x85d\x0be\x0cf",
    "bell\x07 null\x00 delete\x7f bom\ufeff",
]
HALF = re.compile("[\ud800-\udfff]")
LEFT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def print_to_string(*renderables: object, terminal: bool = False) -> str:
    console = SafeConsole(file=io.StringIO(), force_terminal=terminal, soft_wrap=True, width=200, emoji=False)
    for renderable in renderables:
        console.print(renderable)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("text", FOREIGN)
def test_no_control_character_is_printed_in_a_line_a_table_or_an_answer(text: str) -> None:
    table = Table(text)
    table.add_row(format_inline(text))
    printed = print_to_string(format_inline(text), f"[bold]{format_inline(text)}[/bold]", table) + clean(text)
    assert LEFT.findall(printed) == []


@given(st.text(alphabet=st.characters(codec=None), max_size=60))
def test_of_any_text_only_what_is_unsafe_is_lost(text: str) -> None:
    assert LEFT.findall(clean(text)) == []
    assert clean(text) == "".join(
        "\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text if not LEFT.match(c) or "\ud800" <= c <= "\udfff"
    )
    assert LEFT.findall(print_to_string(format_inline(text))) == []


@given(
    st.recursive(
        st.text(alphabet=st.characters(codec=None), max_size=20),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=20), inner),
        max_leaves=10,
    )
)
def test_json_holds_every_character_and_shows_none_that_is_unsafe(value: object) -> None:
    written = format_json(value, indent=2)
    assert json.loads(written) == value
    assert LEFT.findall(written) == []


def test_a_name_makes_no_line_of_its_own_no_style_and_no_picture() -> None:
    printed = print_to_string(format_inline("a.md\n✓ index: [red]all is well[/red] [/] :smile:"))
    assert printed == "a.md ✓ index: [red]all is well[/red] [/] :smile:\n"


def test_our_own_styles_and_letters_of_all_scripts_stay() -> None:
    assert "\x1b[31m" in print_to_string("[red]wrong[/red]", terminal=True)
    text = "Größe 漢字 עברית \U0001f469\u200d\U0001f4bb\tmore"
    assert clean(text) == text


def test_half_of_a_pair_is_shown_as_a_sign_for_it() -> None:
    assert clean("caf\udce9.md") == "caf\ufffd.md"


def test_every_command_prints_through_this_room() -> None:
    """No command has a console, a stream or a `print` of its own."""
    folder = Path(room.__file__).parent
    others = re.compile(
        r"rich\.console|typer\.(?:echo|secho)|click\.echo|sys\.std|(?<![\w.])print\(|rich\.markup|json\.dump\("
    )
    found = {
        path.name: others.findall(path.read_text(encoding="utf-8"))
        for path in folder.glob("*.py")
        if path.name not in {"console.py", "safe_console.py"}
    }
    assert {name: what for name, what in found.items() if what} == {}
