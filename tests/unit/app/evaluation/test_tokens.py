"""What an answer takes in tokens and dollars."""

import pytest

from app.evaluation.tokens import Prices, compute_answer_usd, measure_tokens, parse_prices
from chains.errors import UsageError
from chains.schemas import Usage


def test_tokens_are_means_of_the_answers_for_which_the_model_was_asked() -> None:
    usages = [Usage(input_tokens=100, cached_tokens=40, output_tokens=10), Usage(), Usage(input_tokens=300)]
    assert measure_tokens(usages) == {"input_tokens": 200, "cached_tokens": 20, "output_tokens": 5}
    assert measure_tokens([Usage()]) == {}


def test_cached_tokens_have_a_price_of_their_own() -> None:
    metrics = {"input_tokens": 1_000_000, "cached_tokens": 250_000, "output_tokens": 100_000}
    assert compute_answer_usd(metrics, Prices(0.4, 0.1, 2)) == pytest.approx(0.3 + 0.025 + 0.2)
    assert compute_answer_usd({}, Prices(1, 1, 1)) is None


def test_prices_are_three_numbers() -> None:
    assert parse_prices("0.30, 0.03,2.50") == Prices(0.3, 0.03, 2.5)


@pytest.mark.parametrize("text", ["1", "1,2", "1,2,3,4", "a,b,c", "1,-1,2", "nan,1,1", "1,inf,1"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"0\.30,0\.03,2\.50"):
        parse_prices(text)
