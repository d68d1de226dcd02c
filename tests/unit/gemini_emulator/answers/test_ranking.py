"""Which sentence the emulator takes for the best, by what it names and how it begins."""

import pytest

from gemini_emulator.answers.extractive import answer
from gemini_emulator.answers.prompt import Passage, Prompt
from gemini_emulator.answers.ranking import Ranker
from gemini_emulator.embeddings import create_embedder

CHECKS = """\
`tern check` compares two flocks and says what has changed between them. A flock is checked before each season.

With `NEST_LEVEL=deep`, the level of each nest is a line of its own.

| what it does | command |
| --- | --- |
| moves all nests to the new layout | `tern migrate` |
| counts what there is | `tern count` |
"""
DOCTOR = """\
Run `tern doctor` before each season. The `tern doctor` command looks at nests and settings.
"""
SETTINGS = """\
`NEST_LEVEL` chooses how deep it goes. `FLOCK_SIZE` is how many terns there are at most.

| variable | meaning |
| --- | --- |
| `EGG_COUNT` | how much there is of it |
| `SEASON_START` | when it begins |
"""
SECTIONS = {"What does tern check tell?": CHECKS, "How do I begin?": DOCTOR, "Settings": SETTINGS}


@pytest.fixture(scope="module")
def ranker() -> Ranker:
    return Ranker(create_embedder("minilm"))


def ask(ranker: Ranker, question: str, sections: dict[str, str]) -> str:
    passages = [
        Passage(number, "Tern", f"Tern > {heading}", text) for number, (heading, text) in enumerate(sections.items(), 1)
    ]
    return answer(Prompt(tuple(passages), question, ""), ranker)


@pytest.mark.parametrize(
    ("question", "beginning"),
    [
        ("What does tern doctor check?", "The `tern doctor` command looks"),
        ("What does `tern doctor` do?", "The `tern doctor` command looks"),
        ("what's tern doctor", "The `tern doctor` command looks"),
        ("What does tern check do?", "`tern check` compares"),
        ("What is NEST_LEVEL?", "`NEST_LEVEL` chooses"),
        ("What does tern migrate do?", "| what it does | command |\n| --- | --- |\n| moves all nests"),
        ("Which variable sets the egg count?", "| variable | meaning |\n| --- | --- |\n| `EGG_COUNT` |"),
        ("What is SEASON_START?", "| variable | meaning |\n| --- | --- |\n| `SEASON_START` |"),
    ],
)
def test_what_the_question_names_in_code_answers_it(ranker: Ranker, question: str, beginning: str) -> None:
    assert ask(ranker, question, SECTIONS).startswith(beginning)


@pytest.mark.parametrize(
    "pointing",
    [
        "More nests bring more eggs, and the table above says how many eggs a nest has.",
        "How many eggs a nest has is shown below.",
        "See the following table for how many eggs a nest has.",
    ],
)
def test_a_sentence_that_points_elsewhere_does_not_answer(ranker: Ranker, pointing: str) -> None:
    text = f"{pointing} In spring, nests hold three eggs."
    assert ask(ranker, "How many eggs does a nest have?", {"Eggs": text}).startswith("In spring")


@pytest.mark.parametrize("question", ["How do I install it?", "how to install it", "How can I install it?"])
def test_how_something_is_done_is_answered_by_the_sentence_that_tells_to_do_it(ranker: Ranker, question: str) -> None:
    sections = {
        "How do I install the package?": "What is installed takes 400 MB. The installed package works offline.",
        "How do I install from a checkout?": "Install it with `make setup`:\n\n```sh\nmake setup\n```",
    }
    assert ask(ranker, question, sections).startswith("Install it with `make setup`: [2]\n\n```sh\nmake setup")
