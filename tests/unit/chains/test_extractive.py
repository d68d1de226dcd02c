"""Answers without a model."""

import time

import pytest

from chains.extractive import create_extract, split_sentences
from tests.support.doubles import create_passages

MARKDOWN = """\
# Heading, not a sentence

First sentence of prose. Second one ends here!

- An item in a list.
- Another item that is
  broken over lines.

| a | b |
|---|---|
| 1 | 2 |

```sh
echo this is code. It is not prose.
```

See the note [3] for this one. Short one.
"""


def test_only_prose_is_split_into_sentences() -> None:
    assert split_sentences(MARKDOWN) == [
        "First sentence of prose.",
        "Second one ends here!",
        "An item in a list.",
        "Another item that is\n  broken over lines.",
        "See the note [3] for this one.",
    ]


@pytest.mark.parametrize(
    ("prose", "sentences"),
    [
        ("The oven is hot now. npm has nothing to do with it.", 2),
        ("This is what its API. curl asks for it.", 2),
        ("It is **hot now**. baker opens the door.", 2),
        ('They say "the oven is hot." The door stays shut.', 2),
        ("The door stays shut (see above.) Ovens are hot.", 2),
        ("The heat is set with `--degrees`. `oven.heat` says what it is.", 2),
        ("Read [the page. All of it](./a.md) before you start.", 1),
        ("Use e.g. Version v1.2 of oven.yaml or later.", 1),
        ("Leave room for approx. ten of these pans.", 1),
        ("Version 2.1 of the oven is no. seven of the kind.", 1),
        ("See `a. B. c` for all of this.", 1),
        ("烤箱有一扇门。 它 很 热。", 2),
    ],
)
def test_names_in_lower_case_begin_sentences_and_abbreviations_end_none(prose: str, sentences: int) -> None:
    found = split_sentences(prose)
    assert len(found) == sentences
    assert all(sentence in prose for sentence in found)


def test_every_quote_stands_in_the_passage_that_it_cites() -> None:
    given = create_passages("Ovens get hot. They have a door.", "Pans are flat. A pan is washed by hand.")
    text, cited = create_extract("How is a pan washed?", given)
    quotes = [line.removeprefix("> ").rsplit(" [", 1) for line in text.split("\n\n")]
    assert cited == [1, 2]
    assert any(quote == "A pan is washed by hand." for quote, _ in quotes)
    for quote, number in quotes:
        assert quote in given[int(number.rstrip("]")) - 1].text


def test_a_sentence_that_holds_something_like_a_marker_is_not_quoted() -> None:
    text, _ = create_extract("note", create_passages("See the note [9] for this. Another plain sentence."))
    assert "[9]" not in text


def test_passages_without_prose_are_named_by_their_section() -> None:
    assert create_extract("x", create_passages("```\ncode only\n```")) == ("P1 > Part [1]", [1])


@pytest.mark.parametrize(
    "question",
    [
        r"(a+)+$",
        r"[",
        r"*",
        r"(?P<n>",
        r"\\",
        r"a{1,99999}",
        r"((a*)*)*b",
        r"\Qoven\E",
        r"(?i)oven|pan",
        r"\d+\w",
        "(" * 2000,
    ],
)
def test_a_question_that_is_a_pattern_is_a_text(question: str) -> None:
    given = create_passages("Ovens get hot. They have a door.", "Pans are flat. A pan is washed by hand.")
    started = time.perf_counter()
    text, cited = create_extract(question, given)
    assert time.perf_counter() - started < 1
    assert cited
    assert text.startswith("> ")


def test_sentences_without_blanks_are_quoted() -> None:
    passages = create_passages("控制平面管理所有集群。网络策略限制容器之间的流量。")
    text, cited = create_extract("网络策略有什么用", passages)
    assert text.index("网络策略限制容器之间的流量") >= 0
    assert cited == [1]
