"""The questions that a change is tried with, and what is found for them."""

from collections.abc import AsyncIterator, Iterable, Sequence
from urllib.parse import urldefrag

from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from app.evaluation.changes.compare import TOP, Passage, find_answer
from app.evaluation.changes.snapshot import Snapshot
from app.evaluation.generated import MAX_QUESTIONS, create_heading_questions
from app.evaluation.questions import Question
from chains.errors import UnknownScopeError
from indexing import Place

SEARCHED = 2 * TOP


def create_questions(before: Snapshot, after: Snapshot) -> list[Question]:
    """Questions made of headings as they were: at first of pages that the change touches, then of others."""
    touched: list[Place] = []
    others: list[Place] = []
    for page, place in before.list_places():
        new = after.pages.get(page.url)
        same = new is not None and new.lines == page.lines and new.anchors == page.anchors
        (others if same else touched).append(place)
    questions = create_heading_questions(touched)
    return questions + create_heading_questions(others, MAX_QUESTIONS - len(questions))


async def find_passages(questions: Iterable[Question], retriever: BaseRetriever) -> AsyncIterator[tuple[Passage, ...]]:
    """What is found for each question, best first; nothing where its version or language is not there (any more)."""
    for question in questions:
        try:
            documents: list[Document] = await retriever.ainvoke(
                question.text, filters=question.filters, page_url=question.page_url
            )
        except UnknownScopeError:
            documents = []
        yield tuple(
            Passage(document.metadata["url"], document.page_content, document.metadata["score"])
            for document in documents
        )


def list_cited(asked: Iterable[tuple[Question, Sequence[Passage]]]) -> list[str]:
    """The places that answers to these questions would cite: what was found first, and what is known to answer."""
    cited = []
    for question, found in asked:
        places = [*found[:1], find_answer(question, found)]
        cited += [passage.url for passage in places if passage and urldefrag(passage.url).fragment]
    return cited
