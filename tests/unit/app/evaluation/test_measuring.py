"""Figures of an evaluation."""

import math
from pathlib import Path

import pytest
from langchain_core.documents import Document

from app.evaluation.answering import Answer, ask_questions
from app.evaluation.calibration import judge
from app.evaluation.everyday import reword_questions
from app.evaluation.foreign import load_foreign_questions
from app.evaluation.generated import create_heading_questions
from app.evaluation.questions import Question, QuestionSet
from app.evaluation.ranking import Ranking, count_leaks, rank_pages, score_headings, score_rankings
from app.evaluation.report import format_report
from app.evaluation.result import METRICS, Evaluation
from app.evaluation.statistics import compare, compute_interval, mean
from app.evaluation.validity import Sections, find_faults, find_markers
from chains.answer import create_answer_chain
from chains.errors import IndexUnavailableError
from chains.schemas import ChatResponse, Filters
from chains.settings import AnswerSettings
from indexing.model import Chunk, Page, Place
from tests.support.doubles import FixedRetriever, ScriptedModel, create_document

URL = "https://docs.example/pans#washing"
PAN = create_document("Pans are washed by hand.", title="Pans", url=URL)


def ranking(relevant: dict[str, int], *pages: str, score: float = 0.5, name: str = "q") -> Ranking:
    return Ranking(Question(name, "How?", relevant), pages, score, ("2.x",))


def test_metrics_are_those_of_trec_eval() -> None:
    scores = score_rankings([ranking({"a": 2, "b": 1}, "x", "b", "y", "a")])["q"]
    assert (scores["hit@1"], scores["hit@5"], scores["mrr@10"], scores["recall@10"]) == (0, 1, 0.5, 1)
    ideal = 2 / math.log2(2) + 1 / math.log2(3)
    assert scores["ndcg@10"] == pytest.approx((1 / math.log2(3) + 2 / math.log2(5)) / ideal)
    binary = (1 / math.log2(3) + 1 / math.log2(5)) / (1 + 1 / math.log2(3))
    assert scores["ndcg@10_binary"] == pytest.approx(binary)


async def test_the_exact_heading_counts_where_it_is_known() -> None:
    documents = [create_document("x", url=f"https://d/a#part-{number}") for number in range(7)]
    questions = [
        Question(f"q{number}", "How?", {"https://d/a": 1}, headings=frozenset({f"https://d/a#part-{number}"}))
        for number in (0, 4, 5)
    ]
    asked = [*questions, Question("unknown", "How?", {"https://d/a": 1})]
    retriever = FixedRetriever(documents=documents, asked=[])
    found = [one async for one in rank_pages(asked, retriever, lambda url: url.partition("#")[0])]
    assert score_headings(found) == [1.0, 1.0, 0.0]


def test_questions_of_headings_know_theirs() -> None:
    place = Place("https://d/docs/a#b-c", "2.x", "en", "", "A > B C")
    assert create_heading_questions([place])[0].headings == {"docs/a#b-c"}


def test_a_question_without_any_page_found_scores_nothing_and_one_without_an_answer_does_not_count() -> None:
    scores = score_rankings([ranking({"a": 1}), ranking({}, "a", name="foreign")])
    assert scores == {"q": dict.fromkeys(scores["q"], 0.0)}
    assert score_rankings([]) == {}


async def test_a_page_ranks_by_its_best_passage() -> None:
    documents = [
        create_document("x", url=f"https://d/{page}#s", score=score)
        for page, score in (("a", 0.3), ("b", 0.6), ("a", 0.1))
    ]
    asked = Question("q", "How?", {}, Filters(version="1.x"), "https://d/a")
    retriever = FixedRetriever(documents=documents, asked=[])
    (found,) = [one async for one in rank_pages([asked], retriever, lambda url: url.partition("#")[0])]
    assert (found.pages, found.score) == (("https://d/a", "https://d/b"), 0.6)
    assert retriever.asked == [("How?", Filters(version="1.x"), "https://d/a")]
    assert count_leaks([found], "2.x") == 1


def test_means_have_intervals_and_pairs_are_compared() -> None:
    values = [0.0, 1.0] * 50
    low, high = compute_interval(values)
    assert 0.38 < low < mean(values) == 0.5 < high < 0.62
    new = {str(number): value + 0.1 for number, value in enumerate(values)}
    gain, bounds = compare(new, {str(number): value for number, value in enumerate(values)})
    assert gain == pytest.approx(0.1)
    assert bounds == pytest.approx((0.1, 0.1))
    assert compute_interval([]) == (0, 0)


