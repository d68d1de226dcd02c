"""Planted faults are found, and right sentences are left alone, as the documentation says."""

import pytest

from benchmarks.planted import Verdict, judge_all


@pytest.fixture(scope="module")
def verdicts() -> list[Verdict]:
    return list(judge_all())


def test_there_are_150_answers_of_which_60_hold_a_fault(verdicts: list[Verdict]) -> None:
    assert (len(verdicts), sum(bool(one.planted.kind) for one in verdicts)) == (150, 60)


def test_four_of_five_faults_are_found_in_each_kind(verdicts: list[Verdict]) -> None:
    for kind in {one.planted.kind for one in verdicts} - {""}:
        found = [one.is_found for one in verdicts if one.planted.kind == kind]
        assert sum(found) >= 0.8 * len(found), kind


def test_at_most_one_of_twenty_right_sentences_is_called_unsupported(verdicts: list[Verdict]) -> None:
    right = [one for one in verdicts if not one.planted.kind]
    assert sum(len(one.unsupported) for one in right) <= 0.05 * sum(one.sentences for one in right)
    assert all(one.sent == one.planted.text for one in right), "a right marker was moved"


def test_in_free_words_facts_are_found_and_paraphrases_are_left_alone() -> None:
    verdicts = list(judge_all("free"))
    right = [one for one in verdicts if not one.planted.kind]
    assert sum(len(one.unsupported) for one in right) <= 0.05 * sum(one.sentences for one in right)
    for kind in ("number", "flag", "wrong marker", "other passage"):
        found = [one.is_found for one in verdicts if one.planted.kind == kind]
        assert sum(found) >= 0.75 * len(found), kind


def test_answers_about_sections_that_no_rule_was_made_with_are_judged_nearly_as_well() -> None:
    verdicts = list(judge_all("apart"))
    found = [one.is_found for one in verdicts if one.planted.kind]
    right = [one for one in verdicts if not one.planted.kind]
    assert sum(found) >= 0.7 * len(found) == 35
    assert sum(len(one.unsupported) for one in right) <= 0.05 * sum(one.sentences for one in right)
    assert all(one.sent == one.planted.text for one in right), "a right marker was moved"
