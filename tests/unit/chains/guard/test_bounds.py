"""What is hostile costs no more than in proportion to its length. `tests/contract` tries all pairs of characters."""

import pytest

from chains.guard import Guard, clean
from tests.support.growth import PASSAGES, SPECIAL, check_held_back, check_work

PIECES = [
    "[1]",
    "x[1][1]",
    "![a](",
    "`` ` ",
    "- > ",
    "$a$ ",
    "a [9]. ",
    "x.y ",
    "`a` ",
    "[a](/b) ",
    "|a|b|\n",
    "- ```\n",
    "&shy;",
]


@pytest.mark.parametrize("piece", [*SPECIAL, *PIECES])
def test_the_work_grows_in_proportion_to_the_text(piece: str) -> None:
    check_work(piece)


@pytest.mark.parametrize("piece", [*SPECIAL, *PIECES])
def test_what_is_held_back_is_bounded(piece: str) -> None:
    check_held_back(piece)


def test_rows_that_arrive_in_small_pieces_are_no_more_to_look_at_than_whole_ones() -> None:
    rows = "".join(f"| option {number} | what the option {number} means |\n" for number in range(60))
    table = f"| name | value |\n|---|---|\n{rows}\nAnd a paragraph [1] with `code`.\n\n- an item"
    guard = Guard(PASSAGES)
    streamed = "".join(map(guard.add, table)) + guard.finish()
    assert streamed == clean(table, PASSAGES)
    assert streamed.endswith("And a paragraph [1] with `code`.\n\n- an item")


@pytest.mark.parametrize(
    "piece", ["[1]", "a [9]. ", "a`", "`a` ", "//", "e.g. a\n\n", "- [ ] x\n", "www.a ", "\\\\", "# a #\n"]
)
def test_where_reading_ends_does_not_depend_on_cuts(piece: str) -> None:
    text = (piece * 9_000)[:9_000]
    for step in (1, 7, 600):
        guard = Guard(PASSAGES)
        pieces = [guard.add(text[at : at + step]) for at in range(0, len(text), step)]
        assert "".join(pieces) + guard.finish() == clean(text, PASSAGES), step


@pytest.mark.parametrize(
    "text", ["shop.ws and shop.e.g.wwww.wiki", "http:&#47;&#47;shop.zz me&#64;shop&#46;zz", "#\ufe0f⃣ www.a"]
)
def test_what_is_not_read_any_more_holds_no_address_wherever_a_piece_ends(text: str) -> None:
    text = "\\* " * 1_100 + text
    guard = Guard(PASSAGES)
    whole = clean(text, PASSAGES)
    assert "".join(map(guard.add, text)) + guard.finish() == whole
    end = whole[-90:]
    assert "&#47;" not in end
    assert "www." not in end
    assert "&#64;shop" not in end
    assert ".w" not in end
