"""Answers without a model."""

from chains.extractive import create_extract, split_sentences
from chains.retrieval import Passage, create_source
from tests.doubles import create_document

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


def passages(*texts: str) -> list[Passage]:
    documents = [create_document(text, title=f"P{number}") for number, text in enumerate(texts, 1)]
    return [
        Passage(source=create_source(document, n), text=document.page_content)
        for n, document in enumerate(documents, 1)
    ]


def test_only_prose_is_split_into_sentences() -> None:
    assert split_sentences(MARKDOWN) == [
        "First sentence of prose.",
        "Second one ends here!",
        "An item in a list.",
        "Another item that is\n  broken over lines.",
        "See the note [3] for this one.",
    ]


def test_every_quote_stands_in_the_passage_that_it_cites() -> None:
    given = passages("Ovens get hot. They have a door.", "Pans are flat. A pan is washed by hand.")
    text, cited = create_extract("How is a pan washed?", given)
    quotes = [line.removeprefix("> ").rsplit(" [", 1) for line in text.split("\n\n")]
    assert cited == [1, 2]
    assert any(quote == "A pan is washed by hand." for quote, _ in quotes)
    for quote, number in quotes:
        assert quote in given[int(number.rstrip("]")) - 1].text


def test_a_sentence_that_holds_something_like_a_marker_is_not_quoted() -> None:
    text, _ = create_extract("note", passages("See the note [9] for this. Another plain sentence."))
    assert "[9]" not in text


def test_passages_without_prose_are_named_by_their_section() -> None:
    assert create_extract("x", passages("```\ncode only\n```")) == ("P1 > Part [1]", [1])
