"""The outcome of an evaluation: figures by name, what they rest on, and the thresholds that they fall short of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from app.evaluation.answering import Answer
from app.evaluation.calibration import Calibration
from app.evaluation.discriminant import Leanings
from app.evaluation.proof.judging import JUDGE_METRICS, RUBRIC, Judgement, measure_judgements
from app.evaluation.proof.measuring import PROOF_METRICS, count_refusals, measure_proofs
from app.evaluation.questions import QuestionSet
from app.evaluation.ranking import (
    HEADING_METRIC,
    RANKING_METRICS,
    Ranking,
    count_leaks,
    score_headings,
    score_rankings,
)
from app.evaluation.statistics import Interval, compute_interval, mean
from app.evaluation.tokens import ANSWER_USD, FOREIGN, TOKEN_METRICS, Prices, measure_tokens, price_tokens
from app.evaluation.validity import Sections, find_faults

ANSWER_METRICS = (
    "citation_validity",
    "citation_precision",
    "cited_answers",
    *PROOF_METRICS,
    "abstention_precision",
    "abstention_recall",
    "coverage",
    "failures",
    "first_token_ms_p50",
    "first_token_ms_p95",
    "total_ms_p50",
    "total_ms_p95",
    *TOKEN_METRICS,
    ANSWER_USD,
    *(FOREIGN + name for name in (*TOKEN_METRICS, ANSWER_USD)),
    *JUDGE_METRICS,
)
GATE_METRICS = ("gate_precision", "gate_recall", "gate_refused")
METRICS = (*RANKING_METRICS, HEADING_METRIC, "version_leakage", *GATE_METRICS, *ANSWER_METRICS)


@dataclass(slots=True)
class Evaluation:
    """Filled step by step; `metrics` holds what the steps taken so far give."""

    question_set: QuestionSet
    model: str
    pages: int
    passages: int
    generated: bool
    """True when the questions were made of headings."""
    rankings: list[Ranking] = field(default_factory=list)
    foreign: list[Ranking] = field(default_factory=list)
    scores: dict[str, dict[str, float]] = field(default_factory=dict)
    """The ranking metrics of each answerable question, by its id."""
    answers: list[Answer] = field(default_factory=list)
    faults: dict[str, list[str]] = field(default_factory=dict)
    """What is wrong with the citations of each answer that was given, by the question's id."""
    judgements: list[Judgement] = field(default_factory=list)
    calibration: Calibration | None = None
    calibration_stored: bool = False
    metrics: dict[str, float] = field(default_factory=dict)
    intervals: dict[str, Interval] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)
    """Thresholds that were not reached, as sentences."""
    problems: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def add_rankings(self, rankings: Sequence[Ranking], foreign: Sequence[Ranking], default_version: str) -> None:
        """Take what the search found, for the set's own questions and for foreign ones."""
        self.rankings, self.foreign = list(rankings), list(foreign)
        self.scores = score_rankings(rankings)
        for name in RANKING_METRICS if self.scores else ():
            values = [scores[name] for scores in self.scores.values()]
            self.metrics[name] = mean(values)
            self.intervals[name] = compute_interval(values)
        if headings := score_headings(rankings):
            self.metrics[HEADING_METRIC] = mean(headings)
            self.intervals[HEADING_METRIC] = compute_interval(headings)
        self.metrics["version_leakage"] = float(count_leaks(rankings, default_version))

    def lean(self, leanings: Leanings) -> None:
        """Take what the questions' vectors add to the scores."""
        self.rankings = [ranking.lean(leanings) for ranking in self.rankings]
        self.foreign = [ranking.lean(leanings) for ranking in self.foreign]

    def add_calibration(self, calibration: Calibration) -> None:
        """Take what the gate would do."""
        self.calibration = calibration
        self.metrics["gate_precision"] = calibration.precision
        self.metrics["gate_recall"] = calibration.recall
        self.metrics["gate_refused"] = calibration.refused

    def add_answers(self, answers: Sequence[Answer], sections: Sections | None, get_page: Any) -> None:
        """Take what the chain answered; `sections` are what citations are checked against, None: not read."""
        self.answers = list(answers)
        given = [(answer, answer.response) for answer in answers if answer.response is not None]
        self.faults = {
            answer.question.id: find_faults(response, answer.passages, sections) for answer, response in given
        }
        written = [(answer, response) for answer, response in given if response.outcome != "abstained"]
        abstained = [answer for answer, response in given if response.outcome == "abstained"]
        answerable = [answer for answer in answers if answer.question.relevant]
        foreign = [answer for answer in answers if not answer.question.relevant]
        rightly = [answer for answer in abstained if not answer.question.relevant]
        cited = [
            get_page(response.sources[number - 1].url) in answer.question.relevant
            for answer, response in written
            if answer.question.relevant
            for number in response.cited
        ]
        self.metrics |= {
            "citation_validity": mean([float(not faults) for faults in self.faults.values()]),
            "citation_precision": mean([float(hit) for hit in cited]),
            "cited_answers": mean([float(bool(response.cited)) for _, response in written]),
            **measure_proofs(written),
            "abstention_precision": len(rightly) / len(abstained) if abstained else 1.0,
            "abstention_recall": len(rightly) / len(foreign) if foreign else 1.0,
            "coverage": sum(1 for answer, _ in written if answer.question.relevant) / max(1, len(answerable)),
            "failures": float(len(answers) - len(given)),
            **_measure_times("first_token_ms", [answer.first_token_seconds for answer in answerable]),
            **_measure_times("total_ms", [answer.total_seconds for answer in answerable]),
            **measure_tokens(response.usage for answer, response in given if answer.question.relevant),
            **measure_tokens((one.usage for answer, one in given if not answer.question.relevant), prefix=FOREIGN),
        }

    def add_judgements(self, judgements: Sequence[Judgement]) -> None:
        """Take what the chat model thinks of the answers."""
        self.judgements = list(judgements)
        self.metrics |= measure_judgements(judgements)

    def add_prices(self, prices: Prices) -> None:
        """Take what the model's tokens cost."""
        for prefix in ("", FOREIGN):
            self.metrics |= price_tokens(self.metrics, prices, prefix=prefix)

    def check(self, at_least: dict[str, float], at_most: dict[str, float]) -> None:
        """Compare with thresholds by the metrics' names; a metric that was not measured is missed."""
        for bounds, word, fails in ((at_least, "below", _is_below), (at_most, "above", _is_above)):
            for name, bound in bounds.items():
                value = self.metrics.get(name)
                if value is None:
                    self.missed.append(f"{name} was not measured")
                elif fails(value, bound):
                    self.missed.append(f"{name} is {value:.4g}, {word} {bound:.4g}")

    def to_json(self) -> dict[str, Any]:
        """Numbers are rounded to four places."""
        return {
            "set": self.question_set.name,
            "questions": len(self.rankings),
            "answered": len(self.answers),
            "pages": self.pages,
            "passages": self.passages,
            "model": self.model,
            "generated": self.generated,
            "metrics": {
                name: round(value, 6 if name.endswith(ANSWER_USD) else 4) for name, value in self.metrics.items()
            },
            "intervals": {name: [round(bound, 4) for bound in bounds] for name, bounds in self.intervals.items()},
            "calibration": self.calibration and self.calibration.to_record() | {"stored": self.calibration_stored},
            "refusals": count_refusals(self.answers),
            "rubric": RUBRIC if self.judgements else "",
            "judgements": {one.question_id: one.grades for one in self.judgements},
            "missed": self.missed,
            "problems": self.problems,
            "seconds": round(self.seconds, 2),
            "per_question": [self._format_ranking(ranking) for ranking in self.rankings],
        }

    def _format_ranking(self, ranking: Ranking) -> dict[str, Any]:
        question = ranking.question
        scores = {name: round(value, 4) for name, value in self.scores.get(question.id, {}).items()}
        return {
            "id": question.id,
            "text": question.text,
            "relevant": question.relevant,
            "retrieved": ranking.pages,
            "score": round(ranking.score, 4),
            "faults": self.faults.get(question.id, []),
        } | scores


def _measure_times(name: str, seconds: Sequence[float]) -> dict[str, float]:
    """Of answers to real questions: a refused one takes less, and would make the others look quick."""
    return {f"{name}_p{share}": float(np.percentile(seconds, share)) * 1000 for share in (50, 95) if seconds}


def _is_below(value: float, bound: float) -> bool:
    return value < bound


def _is_above(value: float, bound: float) -> bool:
    return value > bound
