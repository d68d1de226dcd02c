"""Drafts of a model that was told to suggest what to ask next."""

import pytest
from langchain_core.messages import AIMessageChunk

from chains.draft import Draft
from chains.errors import ModelUnavailableError
from chains.guard import Guard
from chains.schemas import Ending
from tests.support.doubles import create_passages

TEXT = "Washed by hand [1].\n\n<<next questions>>\nHow is it dried?"


def write(*pieces: str, finish_reason: str = "STOP") -> Draft:
    draft = Draft(Guard(create_passages("Washed by hand.")), suggests=True)
    for piece in pieces:
        draft.add(AIMessageChunk(content=piece))
    draft.add(AIMessageChunk(content="", response_metadata={"finish_reason": finish_reason}))
    return draft


@pytest.mark.parametrize("pieces", [(TEXT,), tuple(TEXT)])
@pytest.mark.parametrize("finish_reason", ["STOP", "MAX_TOKENS"])
def test_an_answer_is_complete_before_its_suggestions(pieces: tuple[str, ...], finish_reason: str) -> None:
    draft = write(*pieces, finish_reason=finish_reason)
    draft.finish(None)
    assert draft.text.rstrip() == "Washed by hand [1]."
    assert draft.suggestions == ["How is it dried?"]
    assert draft.end(None) == Ending("answered")


def test_a_model_that_fails_behind_the_line_has_answered() -> None:
    failure = ModelUnavailableError("gone")
    draft = write(TEXT, finish_reason="")
    draft.finish(failure)
    assert draft.end(failure) == Ending("answered")


def test_suggestions_alone_are_no_answer() -> None:
    draft = write("<<next questions>>\nHow is it dried?")
    draft.finish(None)
    assert draft.end(None).outcome == "extractive"
