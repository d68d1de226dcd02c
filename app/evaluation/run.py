"""Runs an evaluation: search, gate, answers, in this order, each as far as it was asked for."""

import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from langchain_core.runnables import Runnable

from app.evaluation.answering import ask_questions
from app.evaluation.calibration import MIN_QUESTIONS, calibrate
from app.evaluation.corpus import CorpusSite, format_heading, get_page_id, get_page_path
from app.evaluation.discriminant import Leanings, RememberingEmbeddings, learn_leanings
from app.evaluation.everyday import reword_questions
from app.evaluation.foreign import load_foreign_questions
from app.evaluation.generated import create_heading_questions
from app.evaluation.proof.judging import find_judged, judge_answers
from app.evaluation.questions import Question, QuestionSet
from app.evaluation.ranking import RANKED_PASSAGES, Ranking, rank_pages
from app.evaluation.result import Evaluation
from app.evaluation.validity import Sections
from app.index import load_places, store_calibration
from app.parts import SiteParts
from chains.errors import UsageError

T = TypeVar("T")
OnStep = Callable[[str, int, int], None]
"""Called with what is going on, how many are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """What to measure. `answers` is how many questions are asked through the whole chain, and as many foreign ones."""

    question_set: QuestionSet | None
    """None: questions are made of the index's own headings."""
    answers: int = 0
    stores_calibration: bool = False
    judges: bool = False
    """Whether the chat model judges the answers."""


async def run_evaluation(
    wanted: Measurement, site: SiteParts, chain: Runnable[Any, Any], on_step: OnStep
) -> Evaluation:
    """Measure the index of `site`, and `chain`, which must ask the same index.

    Raises:
        UsageError: there is nothing to ask, or too little to fit the gate by.
        IndexingError, ModelError: the search failed. Failures of single answers are counted instead.
    """
    started = time.monotonic()
    gemini = site.process.settings.gemini
    record = await site.index.check()
    question_set = wanted.question_set or await _create_question_set(
        site, record.default_version, record.default_locale
    )
    is_live = question_set.corpus is None
    get_page = get_page_path if is_live else get_page_id
    questions = [_normalize(question) for question in question_set.questions] if is_live else question_set.questions
    evaluation = Evaluation(
        question_set=question_set,
        model=f"{gemini.embedding_model}{' (emulator)' * gemini.is_emulated}",
        pages=record.last_run.pages,
        passages=record.last_run.points,
        generated=wanted.question_set is None,
        problems=list(question_set.problems),
    )

    embeddings = RememberingEmbeddings(site.process.gemini.embeddings)
    retriever = site.create_answer_retriever(embeddings, k=RANKED_PASSAGES)
    foreign = load_foreign_questions()
    rankings = await _collect("searching", rank_pages(questions, retriever, get_page), len(questions), on_step)
    strangers = await _collect("gate", rank_pages(foreign, retriever, get_page), len(foreign), on_step)
    evaluation.add_rankings(rankings, strangers, record.default_version)

    answerable = [ranking for ranking in rankings if ranking.question.relevant]
    if wanted.stores_calibration or len(answerable) >= MIN_QUESTIONS:
        everyday = reword_questions(list(questions)) if evaluation.generated else []
        reworded = await _collect("rewording", rank_pages(everyday, retriever, get_page), len(everyday), on_step)
        unanswerable = [ranking for ranking in (*rankings, *strangers) if not ranking.question.relevant]
        learned = _learn(answerable, unanswerable, reworded, embeddings.vectors)
        evaluation.lean(learned)
        near, strange, everyday_near = (
            [ranking.lean(learned).score for ranking in some] for some in (answerable, unanswerable, reworded)
        )
        evaluation.add_calibration(calibrate(near, strange, everyday=everyday_near, discriminant=learned.discriminant))
    if wanted.stores_calibration and evaluation.calibration is not None:
        fitted = evaluation.calibration
        fitted.ensure_rests_on_enough()
        await store_calibration(site.index, fitted.to_record(), fitted.discriminant)
        evaluation.calibration_stored = True

    if wanted.answers:
        asked = [*_spread(questions, wanted.answers), *_spread(foreign, wanted.answers)]
        answers = await _collect("answering", ask_questions(asked, chain), len(asked), on_step)
        sections = (
            None if question_set.corpus is None else Sections.create(CorpusSite(question_set.corpus).read_pages())
        )
        evaluation.add_answers(answers, sections, get_page)
        if wanted.judges:
            judged = find_judged(answers)
            evaluation.add_judgements(
                await _collect("judging", judge_answers(judged, site.process.gemini.chat), len(judged), on_step)
            )
    evaluation.seconds = time.monotonic() - started
    return evaluation


def _learn(
    answerable: Sequence[Ranking],
    foreign: Sequence[Ranking],
    everyday: Sequence[Ranking],
    vectors: Mapping[str, Sequence[float]],
) -> Leanings:
    """`everyday` are the answerable ones in other words, in the same order, or none."""
    wordings = zip(answerable, everyday, strict=True) if everyday else ((one,) for one in answerable)
    return learn_leanings(
        [[ranking.question.text for ranking in one] for one in wordings],
        [ranking.question.text for ranking in foreign],
        vectors,
    )


async def _create_question_set(site: SiteParts, version: str, locale: str) -> QuestionSet:
    places = await load_places(site.index)
    defaults = [place for place in places if place.version in {version, ""} and place.locale in {locale, ""}]
    questions = create_heading_questions(defaults)
    if not questions:
        raise UsageError("The index has no headings to make questions of. Pass a folder with questions of your own.")
    return QuestionSet("headings", tuple(questions))


def _normalize(question: Question) -> Question:
    """With paths for the pages of the live index. A judged URL with an anchor names the heading of the answer, too."""
    relevant = {get_page_path(page): grade for page, grade in question.relevant.items()}
    named = frozenset(format_heading(get_page_path(page), page) for page in question.relevant if "#" in page)
    return replace(question, relevant=relevant, headings=question.headings | named)


def _spread(questions: Sequence[Question], limit: int) -> list[Question]:
    """At most `limit`, evenly from the whole list."""
    count = min(limit, len(questions))
    return [questions[number * len(questions) // count] for number in range(count)]


async def _collect(what: str, items: AsyncIterator[T], total: int, on_step: OnStep) -> list[T]:
    collected: list[T] = []
    async for item in items:
        collected.append(item)
        on_step(what, len(collected), total)
    return collected
