"""What an answer takes in tokens and dollars."""

from typing import Any

import pytest

from app.evaluation.answering import Answer
from app.evaluation.questions import Question, QuestionSet
from app.evaluation.report import format_report
from app.evaluation.result import METRICS, Evaluation
from app.evaluation.tokens import Prices, measure_tokens, parse_prices, price_tokens
from chains.errors import UsageError
from chains.schemas import ChatResponse, Usage


def test_tokens_are_means_of_the_answers_for_which_the_model_was_asked() -> None:
    usages = [Usage(input_tokens=100, cached_tokens=40, output_tokens=10), Usage(), Usage(input_tokens=300)]
    assert measure_tokens(usages) == {"input_tokens": 200, "cached_tokens": 20, "output_tokens": 5}
    assert measure_tokens([Usage()]) == {}


def test_cached_tokens_have_a_price_of_their_own() -> None:
    metrics = {"input_tokens": 1_000_000, "cached_tokens": 250_000, "output_tokens": 100_000}
    assert price_tokens(metrics, Prices(0.4, 0.1, 2)) == {"answer_usd": pytest.approx(0.3 + 0.025 + 0.2)}
    assert price_tokens({}, Prices(1, 1, 1)) == {}


def test_prices_are_three_numbers() -> None:
    assert parse_prices("0.30, 0.03,2.50") == Prices(0.3, 0.03, 2.5)


@pytest.mark.parametrize("text", ["1", "1,2", "1,2,3,4", "a,b,c", "1,-1,2", "nan,1,1", "1,inf,1"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"0\.30,0\.03,2\.50"):
        parse_prices(text)


def create_answer(name: str, seconds: float, usage: Usage, *, relevant: bool, outcome: str = "answered") -> Answer:
    answered: dict[str, Any] = {"response": "By hand.", "outcome": outcome, "reason": "", "usage": usage}
    empty: dict[str, Any] = {name: [] for name in ("sources", "cited", "nearest", "unverified")}
    response = ChatResponse.model_validate(answered | empty)
    return Answer(Question(name, "How?", {"a": 1} if relevant else {}), response, (), seconds / 2, seconds)


def test_what_an_answer_takes_is_measured_with_real_questions_and_apart_with_foreign_ones() -> None:
    evaluation = Evaluation(QuestionSet("<kitchen>", ()), "model", 3, 9, generated=False)
    answers = [
        create_answer("real", 2, Usage(input_tokens=3_000, cached_tokens=1_000, output_tokens=200), relevant=True),
        create_answer("refused", 4, Usage(input_tokens=1_000, output_tokens=10), relevant=True, outcome="abstained"),
        create_answer("gate", 0, Usage(), relevant=True, outcome="abstained"),
        create_answer("foreign", 0.2, Usage(input_tokens=500, output_tokens=10), relevant=False, outcome="abstained"),
        create_answer("foreign gate", 0.1, Usage(), relevant=False, outcome="abstained"),
    ]
    evaluation.add_answers(answers, None, str)
    evaluation.add_prices(Prices(1, 0.1, 10))
    metrics = evaluation.to_json()["metrics"]
    assert set(metrics) <= set(METRICS)
    assert (metrics["input_tokens"], metrics["cached_tokens"], metrics["output_tokens"]) == (2_000, 500, 105)
    assert metrics["answer_usd"] == 0.0026
    assert (metrics["foreign_input_tokens"], metrics["foreign_output_tokens"]) == (500, 10)
    assert metrics["foreign_answer_usd"] == 0.0006
    assert (metrics["first_token_ms_p50"], metrics["total_ms_p50"]) == (1_000, 2_000)
    page = format_report(evaluation)
    assert "0.002600" in page
    assert "0.000600" in page
    assert '<td>input_tokens</td><td class="number">2000</td>' in page


def test_what_was_not_asked_has_no_figures() -> None:
    evaluation = Evaluation(QuestionSet("<kitchen>", ()), "model", 3, 9, generated=False)
    evaluation.add_answers([create_answer("foreign", 1, Usage(), relevant=False)], None, str)
    evaluation.add_prices(Prices(1, 0.1, 10))
    assert not {name for name in evaluation.metrics if "tokens" in name or "usd" in name or "_ms_" in name}
