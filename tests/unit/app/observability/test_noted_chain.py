"""What the request's context is told of an answer while it is made."""

from collections.abc import AsyncIterator
from typing import Any

from langchain_core.runnables import RunnableGenerator

from app.context import RequestContext, entering
from app.observability.noted_chain import NotedChain
from app.observability.steps import note_vector
from chains.parts import create_first_part, create_text_part


async def test_an_answer_is_on_its_way_from_its_first_word_on() -> None:
    async def answer(_: AsyncIterator[Any]) -> AsyncIterator[Any]:
        yield create_first_part([])
        yield create_text_part("")
        yield create_text_part("Bread")
        yield create_text_part(" rises.")

    with entering(RequestContext()) as context:
        parts = NotedChain(RunnableGenerator(answer)).astream({"query": "How?"})
        shown = [context.observation.is_shown async for _ in parts]
    assert shown == [False, False, True, True]


def test_the_vector_of_the_whole_question_is_kept_and_not_that_of_a_piece_of_it() -> None:
    with entering(RequestContext()) as context:
        context.observation.wants_vector = True
        note_vector([1.0, 0.0])
        note_vector([0.0, 1.0])
    assert context.observation.vector == [1.0, 0.0]
