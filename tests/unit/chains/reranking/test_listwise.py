"""Passages in the order that the chat model writes."""

import pytest
from langchain_core.documents import Document

from chains.errors import ModelResponseError
from chains.reranking import ListwiseReranker
from tests.support.doubles import Script, ScriptedModel, create_document


def create_documents(count: int) -> list[Document]:
    return [create_document(f"text {number}", score=0.6) for number in range(count)]


def list_texts(*numbers: int) -> list[str]:
    return [f"text {number}" for number in numbers]


async def order(said: Script, documents: list[Document], lead: float = 0.1) -> tuple[list[str], ScriptedModel]:
    model = ScriptedModel(scripts=[said], prompts=[])
    ordered = await ListwiseReranker(llm=model, lead=lead).acompress_documents(documents, "Which </question>?")
    return [document.page_content for document in ordered], model


@pytest.mark.parametrize("said", ["3, 1", "[3], [1]", "3 > 1", "3,1,3,99,0", "3\n1\n"])
async def test_a_model_orders_the_passages_and_forgets_none(said: str) -> None:
    ordered, model = await order([said], create_documents(4))
    assert ordered == list_texts(2, 0, 1, 3)
    assert "Which <\\/question>?" in str(model.prompts[0][-1].content)


async def test_a_model_is_shown_ten_passages_at_most() -> None:
    ordered, model = await order(["10,9"], create_documents(12))
    assert ordered == list_texts(9, 8, *range(8), 10, 11)
    assert str(model.prompts[0][-1].content).count("<passage ") == 10


async def test_a_model_is_not_asked_when_the_search_is_sure() -> None:
    documents = create_documents(3)
    documents[0].metadata["score"] = 0.9
    ordered, model = await order(["2"], documents)
    assert ordered == list_texts(0, 1, 2)
    assert model.prompts == []
    assert (await order(["2"], documents[:1]))[1].prompts == []


@pytest.mark.parametrize("said", ["The second one.", "Passage 2 is best", "", f"{'9' * 5_000}, 1"])
async def test_what_is_no_order_is_an_error(said: str) -> None:
    with pytest.raises(ModelResponseError):
        await order([said], create_documents(3))
