"""Which texts of a model refuse, and which only speak of refusing."""

import pytest
from langchain_core.messages import AIMessageChunk

from chains.draft import Draft
from chains.guard import Guard, clean
from chains.prompts import ANSWER_RULES, NOT_IN_DOCS
from chains.schemas import Ending
from tests.support.doubles import create_passages

PREAMBLE = "Thank you for the question! I read the passages with care, and they speak of it in some detail. "


def write(text: str, *, cut: int = 1000, finish_reason: str = "STOP") -> tuple[str, Ending]:
    """What was sent of a text that came in pieces of `cut` characters, and how it ended."""
    draft = Draft(Guard(create_passages("One.", "Two.")))
    pieces = [AIMessageChunk(content=text[start : start + cut]) for start in range(0, len(text), cut)]
    last = AIMessageChunk(content="", response_metadata={"finish_reason": finish_reason})
    sent = "".join(draft.add(piece) for piece in [*pieces, last])
    return sent + draft.finish(None), draft.end(None)


@pytest.mark.parametrize("cut", [1, 7, 1000])
@pytest.mark.parametrize(
    "text",
    [
        f'"{NOT_IN_DOCS}" is what it says when nothing is near [1].',
        f"`{NOT_IN_DOCS}` is what it says when nothing is near [1].",
        f"**“{NOT_IN_DOCS}”** is what it says when nothing is near [1].",
        f"> {NOT_IN_DOCS}\n\nThis is what it says when nothing is near [1].",
        f"{PREAMBLE}It says: '{NOT_IN_DOCS}' [1]",
        f"{PREAMBLE}It says `response: {NOT_IN_DOCS}` then [1].",
        f"{PREAMBLE}It says „{NOT_IN_DOCS}“ then. And <code>{NOT_IN_DOCS}</code>, too [1].",
        f"It answers:\n\n```\n{NOT_IN_DOCS}\n```\n\nThis is said when nothing is near [1].",
    ],
)
def test_an_answer_may_quote_the_refusal(text: str, cut: int) -> None:
    sent, ending = write(text, cut=cut)
    assert ending == Ending("answered")
    assert sent.count(NOT_IN_DOCS) == text.count(NOT_IN_DOCS)


@pytest.mark.parametrize("cut", [1, 7, 1000])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (NOT_IN_DOCS, ""),
        (f"**{NOT_IN_DOCS}**", ""),
        (f"## {NOT_IN_DOCS}\n\nLook at [1].", ""),
        (f"{PREAMBLE}{NOT_IN_DOCS} Is there anything else?", PREAMBLE),
        (f'You ask about "pans".\n\n{NOT_IN_DOCS} Look at [1].', 'You ask about "pans".'),
        (
            f'It would say "{NOT_IN_DOCS}", and so do I: {NOT_IN_DOCS} [1]',
            f'It would say "{NOT_IN_DOCS}", and so do I:',
        ),
        (f'"{NOT_IN_DOCS}"', ""),
        (f"> {NOT_IN_DOCS}\n", ""),
        (f"{PREAMBLE}\n\n`{NOT_IN_DOCS}`.", PREAMBLE),
        (f"{PREAMBLE * 9}{NOT_IN_DOCS} And so on.", PREAMBLE * 9),
        (f"Sure:\n\n- {ANSWER_RULES[:70]} And so on.", "Sure:"),
    ],
)
def test_a_refusal_ends_what_was_said_with_its_sentence(text: str, said: str, cut: int) -> None:
    sent, ending = write(text, cut=cut)
    assert sent == f"{said.strip()}\n\n{NOT_IN_DOCS}".strip()
    assert ending == Ending("abstained", "not_in_docs")


@pytest.mark.parametrize("text", ["It is 80 degrees hot, and never more", "I could wash", "Use a pan", "**Note:** use"])
def test_nothing_is_held_back_that_cannot_become_a_refusal(text: str) -> None:
    draft = Draft(Guard(create_passages("One.")))
    draft.add(AIMessageChunk(content=f"{text} with"))
    assert draft.text.startswith(text)


@pytest.mark.parametrize(
    "text", [NOT_IN_DOCS[:1], NOT_IN_DOCS[:-1], f"**{NOT_IN_DOCS[:20]}", f'"{NOT_IN_DOCS}"', "Use only"]
)
def test_what_may_become_a_refusal_is_held_back(text: str) -> None:
    draft = Draft(Guard(create_passages("One.")))
    draft.add(AIMessageChunk(content=f"Pans are washed by hand. {text}"))
    assert draft.text.rstrip(" .") == "Pans are washed by hand"
    draft.add(AIMessageChunk(content="x with"))
    draft.finish(None)
    assert draft.text == clean(f"Pans are washed by hand. {text}x with", create_passages("One."))


def test_a_text_that_is_cut_off_behind_a_quoted_refusal_is_none() -> None:
    _, ending = write(f'It says "{NOT_IN_DOCS}"', finish_reason="MAX_TOKENS")
    assert ending == Ending("truncated", "max_tokens")


@pytest.mark.parametrize(
    "text",
    [
        f"{'x ' * 199}{NOT_IN_DOCS} And so on.",
        f"{'x ' * 200}{NOT_IN_DOCS} And so on.",
        f"{'x ' * 201}{NOT_IN_DOCS} And so on.",
        f"{'x ' * 190}It says “{NOT_IN_DOCS}”",
        f"```\ncode\n```\n\n{NOT_IN_DOCS}",
        f"~~~\n{NOT_IN_DOCS}\n~~~",
        f"It is warm [1]. {NOT_IN_DOCS}",
    ],
)
def test_the_pieces_in_which_a_text_comes_do_not_change_what_it_is(text: str) -> None:
    whole = write(text, cut=len(text))
    assert all(write(text, cut=cut) == whole for cut in (1, 2, 3, 7, 50))
