"""What is searched for when nothing is near the whole question."""

from collections.abc import Mapping
from typing import Any

import pytest
from langchain_core.documents import Document

from chains.answer import create_answer_chain
from chains.errors import BusyError, IndexUnavailableError, ModelUnavailableError
from chains.schemas import Filters
from chains.settings import AnswerSettings
from tests.support.answer_chain import OVENS, PANS
from tests.support.doubles import FixedRetriever, ScriptedModel, create_document

LIDS = create_document("Handles get hot.", title="Handles")
BOTH = "How hot is the oven and how do I wash a pan?"
OVEN, PAN = "How hot is the oven", "how do I wash a pan?"


class ByQuestion(FixedRetriever):
    """Finds by the whole text of a question; what it does not know is far."""

    found: Mapping[str, list[Document]] = {}

    async def _aget_relevant_documents(
        self, query: str, *, run_manager: object, filters: Filters | None = None, page_url: str = ""
    ) -> list[Document]:
        self.asked.append((query, filters or Filters(), page_url))
        if self.error and len(self.asked) > 1:
            raise self.error
        return [*self.found.get(query, []), *mark(create_document("Lids.", title="Lids"), is_near=False)]


def mark(*documents: Document, is_near: bool = True) -> list[Document]:
    return [Document(one.page_content, metadata=one.metadata | {"is_near": is_near}) for one in documents]


async def ask(query: str, retriever: ByQuestion) -> dict[str, Any]:
    llm = ScriptedModel(scripts=[["By hand [1]."]], prompts=[])
    chain = create_answer_chain(llm=llm, retriever=retriever, settings=AnswerSettings())
    return dict(
        await chain.ainvoke({"query": query, "filters": {"version": "2.x"}, "page_url": "https://docs.example/"})
    )


async def test_each_question_is_searched_for_when_nothing_is_near_both() -> None:
    retriever = ByQuestion(found={OVEN: mark(OVENS), PAN: mark(PANS)}, asked=[])
    response = await ask(BOTH, retriever)
    assert [asked for asked, _, _ in retriever.asked] == [BOTH, OVEN, PAN]
    assert {(filters.version, page) for _, filters, page in retriever.asked} == {("2.x", "https://docs.example/")}
    assert [source["title"] for source in response["sources"]] == ["Ovens", "Pans"]
    assert response["outcome"] == "answered"


async def test_what_is_near_one_of_them_is_answered() -> None:
    response = await ask(BOTH, ByQuestion(found={PAN: mark(PANS)}, asked=[]))
    assert [source["title"] for source in response["sources"]] == ["Pans", "Lids"]


async def test_nothing_near_any_of_them_is_refused_with_the_nearest_of_the_whole_question() -> None:
    response = await ask(BOTH, ByQuestion(found={BOTH: mark(OVENS, is_near=False)}, asked=[]))
    assert (response["outcome"], response["reason"]) == ("abstained", "weak_match")
    assert [source["title"] for source in response["nearest"]] == ["Ovens", "Lids"]


async def test_each_of_two_questions_is_searched_for_although_something_is_near_both() -> None:
    retriever = ByQuestion(found={BOTH: mark(LIDS), OVEN: mark(OVENS), PAN: mark(PANS, is_near=False)}, asked=[])
    response = await ask(BOTH, retriever)
    assert [asked for asked, _, _ in retriever.asked] == [BOTH, OVEN, PAN]
    assert [source["title"] for source in response["sources"]] == ["Handles", "Ovens"]


@pytest.mark.parametrize("error", [ModelUnavailableError("Gone."), BusyError("Full.")])
async def test_what_is_near_both_is_answered_when_the_second_look_fails(error: Exception) -> None:
    response = await ask(BOTH, ByQuestion(found={BOTH: mark(OVENS)}, error=error, asked=[]))
    assert response["outcome"] == "answered"
    assert [source["title"] for source in response["sources"]] == ["Ovens", "Lids"]


async def test_a_story_before_a_question_is_not_searched_for_when_something_is_near() -> None:
    story = "I bake bread at home. How hot is the oven?"
    retriever = ByQuestion(found={story: mark(OVENS)}, asked=[])
    await ask(story, retriever)
    assert len(retriever.asked) == 1


async def test_a_single_question_is_searched_for_once() -> None:
    retriever = ByQuestion(asked=[])
    await ask("How hot is the oven?", retriever)
    assert len(retriever.asked) == 1


async def test_an_index_that_goes_away_in_between_is_an_error() -> None:
    with pytest.raises(IndexUnavailableError):
        await ask(BOTH, ByQuestion(error=IndexUnavailableError("Gone.")))
