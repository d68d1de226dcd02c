"""Clients' messages, read as a question and its history."""

from typing import Any

import pytest

from app.middleware.problems import InvalidFieldError
from app.wires.conversation import read_messages, strip_citations

ASK = {"role": "user", "content": "And on Linux?"}


def test_the_last_message_of_the_user_is_the_question() -> None:
    read = read_messages(
        [
            {"role": "system", "content": "You are a pirate."},
            {
                "role": "user",
                "content": [{"type": "text", "text": "How is it"}, {"type": "text", "text": "installed?"}],
            },
            {"role": "assistant", "content": "With pip [[1]](https://docs.example/a#b).\n\n```\nx[1]\n```"},
            {"role": "assistant", "content": None, "tool_calls": [{"id": "1"}]},
            {"role": "tool", "content": "42"},
            {"role": "user", "parts": [{"type": "step-start"}, {"type": "text", "text": " And on Linux? "}]},
            {"role": "assistant", "content": "Half an ans"},
        ]
    )
    assert read.query == "And on Linux?"
    assert [(turn.type, turn.content) for turn in read.chat_history] == [
        ("human", "How is it\ninstalled?"),
        ("ai", "With pip.\n\n```\nx[1]\n```"),
    ]


def test_the_last_twenty_turns_are_kept_and_cut() -> None:
    turns = [{"role": ("user", "assistant")[number % 2], "content": f"{number} " + "x" * 9000} for number in range(200)]
    history = read_messages([*turns, ASK]).chat_history
    assert [turn.content.split()[0] for turn in history] == [str(number) for number in range(180, 200)]
    assert {len(turn.content) for turn in history} == {8000}


def test_pictures_of_earlier_turns_are_left_out() -> None:
    picture = {"role": "user", "content": [{"type": "image_url", "image_url": {"url": "https://x.example"}}]}
    assert read_messages([picture, ASK]).chat_history == []


@pytest.mark.parametrize("kind", ["image_url", "input_audio", "file"])
def test_a_question_with_more_than_text_is_refused(kind: str) -> None:
    content = [{"type": "text", "text": "What is this?"}, {"type": kind}]
    with pytest.raises(InvalidFieldError, match=f"messages.1 holds a part of the type {kind}. Only text can be asked"):
        read_messages([ASK, {"role": "user", "content": content}])


@pytest.mark.parametrize(
    ("messages", "field"),
    [
        (None, "messages"),
        ([], "messages"),
        ("How?", "messages"),
        (["How?"], "messages.0.role"),
        ([{"content": "How?"}], "messages.0.role"),
        ([{"role": "User", "content": "How?"}], "messages.0.role"),
        ([{"role": ["user"], "content": "How?"}], "messages.0.role"),
        ([{"role": "assistant", "content": "How?"}], "messages"),
        ([{"role": "user"}], "messages.0"),
        ([{"role": "user", "content": None}], "messages.0"),
        ([{"role": "user", "content": " "}], "messages.0"),
        ([{"role": "user", "content": 5}], "messages.0"),
        ([{"role": "user", "content": [{"type": "text", "text": 5}, {}]}], "messages.0"),
        ([{"role": "user", "content": "x" * 2001}], "messages.0"),
    ],
)
def test_messages_without_a_question_are_refused_with_their_field(messages: Any, field: str) -> None:
    with pytest.raises(InvalidFieldError) as refused:
        read_messages(messages)
    assert refused.value.problem["field"] == field
    assert refused.value.status_code == 400


def test_a_question_that_is_too_long_has_its_code() -> None:
    with pytest.raises(InvalidFieldError) as refused:
        read_messages([{"role": "user", "content": "x" * 2001}])
    assert refused.value.problem["code"] == "string_above_max_length"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ("Warm it [[1]](https://docs.example/a#b)[[2]](https://docs.example/c). Then wait [1].", "Warm it. Then wait."),
        ("[1] begins", " begins"),
        ("Not found.\n\nThese pages may help:\n\n- [A](https://x.example)\n- [B](https://y.example)", "Not found.\n\n"),
        ("These pages may help: all of them.", "These pages may help: all of them."),
        ("`a[1]` stays", "`a[1]` stays"),
    ],
)
def test_what_wires_have_added_is_taken_out_of_what_comes_back(sent: str, said: str) -> None:
    assert strip_citations(sent) == said


@pytest.mark.parametrize(
    "text", ["[" * 32_000, "`" * 32_000, "[[1]](" * 6_000, "\n" * 32_000, "These pages may help:\n" * 1_500]
)
def test_hostile_text_is_read_in_little_time(text: str) -> None:
    strip_citations(text)


@pytest.mark.parametrize("piece", ["- [", "\n- [", "\n", " \n", "These pages may help:\n"])
def test_no_answer_that_a_client_makes_up_takes_long_to_read(piece: str) -> None:
    """The list of pages was once looked for in a time that doubled with each `- [`."""
    made_up = f"Yes.\n\nThese pages may help:\n{piece * (30_000 // len(piece))}\nx"
    read = read_messages([ASK, {"role": "assistant", "content": made_up}, ASK])
    assert read.chat_history[1].content.startswith("Yes.")
