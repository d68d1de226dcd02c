"""How an answer looks in a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.commands.terminal_text import TerminalText
from chains.guard import clean

PIECES = [
    "{a}",
    "<b",
    "&amp;",
    "&#123;",
    "`",
    "``",
    "```",
    "```py\n",
    "\n",
    "\n\n",
    "> ",
    "- ",
    "1. ",
    "   ",
    "x y",
    "$m$",
    "#",
]


def show(markdown: str, *, size: int = 1_000) -> str:
    """The text as a terminal gets it, in pieces of a size."""
    text = TerminalText()
    pieces = [markdown[at : at + size] for at in range(0, len(markdown), size)]
    return "".join(text.add(piece) for piece in pieces) + text.end()


def guard(text: str) -> str:
    """What the service makes of a model's text."""
    return clean(text, [])


@pytest.mark.parametrize(
    "text",
    ["Set {id} in <name> & go.", "A pattern such as {a,b} or [x].", "Write <T>, List<T> or a]b.", "Tom & {Jerry}"],
)
def test_a_reader_sees_the_characters_that_the_service_escapes(text: str) -> None:
    escaped = guard(text)
    assert escaped != text
    assert show(escaped) == text


@pytest.mark.parametrize(
    "code",
    [
        "Write `&lt;p&gt;` for it.",
        "Write ``a ` b &amp; c`` for it.",
        "```html\n&lt;p&gt; `x &amp; y\n```",
        "- a list\n\n   ```html\n   &lt;p&gt;\n   ```",
        "> ```html\n> &lt;p&gt;\n> ```",
        "```md\n    ```\n&lt;\n```",
    ],
)
def test_code_is_shown_as_it_stands(code: str) -> None:
    assert show(f"{code}\n\n&#123;x}}") == f"{code}\n\n{{x}}"


def test_code_ends_with_its_line() -> None:
    assert show("`half &lt;\n&lt;") == "`half &lt;\n<"


@given(st.lists(st.sampled_from(PIECES), max_size=20), st.integers(1, 5))
def test_the_pieces_make_no_difference(pieces: list[str], size: int) -> None:
    markdown = "".join(pieces)
    assert show(markdown, size=size) == show(markdown)
    escaped = guard(markdown)
    assert show(escaped, size=size) == show(escaped)
