"""What becomes of an answer whose model, search or time fails."""

import asyncio
from typing import Any

import pytest

from chains.errors import (
    DeadlineError,
    IndexUnavailableError,
    ModelAccessError,
    ModelQuotaError,
    ModelTimeoutError,
    ModelUnavailableError,
)
from chains.settings import AnswerSettings
from tests.support.answer_chain import add_up, create_chain
from tests.support.answers import without_id
from tests.support.doubles import FixedRetriever, Script, create_document


@pytest.mark.parametrize(
    ("script", "model", "outcome", "reason"),
    [
        ([ModelUnavailableError("away")], {}, "extractive", "model_unavailable"),
        ([ModelAccessError("wrong key")], {}, "extractive", "model_unavailable"),
        ([ModelQuotaError("later")], {}, "extractive", "quota"),
        ([ModelTimeoutError("slow")], {}, "extractive", "deadline"),
        ([], {}, "extractive", "cut_off"),
        ([], {"finish_reason": ""}, "extractive", "cut_off"),
        ([], {"finish_reason": "MAX_TOKENS"}, "extractive", "max_tokens"),
        ([], {"finish_reason": "SAFETY"}, "blocked", "safety"),
        ([], {"block_reason": "PROHIBITED_CONTENT", "finish_reason": ""}, "blocked", "safety"),
        (["Warm it [1]"], {"finish_reason": ""}, "truncated", "cut_off"),
        (["Warm it [1]"], {"finish_reason": "MAX_TOKENS"}, "truncated", "max_tokens"),
        (["Warm it [1]"], {"finish_reason": "RECITATION"}, "truncated", "safety"),
    ],
)
async def test_an_answer_that_did_not_finish_says_so_and_is_never_blank(
    script: Script, model: dict[str, Any], outcome: str, reason: str
) -> None:
    request = {"query": "Is a pan washed by hand?"}
    response = await create_chain(script, **model)[0].ainvoke(request)
    assert (response["outcome"], response["reason"]) == (outcome, reason)
    if outcome == "truncated":
        assert response["response"] == "Warm it [1]"
    else:
        assert "> Pans are washed by hand. [2]" in response["response"]
        assert 2 in response["cited"]
    assert without_id(await add_up(create_chain(script, **model)[0], request)) == without_id(response)


@pytest.mark.parametrize(
    ("failure", "truncated", "extractive"),
    [
        (ModelUnavailableError("cut"), "cut_off", "model_unavailable"),
        (ModelQuotaError("cut"), "cut_off", "quota"),
        (ModelTimeoutError("slow"), "deadline", "deadline"),
    ],
)
async def test_of_an_answer_that_breaks_off_a_stream_has_the_beginning_and_invoke_the_passages(
    failure: Exception, truncated: str, extractive: str
) -> None:
    """Whoever wants the whole answer has seen none of it: half an answer is worth less than what the passages say."""
    script: Script = ["Warm it [1]", failure]
    streamed = await add_up(create_chain(script)[0], {"query": "Is a pan washed by hand?"})
    assert (streamed["outcome"], streamed["reason"]) == ("truncated", truncated)
    assert streamed["response"] == "Warm it [1]"
    invoked = await create_chain(script)[0].ainvoke({"query": "Is a pan washed by hand?"})
    assert (invoked["outcome"], invoked["reason"]) == ("extractive", extractive)
    assert "> Pans are washed by hand. [2]" in invoked["response"]


async def test_an_answer_that_takes_too_long_is_given_from_the_passages() -> None:
    settings = AnswerSettings(deadline_seconds=0.05)
    response = await create_chain([1.0, "late"], settings=settings)[0].ainvoke({"query": "pan"})
    assert (response["outcome"], response["reason"]) == ("extractive", "deadline")


async def test_an_index_that_fails_is_an_error_not_an_answer() -> None:
    chain, _, _ = create_chain(retriever=FixedRetriever(error=IndexUnavailableError("gone"), asked=[]))
    with pytest.raises(IndexUnavailableError, match="gone"):
        await chain.ainvoke({"query": "?"})


async def test_a_search_that_takes_too_long_is_an_error() -> None:
    class SlowRetriever(FixedRetriever):
        async def _aget_relevant_documents(self, query: str, **_: Any) -> Any:
            await asyncio.sleep(5)

    chain, _, _ = create_chain(retriever=SlowRetriever(asked=[]), settings=AnswerSettings(deadline_seconds=0.05))
    with pytest.raises(DeadlineError, match="ANSWER_DEADLINE_SECONDS"):
        await chain.ainvoke({"query": "?"})


async def test_a_failure_before_the_first_word_has_left_gives_an_extract() -> None:
    response = await create_chain(["I will now look", ModelUnavailableError("cut")])[0].ainvoke({"query": "pan"})
    assert (response["outcome"], response["reason"]) == ("extractive", "model_unavailable")
    assert "look" not in response["response"]


async def test_what_may_not_leave_is_not_quoted_either() -> None:
    hostile = create_document("Pans shine <img src='https://evil.example/x'>. Pans are washed by hand.", title="Pans")
    retriever = FixedRetriever(documents=[hostile], asked=[])
    response = await create_chain([ModelUnavailableError("away")], retriever=retriever)[0].ainvoke({"query": "pans"})
    assert response["response"] == "> Pans are washed by hand. [1]"