def test_headings_are_asked_in_everyday_words() -> None:
    texts = ["Configure the Store (Guide)", "Run all of the tests (Guide)", "Configuration (X)", "What is it?"]
    headings = [Question(f"q{number}", text, {"/a": 1}) for number, text in enumerate(texts)]
    assert [one.text for one in reword_questions(headings)] == [
        "hi, i have trouble with configure store, any idea?",
        reword_questions(headings)[1].text,
        "whats the deal with configuration",
        reword_questions(headings)[3].text,
    ]
    drawn = reword_questions(headings)[1].text.removeprefix("anyone knows about ").removesuffix(" here")
    assert drawn == "run tests"
    assert all(one.relevant == {"/a": 1} for one in reword_questions(headings))


def test_a_heading_is_asked_in_its_own_language() -> None:
    german = Question("q", "Wie wird der Speicher eingerichtet? (Einstieg)", {"/a": 1})
    assert reword_questions([german])[0].text == "hallo, ich komme mit speicher eingerichtet nicht klar"


def test_a_heading_of_several_pages_keeps_its_page_in_everyday_words() -> None:
    texts = ["Description (pan)", "Seasoning (pan)", "Description (lid)", "Description (oven)"]
    worded = [one.text for one in reword_questions([Question(text, text, {"/a": 1}) for text in texts])]
    assert worded[1] == "anyone knows about seasoning here"
    assert all(page in worded[place] for place, page in ((0, "pan"), (2, "lid"), (3, "oven")))


def test_there_are_a_hundred_different_foreign_questions() -> None:
    questions = load_foreign_questions()
    assert len({question.text for question in questions}) == 100
    assert not any(question.relevant for question in questions)


def test_questions_are_made_of_headings() -> None:
    places = [
        Place("https://d/a#x", "2.x", "en", "", "Guide > Install"),
        Place("https://d/b#y", "2.x", "en", "", "Guide > Install"),
        Place("https://d/a", "2.x", "en", "", "Guide"),
        Place("https://d/c#why", "1.x", "en", "", "FAQ > Why is it slow?"),
    ]
    made = {question.text: question for question in create_heading_questions(places)}
    assert made["Install (Guide)"].relevant == {"a": 1, "b": 1}
    assert made["Why is it slow?"].filters == Filters(version="1.x", locale="en")
    assert len(made) == 2
    assert len(create_heading_questions(places, limit=1)) == 1


def respond(text: str, cited: list[int], outcome: str = "answered", url: str = URL) -> ChatResponse:
    source = {
        "number": 1,
        "title": "Pans",
        "section": "Pans",
        "url": url,
        "snippet": "",
        "score": 0.5,
        "version": "",
        "locale": "",
    }
    return ChatResponse.model_validate(
        {"response": text, "sources": [source], "cited": cited, "nearest": [], "unverified": []}
        | {"outcome": outcome, "reason": "", "usage": {}}
    )


