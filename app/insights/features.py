"""How alike two questions are: in what they say beyond what all questions of the site share, and in what they find."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

SHARED_COMPONENTS = 2
"""Measured with 110 questions of Redux' readers: of questions that share a group, the share whose nearest neighbour is
in it is .27 with the plain vectors, .28 without their mean, .33 without the first principal component, too, .38 without
the first two; .35 without three."""
DOUBT = 20
"""Few questions do not tell what all of them share: of `n`, the part n / (n + 20) of it is taken away.

In samples of 8 of these questions, groups are found with an ARI of .11 when all of it is taken away, .31 with this.
"""
PAGE_WEIGHT = 0.5
"""What the pages count, against 1 for both. Groups of the same questions: ARI .16 by what they say, .17 by their pages,
.22 by both, and .10 at best by their plain vectors (`python -m benchmarks.gaps`)."""


def compare_questions(vectors: Sequence[NDArray[np.floating] | None], pages: Sequence[Sequence[str]]) -> Matrix:
    """The likeness of each question with each other, about -1 to 1.

    `vectors` are those that embedded them, None where there is none. `pages` are the URLs that a search for each
    brings, best first; one may stand there several times.
    """
    said = _without_shared(_stack(vectors))
    likeness: Matrix = (1 - PAGE_WEIGHT) * (said @ said.T)
    for holders, weights in _weigh_pages(pages):
        likeness[np.ix_(holders, holders)] += PAGE_WEIGHT * np.outer(weights, weights)
    return likeness


def _stack(vectors: Sequence[NDArray[np.floating] | None]) -> Matrix:
    """The vectors as rows of length 1; one that is missing, broken, or of another model is zeros."""
    lengths = Counter(len(vector) for vector in vectors if vector is not None)
    length = lengths.most_common(1)[0][0] if lengths else 1
    rows = np.zeros((len(vectors), length), dtype=np.float32)
    for row, vector in zip(rows, vectors, strict=True):
        if vector is not None and len(vector) == length and np.isfinite(vector).all():
            row[:] = vector
    return _normalize(rows)


def _without_shared(rows: Matrix) -> Matrix:
    """The rows without their mean and their first principal components."""
    given = rows.any(axis=1)
    if not given.any():
        return rows
    told = rows[given]
    certainty = len(told) / (len(told) + DOUBT)
    centred = told - told.mean(axis=0)
    # The eigenvectors of the scatter, whose size does not grow with the questions.
    _, directions = np.linalg.eigh(centred.T @ centred)
    shared = directions[:, -SHARED_COMPONENTS:]
    kept = np.zeros_like(rows)
    kept[given] = told - certainty * told.mean(axis=0) - certainty * (centred @ shared) @ shared.T
    return _normalize(kept)


def _normalize(rows: Matrix) -> Matrix:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    normal: Matrix = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return normal


def _weigh_pages(pages: Sequence[Sequence[str]]) -> list[tuple[NDArray[np.intp], Matrix]]:
    """For each page that several questions find: which they are, and how much it says of each.

    A page counts by its ranks, 1 / rank, and the more the fewer questions find it; one that all find says nothing.
    """
    ranked: list[dict[str, float]] = []
    for found in pages:
        weights: dict[str, float] = defaultdict(float)
        for rank, page in enumerate(found, 1):
            weights[page] += 1 / rank
        ranked.append(weights)
    holders: dict[str, list[int]] = defaultdict(list)
    for number, weights in enumerate(ranked):
        for page in weights:
            holders[page].append(number)
    rarity = {page: float(np.log((len(pages) + 1) / (len(found) + 1))) for page, found in holders.items()}
    lengths = [
        float(np.sqrt(sum((weight * rarity[page]) ** 2 for page, weight in weights.items()))) or 1.0
        for weights in ranked
    ]
    return [
        (
            np.array(found, dtype=np.intp),
            np.array([ranked[number][page] * rarity[page] / lengths[number] for number in found], dtype=np.float32),
        )
        for page, found in holders.items()
    ]
