"""What tells vectors of answerable questions from those of foreign ones."""

from collections.abc import Sequence

import numpy as np
import pytest

from app.evaluation.discriminant import FOLDS, RememberingEmbeddings, are_in_english, learn_leanings
from app.index.discriminant import DISCRIMINANT_WEIGHT
from tests.support.sites import WordEmbeddings

ASKED = [(f"how do I heat the oven {n}", f"oven {n} is cold") for n in range(20)]
STRANGE = [f"who wrote book {n}" for n in range(15)]


def place(middle: Sequence[float], texts: Sequence[str]) -> dict[str, Sequence[float]]:
    random = np.random.default_rng(len(texts))
    return {text: (np.asarray(middle) + 0.2 * random.standard_normal(len(middle))).tolist() for text in texts}


def test_questions_lean_to_their_own_side_though_the_fit_was_made_without_them() -> None:
    vectors = place([1, 0, 0, 0], [text for one in ASKED for text in one]) | place([0, 1, 0, 0], STRANGE)
    learned = learn_leanings(ASKED, STRANGE, vectors)
    assert all(learned.get(text) > 0 for one in ASKED for text in one)
    assert all(learned.get(text) < 0 for text in STRANGE)
    assert learned.get("never asked") == 0
    assert learned.discriminant is not None
    assert learned.discriminant.measure([1, 0, 0, 0]) > DISCRIMINANT_WEIGHT / 2
    assert learned.discriminant.measure([0, 1, 0, 0]) < -DISCRIMINANT_WEIGHT / 2


def test_where_the_kinds_are_alike_nothing_is_told() -> None:
    vectors = place([1, 0, 0, 0], [text for one in ASKED for text in one] + STRANGE)
    learned = learn_leanings(ASKED, STRANGE, vectors)
    right = [learned.get(one[0]) > 0 for one in ASKED] + [learned.get(text) < 0 for text in STRANGE]
    assert sum(right) < 0.8 * len(right)


def test_equal_vectors_are_no_error() -> None:
    vectors = {text: [1.0, 0.0] for text in [*(text for one in ASKED for text in one), *STRANGE]}
    learned = learn_leanings(ASKED, STRANGE, vectors)
    assert [learned.get(text) for text in vectors] == pytest.approx([0.0] * len(vectors), abs=1e-9)


def test_a_fit_that_would_tell_languages_apart_is_not_made() -> None:
    german = [(f"wie heize ich den Ofen {n}",) for n in range(20)]
    vectors = place([1, 0], [one[0] for one in german]) | place([0, 1], STRANGE)
    assert learn_leanings(german, STRANGE, vectors).discriminant is None
    assert not are_in_english(["怎么加热烤箱", "Was ist das?", "42"])
    assert not are_in_english(["npm-install", "42"])
    assert are_in_english(["npm-install", "how is it done"])


def test_too_few_questions_teach_nothing() -> None:
    vectors = place([1, 0], [text for one in ASKED for text in one]) | place([0, 1], STRANGE)
    for asked, strange in ((ASKED[: FOLDS - 1], STRANGE), (ASKED, STRANGE[: FOLDS - 1]), ([], []), ([("x",)], ["y"])):
        assert learn_leanings(asked, strange, vectors).discriminant is None


async def test_the_vectors_of_questions_are_remembered() -> None:
    embeddings = RememberingEmbeddings(WordEmbeddings())
    vector = await embeddings.aembed_query("kettle")
    assert embeddings.vectors == {"kettle": vector}
    with pytest.raises(NotImplementedError):
        embeddings.embed_query("kettle")
    with pytest.raises(NotImplementedError):
        embeddings.embed_documents(["kettle"])
