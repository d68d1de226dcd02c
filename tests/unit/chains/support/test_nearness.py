"""How near passages are, by their vectors and by the words of the question."""

import pytest

from chains.retrieval import IS_NEAR
from chains.support.nearness import LOOKED_AT, WORDS_WEIGHT, mark_near, measure_nearness, weigh_words
from tests.support.doubles import create_document

OVENS = "Heat the oven before you bake bread."
PANS = "Wash pans by hand."


def test_words_that_one_passage_has_bring_a_question_nearer() -> None:
    assert weigh_words("heat the oven", [PANS, OVENS]) == pytest.approx(WORDS_WEIGHT)
    assert 0 < weigh_words("heat pans", [PANS, OVENS]) < WORDS_WEIGHT


def test_words_that_no_passage_has_take_a_question_away() -> None:
    assert weigh_words("squash kubernetes commits", [PANS, OVENS]) == pytest.approx(-WORDS_WEIGHT)
    assert weigh_words("heat the kubernetes oven", [OVENS]) < weigh_words("heat the oven", [OVENS])


@pytest.mark.parametrize("question", ["", "how is it", "?!"])
def test_a_question_without_words_of_its_own_is_as_near_as_its_vector(question: str) -> None:
    assert weigh_words(question, [OVENS]) == 0
    assert weigh_words("heat the oven", []) == 0


def test_chinese_words_count_too() -> None:
    assert weigh_words("怎么加热烤箱", ["加热烤箱之前请清洁。"]) > weigh_words("怎么加热烤箱", ["平底锅要手洗。"])


def test_only_the_first_passages_are_looked_at() -> None:
    assert weigh_words("heat the oven", [*[PANS] * LOOKED_AT, OVENS]) < 0


def test_words_decide_about_what_is_about_as_near_as_the_gate() -> None:
    found = [create_document(OVENS, score=cosine) for cosine in (0.3, 0.21, 0.15)]
    mark_near("heat the oven", found, 0.3)
    assert [one.metadata[IS_NEAR] for one in found] == [True, True, False]
    stranger = [create_document(OVENS, score=0.35)]
    mark_near("squash kubernetes commits", stranger, 0.3)
    assert not stranger[0].metadata[IS_NEAR]


def test_what_is_measured_is_what_is_marked() -> None:
    found = [create_document(OVENS, score=0.3), create_document(PANS, score=0.1)]
    nearness = measure_nearness("heat the oven", found)
    assert nearness == pytest.approx(0.4)
    mark_near("heat the oven", found, nearness - 0.001)
    assert [one.metadata[IS_NEAR] for one in found] == [True, False]
    mark_near("heat the oven", found, nearness + 0.001)
    assert not any(one.metadata[IS_NEAR] for one in found)
    mark_near("heat the oven", found, nearness + 0.001, leaning=0.002)
    assert [one.metadata[IS_NEAR] for one in found] == [True, False]
    mark_near("heat the oven", found, nearness - 0.001, leaning=-0.002)
    assert not any(one.metadata[IS_NEAR] for one in found)
    mark_near("heat the oven", [], 0.5)
    assert measure_nearness("heat the oven", []) == 0
