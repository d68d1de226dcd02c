"""The gate: where its threshold lies, and what is told of it."""

import pytest

from app.evaluation.calibration import MIN_STORED, calibrate, fit_threshold, judge
from app.index import format_gate
from chains.errors import UsageError


def test_the_threshold_lies_between_what_is_answerable_and_what_is_foreign() -> None:
    answerable, foreign = [0.5 + n / 100 for n in range(30)], [0.1 + n / 200 for n in range(30)]
    fitted = calibrate(answerable, foreign)
    assert max(foreign) < fitted.threshold < min(answerable)
    assert (fitted.precision, fitted.recall, fitted.refused) == (1, 1, 0)
    near = fit_threshold(answerable, foreign, everyday=answerable)
    assert near <= max(foreign) < fitted.threshold
    assert fit_threshold(answerable, foreign, everyday=[0.2] * 20) == pytest.approx(0.2)
    assert fitted.to_record()["weak_match_below"] == pytest.approx(fitted.threshold, abs=1e-4)


def test_a_gate_of_headings_tells_how_many_in_everyday_words_it_refuses() -> None:
    answerable, foreign = [0.5 + n / 100 for n in range(30)], [0.1 + n / 200 for n in range(30)]
    fitted = calibrate(answerable, foreign, everyday=[0.1] * 15 + [0.5] * 15)
    assert fitted.refused < 0.5
    assert fitted.to_record()["generated"] == 1
    assert "of them, in everyday words, wrongly refused" in format_gate(fitted.to_record())
    assert format_gate(fitted.to_record()).startswith(f"below {fitted.threshold:.3f}, fitted on 30 questions made of")
    assert format_gate(None).startswith("none")


def test_a_gate_that_refuses_much_is_seen_to_do_so() -> None:
    judged = judge(0.5, [0.4, 0.6], [0.1, 0.2, 0.7])
    assert (judged.precision, judged.recall, judged.refused) == (2 / 3, 2 / 3, 0.5)
    with pytest.raises(UsageError, match="needs 10"):
        calibrate([0.5] * 9, [0.1] * 50)
    calibrate([0.5] * MIN_STORED, [0.1] * 50).ensure_rests_on_enough()
    with pytest.raises(UsageError, match="fitted on 29 answerable questions would refuse at random"):
        calibrate([0.5] * (MIN_STORED - 1), [0.1] * 50).ensure_rests_on_enough()


def test_where_the_kinds_overlap_hardly_any_answerable_question_is_refused() -> None:
    answerable, foreign = [n / 100 for n in range(30, 90)], [n / 100 for n in range(5, 45)]
    threshold = fit_threshold(answerable, foreign)
    assert judge(threshold, answerable, foreign).refused <= 0.04
