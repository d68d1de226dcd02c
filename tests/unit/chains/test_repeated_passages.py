"""Passages that say nothing which better ones do not say already."""

import pytest
from langchain_core.documents import Document

from chains.answer import create_answer_chain
from chains.settings import AnswerSettings
from tests.support.doubles import FixedRetriever, ScriptedModel, create_document

STEPS = "Fill the kettle.\n\nPress the switch."


async def find_titles(*documents: Document) -> list[str]:
    llm = ScriptedModel(scripts=[["Fill it [1]."]], prompts=[])
    retriever = FixedRetriever(documents=list(documents), asked=[])
    response = await create_answer_chain(llm=llm, retriever=retriever, settings=AnswerSettings()).ainvoke(
        {"query": "How do I use the kettle?"}
    )
    return [source["title"] for source in response["sources"]]


@pytest.mark.parametrize("repeated", [STEPS, "  Press the switch.\n", "Press the switch.\nFill the kettle."])
async def test_a_passage_whose_lines_all_stand_in_a_better_one_is_left_out(repeated: str) -> None:
    first, again = create_document(STEPS, title="Kettle"), create_document(repeated, title="Again")
    other = create_document("Wash it.", title="Pans")
    assert await find_titles(first, again, other) == ["Kettle", "Pans"]


@pytest.mark.parametrize("other", ["Fill the kettle.\n\nPress switch 2.", "Press the switch. Wait.", STEPS + "\nWait."])
async def test_a_passage_that_differs_in_a_line_is_kept(other: str) -> None:
    first, second = create_document(STEPS, title="Kettle"), create_document(other, title="Again")
    assert await find_titles(first, second) == ["Kettle", "Again"]
