"""How a text is cut makes no difference to what of it goes on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chains.prompts import ANSWER_RULES, NOT_IN_DOCS
from chains.refusal.filter import RefusalFilter

PIECES = [
    NOT_IN_DOCS,
    NOT_IN_DOCS[:20],
    ANSWER_RULES[:60],
    ANSWER_RULES[:30],
    "Pans are warm.",
    "I",
    "x",
    " ",
    "\n",
    '"',
    "**",
    "`",
    "> ",
    "- ",
    "[1]",
    "[1",
    "]",
    "```\n",
]


def run(text: str, cuts: list[int], *, is_whole: bool) -> tuple[str, bool]:
    """What goes on of a text that comes in pieces of these lengths, again and again; and whether it refuses."""
    refusal, sent, position, turn = RefusalFilter(), "", 0, 0
    while position < len(text):
        length = cuts[turn % len(cuts)]
        sent += refusal.add(text[position : position + length])
        position, turn = position + length, turn + 1
    return sent + refusal.finish(is_whole=is_whole), refusal.is_refusal


@given(
    text=st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    cuts=st.lists(st.integers(1, 30), min_size=1, max_size=8),
    is_whole=st.booleans(),
)
def test_the_cuts_change_nothing(text: str, cuts: list[int], *, is_whole: bool) -> None:
    whole = run(text, [max(1, len(text))], is_whole=is_whole)
    assert run(text, cuts, is_whole=is_whole) == whole
    assert text.startswith(whole[0])
    assert whole[1] or whole[0] == text


@pytest.mark.parametrize(
    "sign", ["I ", "Use ", '"', "**", "` ", "> ", "\n", "x", f'"{NOT_IN_DOCS}" ', NOT_IN_DOCS[:-1]]
)
def test_little_of_an_endless_text_is_held_back(sign: str) -> None:
    refusal, sent = RefusalFilter(), 0
    for count in range(1, 500):
        sent += len(refusal.add(sign))
        assert len(sign) * count - sent <= 200
