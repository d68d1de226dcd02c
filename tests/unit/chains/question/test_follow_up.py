"""Which follow-ups need their history."""

import pytest

from chains.question.follow_up import stands_alone


@pytest.mark.parametrize(
    "question",
    [
        "How do I install the command line tool on Linux?",
        "Which environment variables does the oven read?",
        "Where are cast-iron pans stored in the kitchen?",
    ],
)
def test_a_whole_question_stands_alone(question: str) -> None:
    assert stands_alone(question)


@pytest.mark.parametrize(
    "question",
    [
        "How is it washed?",
        "And on Windows?",
        "What about the cast-iron pan?",
        "Why?",
        "Which flag does that need on Linux machines?",
        "Can I change the other setting in the file?",
        "In the browser?",
        "But how do I install the tool on Windows?",
        "Wie installiere ich das Werkzeug unter Linux?",
        "如何安装?",
        "",
        "???",
    ],
)
def test_in_doubt_a_question_needs_its_history(question: str) -> None:
    assert not stands_alone(question)
