import numpy as np
import pytest

from app.insights.features import compare_questions

RANDOM = np.random.default_rng(7)


def create_vectors(*topics: int, shared: float = 3.0) -> list[np.ndarray]:
    """Questions of a site: all of them lie in one direction, and each a little in that of its topic."""
    site = np.eye(64)[0]
    return [shared * site + np.eye(64)[topic] + 0.1 * RANDOM.normal(size=64) for topic in topics]


def test_what_all_questions_share_does_not_make_them_alike() -> None:
    topics = [*range(1, 31)] * 4
    vectors = create_vectors(*topics)
    assert vectors[0] @ vectors[1] > 0.8 * (vectors[0] @ vectors[30]), "they are alike before"
    likeness = compare_questions(vectors, [[] for _ in topics])
    assert likeness[0, 1] < 0.2
    assert likeness[0, 30] > 0.25


def test_questions_that_find_the_same_rare_page_are_alike() -> None:
    pages = [["/rare", "/home"], ["/rare", "/home"], ["/other", "/home"], ["/home"]]
    likeness = compare_questions([None] * 4, pages)
    assert likeness[0, 1] == pytest.approx(0.3)
    assert likeness[0, 2] < likeness[0, 1]


def test_a_question_without_a_vector_is_like_another_by_its_pages_alone() -> None:
    likeness = compare_questions([None, *create_vectors(1, 1, 2)], [["/a"], ["/a"], ["/b"], ["/c"]])
    assert likeness[0, 1] > 0
    assert likeness[0, 2] == 0


@pytest.mark.parametrize("odd", [np.ones(8), np.full(64, np.nan), np.zeros(64)])
def test_a_vector_of_another_model_or_broken_counts_as_none(odd: np.ndarray) -> None:
    likeness = compare_questions([odd, *create_vectors(1, 1)], [["/a"], ["/a"], ["/b"]])
    assert np.isfinite(likeness).all()
    assert likeness[0, 2] == 0


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_questions_are_compared_without_a_warning(count: int) -> None:
    likeness = compare_questions(create_vectors(*[1] * count), [["/a"]] * count)
    assert likeness.shape == (count, count)
    assert np.isfinite(likeness).all()
