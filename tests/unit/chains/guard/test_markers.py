"""Which numbers in brackets are citations, which go, and which are text."""

import pytest

from chains.guard import Guard, clean
from tests.support.doubles import create_passages

PASSAGES = create_passages("Pans are flat. Read `rows[2]` first.", "Ovens get hot.", "Doors close.")


def run(text: str) -> tuple[str, list[int]]:
    guard = Guard(PASSAGES)
    sent = guard.add(text) + guard.finish()
    return sent.replace("&#91;", "⟦").replace("&#93;", "⟧"), guard.cited


CITATIONS = [
    ("One [1], two [2].", "One [1], two [2].", [1, 2]),
    ("Both [1, 2] and [2;3].", "Both [1][2] and [2][3].", [1, 2, 3]),
    ("Range [1-3].", "Range [1][2][3].", [1, 2, 3]),
    ("Backwards [3-1].", "Backwards [3][1].", [3, 1]),
    ("Huge [1-9999].", "Huge [1][2][3].", [1, 2, 3]),
    ("Footnote [^2].", "Footnote [2].", [2]),
    ("Wide 【1】 and ［2］.", "Wide [1] and [2].", [1, 2]),
    ("Spaced [ 1 ], named [Source 1], hashed [#2].", "Spaced [1], named [1], hashed [2].", [1, 2]),
    ("Daggered [1†source] and 【2†L10-L20】.", "Daggered [1] and [2].", [1, 2]),
    (r"Escaped \[1\].", "Escaped [1].", [1]),
    ("A link [1](https://x.example) and [2](#y).", "A link [1] and [2].", [1, 2]),
    ("热的[1]。很热【2】", "热的[1]。很热[2]", [1, 2]),
    ("It is hot[1]. And flat[2][3].", "It is hot[1]. And flat[2][3].", [1, 2, 3]),
    ("It is hot.[1]", "It is hot.[1]", [1]),
    ("**It is hot** **[1]**.", "**It is hot** **[1]**.", [1]),
    ("Some [1, 9].", "Some [1].", [1]),
    ("- [1] says so", "- [1] says so", [1]),
    ("It is hot ([1]). And flat ([2], [3]).", "It is hot ([1]). And flat ([2], [3]).", [1, 2, 3]),
    ("([1, 2])\n\n热（[3]）。", "([1][2])\n\n热（[3]）。", [1, 2, 3]),
]
REMOVED = [
    ("None [4].", "None."),
    ("None [4]\nat all", "None\nat all"),
    ("None **[4]**.", "None."),
    ("In a row [1][9] it goes.", "In a row [1] it goes."),
    ("In a row [1][9].", "In a row [1]."),
    ("Of many [8, 9].", "Of many."),
    ("Apart [1], [9].", "Apart [1],."),
    ("With a target [9](https://evil.example).", "With a target."),
]
TEXT = [
    "HTTP ⟦200⟧ means fine, ⟦404⟧ not found [1].",
    "**⟦404⟧** ⟦500⟧.",
    "RFC ⟦7231⟧ says so.",
    "items⟦2⟧ is the third and f(x)⟦1⟧ another; a⟦1⟧ too.",
    "Read rows⟦2⟧.",
    "Call f(x)⟦0⟧.",
    "x.y⟦1⟧. camelCase⟦1⟧. snake_case⟦2⟧.",
    "Call f(⟦1⟧), g (⟦1⟧x) and (⟦9⟧).",
    "An array ⟦1⟧x and =⟦1⟧.",
    "⟦9⟧ stands first.",
    "- ⟦9⟧",
    "Option ⟦9⟧ is the best.",
    "Zero ⟦0⟧ is none.",
    f"Digits [{'1' * 5000}".replace("[", "⟦"),
    "`row[9]` and ``a`` stay.",
]


@pytest.mark.parametrize(("text", "expected", "cited"), CITATIONS)
def test_a_marker_that_names_a_source_is_written_in_one_manner(text: str, expected: str, cited: list[int]) -> None:
    assert run(text) == (expected, cited)


@pytest.mark.parametrize(("text", "expected"), REMOVED)
def test_a_marker_that_was_meant_and_names_no_source_goes(text: str, expected: str) -> None:
    assert run(text)[0] == expected


@pytest.mark.parametrize("text", TEXT)
def test_a_number_that_stands_where_no_citation_stands_is_text(text: str) -> None:
    assert run(text.replace("⟦", "[").replace("⟧", "]"))[0] == text.replace("``a``", "`a`")


@pytest.mark.parametrize(
    "code", ["```js\nrow[1] = [2]\n```", "- x\n\n   ```\n   row[1]\n   ```", "    row[1]\n", "`row [1]`"]
)
def test_no_number_in_code_is_a_citation(code: str) -> None:
    guard = Guard(PASSAGES)
    sent = guard.add(code) + guard.finish()
    assert "[1]" in sent
    assert guard.cited == []


def test_a_marker_becomes_neither_a_link_nor_a_definition() -> None:
    assert clean("[1]: see (it) [2](a b", PASSAGES) == "[1]&#58; see (it) [2]&#40;a b"
