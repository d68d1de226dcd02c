"""Which questions a text holds."""

import pytest

from chains.question.splitting import MAX_QUESTIONS, ask_each, split_question


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("How do I season a pan and how do I store it?", ["How do I season a pan", "how do I store it?"]),
        ("How do I season a pan? Where are lids kept?", ["How do I season a pan?", "Where are lids kept?"]),
        ("Wie reinige ich die Pfanne und wo steht der Ofen?", ["Wie reinige ich die Pfanne", "wo steht der Ofen?"]),
        (
            "フライパンはどう洗いますか？オーブンは何度ですか？",
            ["フライパンはどう洗いますか？", "オーブンは何度ですか？"],
        ),
        ("Where are the lids kept;\nhow hot is the oven", ["how hot is the oven", "Where are the lids kept;"][::-1]),
    ],
)
def test_each_question_of_a_text_is_found(text: str, questions: list[str]) -> None:
    assert split_question(text) == questions


def test_a_question_comes_before_the_story_around_it() -> None:
    text = "Hello everybody, my boss gave me an oven. How do I preheat it to 200 degrees? Thanks for any help at all!"
    assert split_question(text)[0] == "How do I preheat it to 200 degrees?"


@pytest.mark.parametrize(
    "text",
    [
        "How do I season and oil a pan?",
        "Pans and lids",
        "",
        "   ",
        "?!",
        "How do I store pans and lids of iron?",
        "v1.2.3",
    ],
)
def test_one_question_is_not_cut(text: str) -> None:
    assert split_question(text) == []


def test_of_many_questions_two_are_taken() -> None:
    assert len(split_question("How do I wash pans? " * 100)) == MAX_QUESTIONS


def test_sentences_without_a_question_are_looked_for_one_by_one() -> None:
    assert split_question("The oven stays cold. Its lamp is red.") == ["The oven stays cold.", "Its lamp is red."]


@pytest.mark.parametrize("piece", [" ", "\u00a0", " and", ", "])
def test_rows_of_blanks_take_no_longer_than_other_text(piece: str) -> None:
    assert len(split_question(f"How is it{piece * 20_000}and how is that?")) <= MAX_QUESTIONS


def test_a_text_asks_twice_when_both_of_its_pieces_ask() -> None:
    assert ask_each(split_question("How do I season a pan and how do I store it?"))
    assert not ask_each(split_question("The oven stays cold. How do I heat it?"))
    assert not ask_each(["How do I store it?"])
    assert not ask_each([])
