"""How a follow-up is searched."""

import pytest

from chains.errors import (
    ModelUnavailableError,
)
from tests.support.answer_chain import collect, create_chain
from tests.support.doubles import Script


async def test_a_follow_up_is_searched_as_the_question_that_it_stands_for() -> None:
    chain, llm, retriever = create_chain(["How is a pan washed?"], ["By hand [2]."])
    history = [{"type": "human", "content": "What is a pan?"}, {"type": "ai", "content": "A pan is [1]."}]
    response = await chain.ainvoke({"query": "How is it washed?", "chat_history": history})
    assert retriever.asked[0][0] == "How is a pan washed?"
    assert response["response"] == "By hand [2]."
    assert [message.type for message in llm.prompts[0]] == ["system", "human", "ai", "human"]
    assert [message.type for message in llm.prompts[1]] == ["system", "human", "ai", "human"]


@pytest.mark.parametrize("script", [[ModelUnavailableError("away")], ["  "]])
async def test_a_follow_up_is_searched_with_the_question_before_it_when_it_cannot_be_rewritten(script: Script) -> None:
    chain, _, retriever = create_chain(script, ["By hand [2]."])
    history = [{"type": "human", "content": "What is a pan?"}]
    await chain.ainvoke({"query": "How is it washed?", "chat_history": history})
    assert retriever.asked[0][0] == "What is a pan? How is it washed?"


async def test_a_follow_up_that_stands_alone_is_not_rewritten() -> None:
    chain, llm, retriever = create_chain(["By hand [2]."])
    history = [{"type": "human", "content": "What is a pan?"}, {"type": "ai", "content": "A pan is [1]."}]
    await chain.ainvoke({"query": "How are cast-iron ovens cleaned properly?", "chat_history": history})
    assert retriever.asked[0][0] == "How are cast-iron ovens cleaned properly?"
    assert len(llm.prompts) == 1


async def test_the_rewritten_question_never_leaks_into_the_answer() -> None:
    chain, _, _ = create_chain(["SECRET REWRITE of the question"], ["By hand [2]."])
    history = [{"type": "human", "content": "What is a pan?"}]
    parts = await collect(chain, {"query": "How is it washed?", "chat_history": history})
    assert "REWRITE" not in str(parts)
