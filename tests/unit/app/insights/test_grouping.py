import numpy as np

from app.insights.grouping import group_questions
from app.insights.questions import write_vector
from app.stores import StoredGap
from tests.support.gaps import create_question

STEMS: dict[str, int] = {}


def stem(word: str) -> int | None:
    return None if word in {"how", "do", "i", "the", "a"} else STEMS.setdefault(word, len(STEMS))


def direction(number: int) -> np.ndarray:
    vector = np.zeros(16, dtype=np.float32)
    vector[number] = 1
    return vector


KETTLE = [create_question(f"descale kettle {word}", vector=direction(1)) for word in ("now", "fast", "again")]
FRIDGE = [create_question(f"defrost fridge {word}", vector=direction(2)) for word in ("now", "fast", "soon")]


def test_questions_about_two_things_are_two_groups_with_names() -> None:
    grouping = group_questions([*KETTLE, *FRIDGE], [], stem)
    assert [{question.text for question in group.questions} for group in grouping.groups] == [
        {question.text for question in KETTLE},
        {question.text for question in FRIDGE},
    ]
    assert [
        set(group.label.text.split(" · ")) >= words
        for group, words in zip(grouping.groups, ({"kettle", "descale"}, {"fridge", "defrost"}), strict=True)
    ] == [True, True]
    assert grouping.alone == []


def test_a_question_of_one_reader_is_alone_and_one_of_three_is_a_gap() -> None:
    often = create_question("boil eggs", times=3, vector=direction(5))
    found = (("https://kitchen.example/eggs", 0.3),)
    once = create_question("peel eggs", found=found, vector=direction(9))
    grouping = group_questions([often, once], [], stem)
    assert [group.questions for group in grouping.groups] == [[often]]
    assert grouping.alone == [once]


def test_a_new_question_joins_its_gap_even_when_the_old_questions_are_gone() -> None:
    gap = StoredGap("Kettle", number=7, vector=write_vector(direction(1)), page="https://kitchen.example/ovens")
    [group] = group_questions(KETTLE[:1], [gap], stem).groups
    assert group.gap == gap
    assert group.questions == KETTLE[:1]


def test_questions_of_a_gap_stay_with_it() -> None:
    gap = StoredGap("Kettle", number=7)
    mine = create_question("polish spoons", gap=7, vector=direction(11))
    groups = group_questions([mine, *KETTLE], [gap], stem).groups
    assert [group.questions for group in groups if group.gap] == [[mine]]


def test_a_deleted_gap_is_no_gap() -> None:
    [group] = group_questions([create_question("a", times=3, gap=9)], [], stem).groups
    assert group.gap is None


def test_nothing_has_no_groups() -> None:
    assert group_questions([], [StoredGap("Silent", number=3)], stem).groups == []
