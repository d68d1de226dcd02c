"""To what a marker refers that stands alone: what a reader sees right above it."""

import pytest

from chains.guard import Guard
from chains.support import Judge, Mender
from chains.support.claims import find_claims, read_claims
from tests.support.doubles import create_passages

PASSAGES = create_passages(
    "The oven warms up to 200 degrees in seven minutes. Wipe the oven with vinegar.",
    "A kettle is descaled with lemon juice every month. Fill the kettle up to the mark.",
)
OVEN = "The oven warms up to 200 degrees in seven minutes."
KETTLE = "Fill the kettle up to the mark."
JUICE = "A kettle is descaled with lemon juice every month."
TABLE = "| What | How |\n| --- | --- |\n| Kettle | Fill the kettle up to the mark |\n| Juice | Descaled every month |"


def find_unsupported(text: str) -> list[str]:
    """The verdict on a text, however it was cut while it arrived."""
    verdicts = []
    for pieces in (1, 3, 7, len(text)):
        judge = Judge(PASSAGES)
        guard = Guard(PASSAGES, Mender(judge).mend)
        sent = "".join(guard.add(text[at : at + pieces]) for at in range(0, len(text), pieces)) + guard.finish()
        verdicts.append((sent, judge.find_unsupported(sent)))
    assert verdicts == verdicts[:1] * len(verdicts)
    return verdicts[0][1]


def list_blocks(response: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(claim.text, claim.block) for claim in find_claims(response)]


MARKERS = [
    *("[2]", "[1][2]", "[1, 2]", "**[2]**", "_[2]_", "([2])", "([1], [2])", "[2].", "— [2]", "[1] and [2]", "[^2]"),
    *(
        "Source: [2]",
        "*Source: [2]*",
        "来源：[2]",
        "- [2]",
        "> [2]",
        "【2】",
        "[1]\n\n[2]",
        "- [1]\n- [2]",
        "---\n\n[2]",
    ),
]


@pytest.mark.parametrize("marker", MARKERS)
@pytest.mark.parametrize(
    "above", [f"{OVEN} [1] {KETTLE}", f"{OVEN} [1]\n\n- {KETTLE}\n- {JUICE}", f"{OVEN} [1]\n\n{TABLE}"]
)
def test_a_marker_alone_proves_what_stands_right_above_it(above: str, marker: str) -> None:
    assert find_unsupported(f"{above}\n\n{marker}") == []
    assert find_unsupported(f"{above}\n\n{marker}\n\nThat is all [1].") == []


@pytest.mark.parametrize("row", ["| [2] |  |", "|  | [2] |", "| Source: | [2] |"])
def test_a_row_of_its_own_refers_to_the_table(row: str) -> None:
    assert find_unsupported(f"{OVEN} [1]\n\n{TABLE}\n{row}") == []
    assert list_blocks(f"{TABLE}\n{row}") == [
        ("Kettle Fill the kettle up to the mark", (2,)),
        ("Juice Descaled every month", (2,)),
    ]


@pytest.mark.parametrize(
    ("response", "blocks"),
    [
        ("- a\n- b\n\n[2]\n\n- c\n\n[1]", [("a", (2,)), ("b", (2,)), ("c", (1,))]),
        ("- a\n- [1]\n- b\n- [2]", [("a", (1,)), ("b", (2,))]),
        ("x\n\n- [1]\n- a", [("x", (1,)), ("a", ())]),
        ("- a\n- b\n\n  [2]\n- c", [("a", ()), ("b", (2,)), ("c", ())]),
        ("- a\n  - b\n  - c\n  - [2]\n- d", [("a", ()), ("b", (2,)), ("c", (2,)), ("d", ())]),
        ("1. a\n\n   ```\n   x\n   ```\n\n2. b\n\n[2]", [("a", (2,)), ("b", (2,))]),
        ("> a\n>\n> b\n\n[2]", [("a", (2,)), ("b", (2,))]),
        ("a [1]. B\n\n[2]", [("a.", (1, 2)), ("B", (1, 2))]),
        ("a\n\nb\n\n[1]\n\n[2]\n\nc", [("a", ()), ("b", (1, 2)), ("c", ())]),
        ("a\n\n```\nx\n```\n\n[2]", [("a", ())]),
        ("a\n\n# b\n\n[2]\n\nc", [("a", ()), ("c", ())]),
        ("[2]\n\na", [("a", ())]),
        ("a\n\n`[2]`", [("a", ()), ("[2]", ())]),
        ("a\n\n- Kettles [2]", [("a", ()), ("Kettles", (2,))]),
    ],
)
def test_it_refers_to_a_whole_list_table_or_quote_and_to_no_more(
    response: str, blocks: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert list_blocks(response) == blocks


@pytest.mark.parametrize(
    "response", ["[2]\n\nx", "# Kettles [2]\n\nx", "| a [2] |\n| --- |\n| x |", "# x\n\n[2]", "[2]"]
)
def test_a_marker_with_no_claim_above_is_cited_all_the_same(response: str) -> None:
    assert read_claims(response).cited == (2,)


def test_an_answer_that_begins_with_a_marker_is_compared_with_its_passage() -> None:
    assert find_unsupported(f"[2]\n\n{KETTLE}\n\n{OVEN} [1]") == []
    assert find_unsupported(f"[2]\n\n{OVEN}") == [OVEN]


@pytest.mark.parametrize("marker", MARKERS)
def test_what_its_own_marker_does_not_prove_is_not_proved_by_one_below(marker: str) -> None:
    wrong = "The oven warms up to 300 degrees in seven minutes."
    assert find_unsupported(f"{wrong} [1]\n\n{KETTLE} [2]\n\n{marker}") == [wrong]
    assert find_unsupported(f"{wrong} [1]\n\n{marker}") == [wrong]


def test_a_marker_alone_that_names_the_wrong_passage_is_told() -> None:
    assert find_unsupported(f"{OVEN} [1]\n\n{KETTLE}\n\n[1]\n\n{JUICE} [2]") == [KETTLE]


def test_many_markers_alone_take_no_longer_than_other_text() -> None:
    assert len(find_claims("- a\n" * 1_000 + "\n\n[1]" * 2_000)) == 1_000
    assert find_claims("_" * 20_000 + "[1]") == []


def test_brackets_around_markers_go_with_them() -> None:
    assert [claim.text for claim in find_claims("Fill it ([1], [2]). Call f() [1].")] == ["Fill it.", "Call f()."]
