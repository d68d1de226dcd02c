"""Refusals that models word themselves, in each of six languages, and answers that are none."""

import re
from pathlib import Path

import pytest

from benchmarks.planted import load_answers, load_passages
from chains.languages import detect_language
from chains.refusal.wordings import REFUSALS, choose_refusal, words_refusal
from chains.support import Judge


def _load(name: str) -> dict[str, list[str]]:
    text = (Path(__file__).parents[3] / "support" / name).read_text(encoding="utf-8")
    return {section[:2]: section.splitlines()[1:] for section in text.split("# ")[1:]}


WORDINGS = _load("refusals.txt")
SELDOM = [text for texts in _load("refusals_seldom.txt").values() for text in texts]
"""Unusual wordings, written in eight rounds of 60 to 120, each after the cues and before they were widened."""
UNSEEN = _load("refusals_unseen.txt")
"""Wordings that were written last; neither cues nor weights were made with them."""
ANSWERS = [text for texts in _load("answers_with_negations.txt").values() for text in texts]
UNSEEN_ANSWERS = [text for texts in _load("answers_unseen.txt").values() for text in texts]
"""Answers of which half deny something; no weights were made with them."""


@pytest.mark.parametrize("language", REFUSALS)
def test_nine_of_ten_wordings_are_recognised(language: str) -> None:
    assert len(WORDINGS[language]) == 80
    assert sum(map(words_refusal, WORDINGS[language])) >= 76
    assert words_refusal(REFUSALS[language])


def test_most_unusual_wordings_are_recognised() -> None:
    assert len(SELDOM) == 900
    assert sum(map(words_refusal, SELDOM)) >= 0.9 * len(SELDOM)


@pytest.mark.parametrize("language", REFUSALS)
def test_nine_of_ten_wordings_are_recognised_that_nothing_was_made_with(language: str) -> None:
    assert len(UNSEEN[language]) == 20
    assert sum(map(words_refusal, UNSEEN[language])) >= 18


def test_answers_that_deny_something_are_seldom_taken_for_refusals() -> None:
    assert len(ANSWERS) == 372
    assert sum(map(words_refusal, ANSWERS)) <= 3  # which count as answers where a passage says them


def test_one_of_a_hundred_answers_is_taken_for_a_refusal_that_no_weight_was_made_with() -> None:
    assert len(UNSEEN_ANSWERS) == 300
    assert sum(map(words_refusal, UNSEEN_ANSWERS)) <= 3


def test_answers_without_markers_are_not_taken_for_refusals() -> None:
    judge = Judge(load_passages())
    answers = {re.sub(r" ?\[\d+\]", "", planted.text) for planted in load_answers()}
    answers |= {sentence for answer in answers for sentence in re.split(r"(?<=\.) ", answer)}
    assert len(answers) > 190
    refused = [text for text in answers if words_refusal(text) and not judge.says(text)]
    assert len(refused) <= 0.01 * len(answers)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No.",
        "Kettles have no lid. Fill them to the mark.",
        "```\nThe documentation does not say.\n```",
        'The message "No information available" means that nothing was sent yet.',
        "Leave the field empty if the documentation does not mention a value.",
        "This documentation has a dark mode.",
        "The documentation does not say. " + "Kettles are filled up to the mark, and ovens are not. " * 20,
    ],
)
def test_what_says_something_else_too_is_no_refusal(text: str) -> None:
    assert not words_refusal(text)


@pytest.mark.parametrize("language", REFUSALS)
def test_the_language_of_a_sentence_is_recognised(language: str) -> None:
    assert detect_language(REFUSALS[language]) == language
    assert sum(detect_language(text) == language for text in WORDINGS[language]) >= 50


def test_a_language_without_a_sentence_of_ours_gets_that_of_the_documentation_or_the_english_one() -> None:
    assert choose_refusal("Как мне это сделать?") == REFUSALS["en"]
    assert choose_refusal("Как мне это сделать?", "fr-CA") == REFUSALS["fr"]
