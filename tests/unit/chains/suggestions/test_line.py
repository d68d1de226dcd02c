"""What a model writes behind the line."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chains.suggestions import SuggestionFilter
from chains.suggestions.line import MARK

ANSWER = "By hand [1]."
NEXT = "- How is it dried?\n2. What about rust?\n\n* How is it dried?\nWhy <b>?\nSee [1]?\nhttps://evil.example?\n"


def run(*pieces: str, is_asked: bool = True) -> tuple[str, SuggestionFilter]:
    suggestions = SuggestionFilter(is_asked=is_asked)
    return "".join(suggestions.add(piece) for piece in pieces) + suggestions.finish(), suggestions


@given(st.lists(st.integers(0, 200), max_size=12))
def test_the_line_never_leaves_however_the_text_is_cut(cuts: list[int]) -> None:
    text = f"{ANSWER}\n\n{MARK}\n{NEXT}"
    places = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    told, suggestions = run(*(text[start:end] for start, end in itertools.pairwise(places)))
    assert told.rstrip() == ANSWER
    assert suggestions.questions == ["How is it dried?", "What about rust?", "Why <b>?"]


@pytest.mark.parametrize("text", ["a < b", "a <<next", "<<next question", "x << 2", MARK.upper(), "", "<" * 50])
def test_what_only_begins_like_it_is_part_of_the_answer(text: str) -> None:
    told, suggestions = run(*text)
    assert told == text
    assert not suggestions.has_ended


def test_words_are_held_back_only_while_they_may_become_the_line() -> None:
    suggestions = SuggestionFilter(is_asked=True)
    assert suggestions.add("By hand. <") == "By hand. "
    assert suggestions.add("b> is") == "<b> is"


def test_a_model_that_was_not_told_of_it_may_write_it() -> None:
    assert run(ANSWER, MARK, is_asked=False)[0] == ANSWER + MARK


def test_what_is_too_long_or_too_much_is_left_out() -> None:
    _, suggestions = run(f"{ANSWER}{MARK}\n{'x' * 201}\n", "\n".join(f"Question {number}?" for number in range(9)))
    assert suggestions.questions == ["Question 0?", "Question 1?", "Question 2?"]
    assert len(run(MARK, *["y\n" * 5_000] * 3)[1].questions) == 1
