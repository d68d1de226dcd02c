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
"""Unusual wordings, written in six rounds of 60 to 120, each after the cues and before they were widened. Before that,
.72, .77, .85, .77, .78 and .74 of them were recognised, and .94 of the 120 usual ones that were written last."""
UNSEEN = [text for texts in _load("refusals_unseen.txt").values() for text in texts]
"""Unusual wordings that were written last; neither cues nor weights were made with them."""
ANSWERS = [text for texts in _load("answers_with_negations.txt").values() for text in texts]


@pytest.mark.parametrize("language", REFUSALS)
def test_nine_of_ten_wordings_are_recognised(language: str) -> None:
    assert len(WORDINGS[language]) == 60
    assert sum(map(words_refusal, WORDINGS[language])) >= 58
    assert words_refusal(REFUSALS[language])


def test_most_unusual_wordings_are_recognised() -> None:
    assert len(SELDOM) == 660
    assert sum(map(words_refusal, SELDOM)) >= 0.9 * len(SELDOM)


def test_nine_of_ten_unusual_wordings_are_recognised_that_nothing_was_made_with() -> None:
    assert len(UNSEEN) == 120
    assert sum(map(words_refusal, UNSEEN)) >= 0.9 * len(UNSEEN)


def test_answers_that_deny_something_are_seldom_taken_for_refusals() -> None:
    assert len(ANSWERS) == 72
    assert sum(map(words_refusal, ANSWERS)) <= 3  # which count as answers where a passage says them


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
