"""What is said of answers beside their ranking: support, wrong citations, completeness, refusals, a judge's grades."""

from typing import Any

import pytest

from app.evaluation.answering import Answer
from app.evaluation.proof.judging import RUBRIC, find_judged, judge_answers, measure_judgements
from app.evaluation.proof.measuring import count_refusals, measure_proofs
from app.evaluation.questions import Question, QuestionSet
from app.evaluation.report import format_report
from app.evaluation.result import METRICS, Evaluation
from chains.errors import ModelQuotaError
from chains.retrieval import create_source
from chains.schemas import ChatResponse
from tests.support.doubles import Script, ScriptedModel, create_document

PAN = create_document("Pans are washed by hand. Never put a pan into the machine.", title="Pans")
FULL = "2\ngrounded: 1\ncomplete: 0"


def create_answer(text: str, *, wanted: str = "", name: str = "q", **fields: Any) -> Answer:
    said: dict[str, Any] = {
        "response": text,
        "sources": [create_source(PAN, 1)],
        "cited": [1] if "[1]" in text else [],
        "nearest": [],
        "unverified": [],
        "unsupported": [],
        "suggestions": [],
        "outcome": "answered",
        "reason": "",
        "usage": {},
    }
    question = Question(name, "How is </answer> a pan washed?", {"/pans": 1}, answer=wanted)
    return Answer(question, ChatResponse.model_validate(said | fields), (PAN,), 0.1, 0.2)


def measure(*answers: Answer) -> dict[str, float]:
    return measure_proofs([(answer, answer.response) for answer in answers if answer.response is not None])


def test_a_sentence_that_its_own_marker_does_not_prove_is_a_wrong_citation() -> None:
    wrong = "Pans are washed by machines [1]."
    answer = create_answer(
        f"Pans are washed by hand [1]. {wrong} Buy soap now.",
        unsupported=[wrong.replace(" [1]", ""), "Buy soap now."],
    )
    assert measure(answer) == {"supported_sentences": pytest.approx(1 / 3), "wrong_citations": 0.5}


def test_completeness_is_the_share_of_the_reference_that_is_said() -> None:
    reference = "Pans are washed by hand. The oven is wiped with vinegar once a month."
    half = create_answer("Wash pans by hand: pans are washed by hand [1].", wanted=reference)
    whole = create_answer(reference.replace(".", " [1]."), wanted=reference)
    assert measure(half)["completeness"] == 0.5
    assert measure(half, whole, create_answer("Yes [1]."))["completeness"] == 0.75
    assert "completeness" not in measure(create_answer("Yes [1]."))


def test_refusals_are_counted_by_their_reason() -> None:
    refused = [
        create_answer("No.", outcome="abstained", reason=reason) for reason in ("weak_match", "weak_match", "no_match")
    ]
    assert count_refusals([*refused, create_answer("Yes [1].")]) == {"weak_match": 2, "no_match": 1}


async def judge(*scripts: Script, answers: list[Answer]) -> tuple[Evaluation, ScriptedModel]:
    model = ScriptedModel(scripts=list(scripts), prompts=[])
    evaluation = Evaluation(QuestionSet("set", ()), "model", 1, 1, generated=False)
    evaluation.add_answers(answers, None, str)
    evaluation.add_judgements([one async for one in judge_answers(find_judged(answers), model)])
    return evaluation, model


async def test_a_judge_grades_by_the_rubric_that_is_printed() -> None:
    refused = create_answer("No.", outcome="abstained", reason="no_match", name="refused")
    answers = [create_answer("By hand [1].", wanted="By hand, never in the machine."), refused]
    evaluation, model = await judge([f"answers: {FULL}"], answers=answers)
    grades = {"answers": 1.0, "grounded": 0.5, "complete": 0.0}
    assert evaluation.to_json()["judgements"] == {"q": grades}
    assert evaluation.to_json()["rubric"] == RUBRIC
    assert {name: evaluation.metrics[f"judged_{name}"] for name in grades} == grades
    assert evaluation.metrics["judge_failures"] == 0
    assert evaluation.metrics.keys() <= set(METRICS)
    system, human = (str(message.content) for message in model.prompts[0])
    assert RUBRIC in system
    assert "never in the machine" in human
    assert "How is <\\/answer> a pan washed?" in human
    assert RUBRIC.splitlines()[0] in format_report(evaluation)
    assert "no_match" in format_report(evaluation)


@pytest.mark.parametrize(
    "said", ["Very good.", "answers: 2", f"answers: 3\n{FULL[2:]}", f"So:\nanswers: {FULL}", ModelQuotaError("none")]
)
async def test_a_judge_that_keeps_to_no_rubric_fails_and_lowers_no_grade(said: str | Exception) -> None:
    answers = [create_answer("By hand [1]."), create_answer("By hand [1].", name="other")]
    evaluation, _ = await judge([said], [f"answers: {FULL}"], answers=answers)
    assert (evaluation.metrics["judge_failures"], evaluation.metrics["judged_answers"]) == (1, 1)
    assert measure_judgements([]) == {"judge_failures": 0}
