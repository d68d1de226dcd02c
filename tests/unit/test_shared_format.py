"""The emulator stands alone, so what it shares with the chain stands twice: here both are held equal."""

from chains import prompts
from chains.refusal.wordings import REFUSALS
from chains.schemas import Source
from gemini_emulator import prompt_format


def test_the_chain_and_the_emulator_speak_of_the_same_refusal() -> None:
    assert prompt_format.REFUSAL == prompts.NOT_IN_DOCS
    assert tuple(REFUSALS.values()) == prompt_format.REFUSALS


def test_the_chain_writes_the_tags_that_the_emulator_reads() -> None:
    source = Source(number=1, title="T", section="T > S", url="u", snippet="", score=0.5, version="", locale="")
    passages = prompts.format_passages([(source, "text")])
    (message,) = prompts.create_answer_prompt().format_messages(history=[], passages=passages, question="Q?")[1:]
    text = message.text
    for tag in (prompt_format.PASSAGES_TAG, prompt_format.PASSAGE_TAG, prompt_format.QUESTION_TAG):
        assert f"<{tag}" in text
        assert f"</{tag}>" in text
    for attribute in prompt_format.PASSAGE_ATTRIBUTES:
        assert f' {attribute}="' in text
