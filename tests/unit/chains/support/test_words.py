"""The words of a text are those of its pieces between white space."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chains.support.words import Pieces, cut_words, find_tokens, shorten

CHARACTERS = (
    "ab sing19ZÉéßİıſK'’.,:;-_/()[]`\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u2028\u3000\u1680\u200b\u200d\u00ad"
    "\u0301\u0300´¨ﬁ½²①水壶用柠檬かカ한국어ไทยमराठीعרב—…“”"
)
"""Among them are all kinds of white space, and signs that are white space and more when they are written alike."""
PARTS = st.sampled_from(
    [*CHARACTERS, "https://", "http://", "HTTP://", "don't", "l’", "running", "1.2", "3,000", "12:30"]
)


@given(st.lists(PARTS | st.characters(), max_size=20).map("".join))
@example("See https://a.example/oven\x1fovens, HTTP://b.example or ://; isn't it\x0b1.2,3:4. 5 ,6?")
@example("水壶每月用柠檬汁除垢。 L’huile de l'oven´s Ｌid\x85ﬁlled—twice")
def test_a_text_has_the_words_of_its_pieces(text: str) -> None:
    assert cut_words(text) == [*filter(None, map(shorten, find_tokens(text)))]


def test_a_piece_is_cut_once_unless_it_is_long() -> None:
    pieces = Pieces()
    assert pieces["ovens,"] is pieces["ovens,"]
    assert pieces["ovens,"] == ("oven",)
    assert pieces["the"] == ()
    assert pieces["https://docs.example/ovens"] == ()
    for long in ("oven" * 9, "oven/kettle/lid/sand/lemon"):
        assert pieces[long] == tuple(cut_words(long))
        assert long not in pieces


@pytest.mark.parametrize("count", [2, 3, 7, 100])
def test_only_so_many_pieces_are_kept(count: int) -> None:
    pieces = Pieces(kept=3)
    for number in range(count):
        assert pieces[f"word{number}"]
        assert len(pieces) <= 3
