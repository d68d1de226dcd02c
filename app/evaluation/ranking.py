"""Ranks pages for questions and scores the ranking with trec_eval (through `pytrec_eval`)."""

from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, replace

import pytrec_eval
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from app.evaluation.corpus import format_heading
from app.evaluation.discriminant import Leanings
from app.evaluation.questions import Question
from chains.errors import UnknownScopeError
from chains.support.nearness import measure_nearness

RANKED_PASSAGES = 42
"""Passages asked for to rank pages by: as many as the search can look at without looking deeper than for an answer."""
RANKED_PAGES = 10
CITED_HEADINGS = 5
HEADING_METRIC = f"heading_hit@{CITED_HEADINGS}"

_MEASURES = {
    "hit@1": "success_1",
    "hit@5": "success_5",
    "hit@10": "success_10",
    "mrr@10": "recip_rank",
    "ndcg@10": "ndcg_cut_10",
    "recall@10": "recall_10",
}
BINARY_NDCG = "ndcg@10_binary"
"""As ndcg@10, but every page that is relevant at all counts 1."""
RANKING_METRICS = ("hit@1", "hit@5", "hit@10", "mrr@10", "ndcg@10", BINARY_NDCG, "recall@10")


@dataclass(frozen=True, slots=True)
class Ranking:
    """What the search found for one question."""

    question: Question
    pages: tuple[str, ...]
    """Ids, best first, at most RANKED_PAGES."""
    score: float
    """How near the passages are to the question, which the gate looks at; 0 when nothing was found."""
    versions: tuple[str, ...]
    """The version of each passage."""
    headings: tuple[str, ...] = ()
    """The exact places that are cited, as `page#anchor`, best first, each once."""

    def lean(self, leanings: Leanings) -> "Ranking":
        """With what its question's vector adds to the score."""
        return replace(self, score=self.score + leanings.get(self.question.text))


async def rank_pages(
    questions: Iterable[Question], retriever: BaseRetriever, get_page: Callable[[str], str]
) -> AsyncIterator[Ranking]:
    """Search for each question; a page ranks where its best passage does. `get_page` makes a page's id of a URL."""
    for question in questions:
        try:
            documents: list[Document] = await retriever.ainvoke(
                question.text, filters=question.filters, page_url=question.page_url
            )
        except UnknownScopeError:
            documents = []  # the question is refused, as the chain refuses it
        pages = dict.fromkeys(get_page(document.metadata["url"]) for document in documents)
        yield Ranking(
            question=question,
            pages=tuple(pages)[:RANKED_PAGES],
            score=measure_nearness(question.text, documents),
            versions=tuple(document.metadata["version"] for document in documents),
            headings=tuple(
                dict.fromkeys(format_heading(get_page(url), url) for url in (d.metadata["url"] for d in documents))
            ),
        )


def score_rankings(rankings: Iterable[Ranking]) -> dict[str, dict[str, float]]:
    """Each answerable question's metrics by its id. nDCG takes the judgements as linear gains, as trec_eval does."""
    answerable = [ranking for ranking in rankings if ranking.question.relevant]
    run = {
        ranking.question.id: {page: float(RANKED_PAGES - place) for place, page in enumerate(ranking.pages)}
        for ranking in answerable
    }
    judgements = {ranking.question.id: ranking.question.relevant for ranking in answerable}
    binary = {question: dict.fromkeys(pages, 1) for question, pages in judgements.items()}
    if not answerable:
        return {}
    graded = pytrec_eval.RelevanceEvaluator(judgements, set(_MEASURES.values())).evaluate(run)
    ungraded = pytrec_eval.RelevanceEvaluator(binary, {"ndcg_cut_10"}).evaluate(run)
    scores: dict[str, dict[str, float]] = {}
    for question in judgements:
        measured = graded.get(question, {})  # without any page found, trec_eval leaves the question out
        scores[question] = {name: float(measured.get(measure, 0.0)) for name, measure in _MEASURES.items()}
        scores[question][BINARY_NDCG] = float(ungraded.get(question, {}).get("ndcg_cut_10", 0.0))
    return scores


def score_headings(rankings: Iterable[Ranking]) -> list[float]:
    """For each question whose exact place is known, whether it is among the first five that are cited."""
    return [
        float(not ranking.question.headings.isdisjoint(ranking.headings[:CITED_HEADINGS]))
        for ranking in rankings
        if ranking.question.headings
    ]


def count_leaks(rankings: Iterable[Ranking], default_version: str) -> int:
    """Questions for which a passage of a version was found that they do not ask about."""
    return sum(
        any(version not in {ranking.question.filters.version or default_version, ""} for version in ranking.versions)
        for ranking in rankings
    )
