"""Fits the gate: the nearness below which nothing in the index answers a question."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean

import numpy as np

from app.index import Discriminant
from chains.errors import UsageError

ACCEPTED_REFUSALS = 0.02
"""The share of answerable questions that may be refused, where the two kinds overlap: the model can still refuse."""
ACCEPTED_MISSES = 0.02
"""The share of foreign questions that may pass, where there is room to choose."""
ACCEPTED_EVERYDAY = 0.06
"""The share of headings in everyday words that may be refused, which are harder than people's questions: where 6 of
100 of them are refused, of people's it is 1 of 110 on Redux' documentation, 2 of 60 on ours and none of 120 on npm's
and Karmada's. With 0.07 it is 1, 3 and none, and a tenth fewer of the foreign ones pass."""
ACCEPTED_WITHOUT_DISCRIMINANT = 0.13
"""The same where only the passages tell how near a question is: the foreign ones come nearer then."""
MIN_QUESTIONS = 10
MIN_STORED = 30
"""A gate that is fitted on fewer answerable questions is not stored: their lowest fiftieth is less than one of them."""
SPLITS = 100
_SEED = 20_261_120


@dataclass(frozen=True, slots=True)
class Calibration:
    """A threshold, and how one does on questions that it was not fitted on."""

    threshold: float
    precision: float
    """Of the questions refused, how many were foreign."""
    recall: float
    """Of the foreign questions, how many were refused."""
    refused: float
    """Of the answerable questions, how many were refused; the coverage is what is left."""
    answerable: int
    foreign: int
    """How many questions of each kind there were."""
    generated: bool = False
    """The answerable ones were made of headings, and of headings in everyday words."""
    discriminant: Discriminant | None = None
    """What the nearness of a question rests on beside the passages that are found."""

    def ensure_rests_on_enough(self) -> None:
        """Raise UsageError where it would refuse at random."""
        if self.answerable < MIN_STORED:
            raise UsageError(
                f"A gate that is fitted on {self.answerable} answerable questions would refuse at random, so none was "
                f"stored. Pass a folder with at least {MIN_STORED} questions of your readers."
            )

    def to_record(self) -> dict[str, float]:
        """What the index record keeps; the chain looks at `weak_match_below`."""
        return {
            "weak_match_below": round(self.threshold, 4),
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "refused": round(self.refused, 4),
            "answerable": self.answerable,
            "foreign": self.foreign,
            "generated": float(self.generated),
        }


def calibrate(
    answerable: Sequence[float],
    foreign: Sequence[float],
    *,
    everyday: Sequence[float] = (),
    discriminant: Discriminant | None = None,
) -> Calibration:
    """Fit the threshold on how near all are, and say how one that is fitted on half of them does on the other half.

    That is repeated with many random halves, so that no lucky draw is reported. `everyday` is how near questions made
    of headings are, in everyday words: then the `answerable` ones were made of headings too. Such questions are nearer
    to their passages than people's, so the threshold is put as low as the foreign ones allow, and lower where too many
    of the everyday ones would be refused. The share that is told as refused is then that of the everyday ones. With a
    `discriminant`, all are as near as it makes them when it was fitted without them.

    Raises:
        UsageError: there are too few questions.
    """
    if min(len(answerable), len(foreign)) < MIN_QUESTIONS:
        raise UsageError(
            f"The gate needs {MIN_QUESTIONS} answerable and {MIN_QUESTIONS} foreign questions to be fitted; there are "
            f"{len(answerable)} and {len(foreign)}."
        )
    random = Random(_SEED)  # noqa: S311 - draws that can be repeated, no secrets
    accepted = ACCEPTED_EVERYDAY if discriminant else ACCEPTED_WITHOUT_DISCRIMINANT
    judged: list[Calibration] = []
    for _ in range(SPLITS):
        fit_answerable, judge_answerable = _halve(answerable, random)
        fit_everyday, judge_everyday = _halve(everyday, random)
        fit_foreign, judge_foreign = _halve(foreign, random)
        threshold = fit_threshold(fit_answerable, fit_foreign, everyday=fit_everyday, accepted=accepted)
        judged.append(judge(threshold, judge_everyday or judge_answerable, judge_foreign))
    return Calibration(
        threshold=fit_threshold(answerable, foreign, everyday=everyday, accepted=accepted),
        precision=fmean(one.precision for one in judged),
        recall=fmean(one.recall for one in judged),
        refused=fmean(one.refused for one in judged),
        answerable=len(answerable),
        foreign=len(foreign),
        generated=bool(everyday),
        discriminant=discriminant,
    )


def fit_threshold(
    answerable: Sequence[float],
    foreign: Sequence[float],
    *,
    everyday: Sequence[float] = (),
    accepted: float = ACCEPTED_EVERYDAY,
) -> float:
    """At most ACCEPTED_REFUSALS of the answerable lie below it; where the kinds lie apart, it is between the two.

    Of the `everyday` ones, where there are some, at most the share `accepted` lies below it.
    """
    highest = float(np.quantile(answerable, ACCEPTED_REFUSALS))
    lowest = float(np.quantile(foreign, 1 - ACCEPTED_MISSES))
    if everyday:
        return min(highest, lowest, float(np.quantile(everyday, accepted)))
    return min(highest, (highest + lowest) / 2)


def judge(threshold: float, answerable: Sequence[float], foreign: Sequence[float]) -> Calibration:
    """How a threshold does on questions that are so near."""
    wrongly = sum(score < threshold for score in answerable)
    rightly = sum(score < threshold for score in foreign)
    return Calibration(
        threshold=threshold,
        precision=rightly / (rightly + wrongly) if rightly + wrongly else 1.0,
        recall=rightly / len(foreign) if foreign else 1.0,
        refused=wrongly / len(answerable) if answerable else 0.0,
        answerable=len(answerable),
        foreign=len(foreign),
    )


def _halve(scores: Sequence[float], random: Random) -> tuple[list[float], list[float]]:
    shuffled = random.sample(scores, len(scores))
    middle = len(shuffled) // 2
    return shuffled[:middle], shuffled[middle:]
