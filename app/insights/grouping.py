"""From questions that failed to gaps: groups of them, each with a name, known gaps first."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.insights.features import compare_questions
from app.insights.labels import Label, Stem, create_labels
from app.insights.linkage import group
from app.insights.questions import FailedQuestion, Vector, read_vector
from app.stores import StoredGap

MIN_ANSWERS = 3
"""Fewer make no gap. Of 300 questions of a month (`benchmarks/month.py`), 35 groups have two or more, of which 17 are
about nothing in common, or nothing of ours; 18 have three or more, of which 15 are gaps."""
_PAGES = 3


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions that are alike, the most typical first."""

    questions: list[FailedQuestion]
    label: Label
    gap: StoredGap | None
    """The gap that they belong to, when it is known."""
    pages: list[str]
    """The pages that most of them find, best first."""
    middle: Vector | None
    """The mean of their vectors, of length 1."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """All groups, those with the most questions first, and the questions that are like few others."""

    groups: list[QuestionGroup]
    alone: list[FailedQuestion]


def group_questions(
    questions: Sequence[FailedQuestion], gaps: Sequence[StoredGap], stem: Stem, *, gate: float = 0.0
) -> Grouping:
    """Group questions; those that are like a known gap join it, also when none of its questions is there any more.

    A passage whose cosine is below `gate` says nothing of a question.
    """
    known = {gap.number: gap for gap in gaps}
    present = {question.gap for question in questions}
    absent = [gap for gap in gaps if gap.number not in present]
    likeness = compare_questions(
        [*(question.vector for question in questions), *(read_vector(gap.vector) for gap in absent)],
        [
            *(question.newest.list_pages(near=gate) for question in questions),
            *([gap.page] if gap.page else [] for gap in absent),
        ],
    )
    mine = (question.gap if question.gap in known else None for question in questions)
    names = [*mine, *(gap.number for gap in absent)]
    chosen: list[tuple[list[int], int | None]] = []
    alone: list[FailedQuestion] = []
    for together in group(likeness, names):
        name = next((names[number] for number in together if names[number] is not None), None)
        members = [number for number in together if number < len(questions)]
        if members and name is None and sum(len(questions[number].failures) for number in members) < MIN_ANSWERS:
            alone += [questions[number] for number in members]
        elif members:
            typical = likeness[np.ix_(members, members)].sum(axis=1)
            chosen.append(([members[place] for place in np.argsort(-typical, kind="stable")], name))
    labels = create_labels([[questions[number].text for number in members] for members, _ in chosen], stem)
    groups = [
        _create_group([questions[number] for number in members], label, known[name] if name is not None else None)
        for (members, name), label in zip(chosen, labels, strict=True)
    ]
    return Grouping(groups, alone)


def _create_group(questions: list[FailedQuestion], label: Label, gap: StoredGap | None) -> QuestionGroup:
    weights: Counter[str] = Counter()
    for question in questions:
        for rank, page in enumerate(dict.fromkeys(question.newest.list_pages()), 1):
            weights[page] += len(question.failures) / rank  # type: ignore[assignment]  # counts may be parts
    vectors = [question.vector for question in questions if question.vector is not None]
    lengths = Counter(map(len, vectors))
    middle = None
    if vectors:
        length = lengths.most_common(1)[0][0]
        middle = np.mean([vector for vector in vectors if len(vector) == length], axis=0)
        middle = middle / (np.linalg.norm(middle) or 1)
    return QuestionGroup(questions, label, gap, [page for page, _ in weights.most_common(_PAGES)], middle)