SECTIONS = Sections.create(
    [
        Page(
            "https://docs.example/pans", "pans.md", "Pans", "", "", "", ("washing",),
            (Chunk("Pans", "Pans are washed by hand.", Place(URL, "", "", "", "Pans > Washing")),),
        )
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("response", "fault"),
    [
        (respond("By hand [1]. Code: `row[7]`", [1]), ""),
        (respond("By hand [2].", []), "[2] names no source"),
        (respond("By hand [1].", []), "cited is [], the text has [1]"),
        (respond("By hand.", [1]), "cited is [1], the text has []"),
        (respond("By hand [1].", [1], url="https://docs.example/pans#drying"), "is not the passage that was found"),
        (respond("> Pans are washed by hand. [1]", [1], "extractive"), ""),
        (respond("> Pans are never washed. [1]", [1], "extractive"), "passage 1 does not say"),
    ],
)
def test_each_citation_that_is_not_true_is_found(response: ChatResponse, fault: str) -> None:
    faults = find_faults(response, [PAN], SECTIONS)
    assert fault in " ".join(faults)
    assert bool(faults) == bool(fault)


def test_places_that_do_not_exist_are_found() -> None:
    assert SECTIONS.find_fault(URL, "Pans are washed  by hand.") == ""
    assert "no such anchor" in SECTIONS.find_fault("https://docs.example/pans#drying", "x")
    assert "does not exist" in SECTIONS.find_fault("https://docs.example/pots", "x")
    assert "does not hold" in SECTIONS.find_fault(URL, "Pots.")
    assert find_markers("a [1], `[2]` and [x](y) [^3]\n\n```\n[4]\n```") == [1, 3]


async def test_answers_are_timed_and_failures_counted() -> None:
    model = ScriptedModel(scripts=[[0.05, "By hand [1].", 0.05]], prompts=[])
    chain = create_answer_chain(
        llm=model, retriever=FixedRetriever(documents=[PAN], asked=[]), settings=AnswerSettings()
    )
    (answer,) = [one async for one in ask_questions([Question("q", "How?", {"pans": 1})], chain)]
    assert answer.response is not None
    assert answer.passages == (PAN,)
    assert 0.05 <= answer.first_token_seconds < answer.total_seconds
    broken = create_answer_chain(
        llm=model, retriever=FixedRetriever(error=IndexUnavailableError("gone"), asked=[]), settings=AnswerSettings()
    )
    (failed,) = [one async for one in ask_questions([Question("q", "How?", {})], broken)]
    assert (failed.response, failed.error) == (None, "gone")


def create_evaluation() -> Evaluation:
    evaluation = Evaluation(QuestionSet("<kitchen>", ()), "model", 3, 9, generated=False)
    hostile = Ranking(Question("q2", "<script>alert(1)</script>", {"b": 1}), ("<img src=x>", "a"), 0.4, ())
    evaluation.add_rankings([ranking({"a": 1}, "a", "b", score=0.8), hostile], [ranking({}, "a", name="f")], "2.x")
    answers = [
        Answer(Question("q", "How?", {"a": 1}), respond("By hand [1].", [1]), (PAN,), 0.1, 0.2),
        Answer(Question("f", "Who?", {}), respond("No.", [], "abstained"), (), 0.1, 0.1),
        Answer(Question("g", "What?", {}), None, (), 0.1, 0.1, "gone"),
    ]
    evaluation.add_answers(answers, SECTIONS, lambda _: "a")
    return evaluation


def test_an_evaluation_becomes_figures_by_name() -> None:
    evaluation = create_evaluation()
    metrics = evaluation.to_json()["metrics"]
    assert set(metrics) <= set(METRICS)
    assert (metrics["hit@1"], metrics["mrr@10"], metrics["version_leakage"]) == (0.5, 0.5, 0)
    assert (metrics["citation_validity"], metrics["citation_precision"], metrics["coverage"]) == (1, 1, 1)
    assert (metrics["abstention_precision"], metrics["abstention_recall"], metrics["failures"]) == (1, 0.5, 1)
    assert metrics["supported_sentences"] == 1
    assert metrics["total_ms_p50"] == 200


def test_unsupported_sentences_and_the_reasons_of_refusals_are_counted() -> None:
    half = respond("By hand [1]. By machine [1].", [1]).model_copy(update={"unsupported": ["By machine."]})
    refused = respond("No.", [], "abstained").model_copy(update={"reason": "not_in_docs"})
    evaluation = Evaluation(QuestionSet("<kitchen>", ()), "model", 3, 9, generated=False)
    asked = Question("q", "How?", {"a": 1})
    evaluation.add_answers([Answer(asked, one, (PAN,), 0.1, 0.2) for one in (half, refused)], SECTIONS, lambda _: "a")
    assert evaluation.metrics["supported_sentences"] == 0.5
    assert evaluation.to_json()["refusals"] == {"not_in_docs": 1}


def test_thresholds_that_are_missed_are_said() -> None:
    evaluation = create_evaluation()
    evaluation.check({"hit@1": 0.5, "mrr@10": 0.9, "gate_recall": 0.5}, {"total_ms_p95": 10})
    text = " ".join(evaluation.missed)
    assert "mrr@10 is 0.5, below 0.9" in text
    assert "gate_recall was not measured" in text
    assert "total_ms_p95" in text
    assert len(evaluation.missed) == 3


def test_the_report_is_one_page_that_loads_nothing_and_runs_nothing(tmp_path: Path) -> None:
    evaluation = create_evaluation()
    evaluation.add_calibration(judge(0.4, [0.5], [0.1]))
    page = format_report(evaluation)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<img" not in page
    assert 'src="' not in page
    assert "http" not in page.replace("http-equiv", "")
    assert page.count("<svg") == 3
    assert "hit@5" in page


def test_documents_of_the_doubles_are_what_the_retriever_gives() -> None:
    assert isinstance(PAN, Document)
