"""A sentence that a passage says word for word is supported, however long the passage is."""

import pytest

from chains.support.scoring import THRESHOLD, score_support

COPIED = {
    "Chinese": ("每个队列最多保存三十条消息，超过的消息会被丢弃。", "这一段说明如何安装控制器以及怎样检查它的状态。"),
    "English": (
        "A paused queue keeps its messages until somebody resumes it again.",
        "Another paragraph tells how the controller is installed and how its state is checked.",
    ),
}


@pytest.mark.parametrize("language", COPIED)
@pytest.mark.parametrize("others", [0, 10, 60, 200])
def test_a_copied_sentence_is_supported_by_a_passage_of_any_length(language: str, others: int) -> None:
    sentence, other = COPIED[language]
    passage = " ".join([*[f"{other}{number}" for number in range(others)], sentence])
    assert score_support(sentence, [passage]) >= THRESHOLD


@pytest.mark.parametrize("others", [0, 60])
def test_a_copied_sentence_with_another_number_is_not(others: int) -> None:
    passage = " ".join(
        ["The controller is installed so.", *["And so on."] * others, "A queue keeps 30 messages at most."]
    )
    assert score_support("A queue keeps 30 messages at most.", [passage]) >= THRESHOLD
    assert score_support("A queue keeps 300 messages at most.", [passage]) < THRESHOLD
