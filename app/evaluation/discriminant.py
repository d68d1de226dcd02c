"""Fits the discriminant of an index: what tells vectors of answerable questions from those of foreign ones."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

import numpy as np
from langchain_core.embeddings import Embeddings

from app.index import Discriminant
from chains.languages import detect_language

RIDGE = 0.001
"""How much the fit is held back, as a share of the vectors' variance. From 0.0003 to 0.003, and with weights from 0.05
to 0.085, readers and strangers are told apart about alike."""
FOLDS = 5
_TINY = 1e-9
"""The vectors have length 1. Where all are equal, what is left of their variance is rounding."""
Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]
Numbers = np.ndarray[tuple[int], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Leanings:
    """A discriminant, and what each question gets of one that was fitted without it."""

    discriminant: Discriminant | None
    """None where nothing could be learned."""
    by_text: Mapping[str, float]

    def get(self, text: str) -> float:
        """0 for a question that took no part."""
        return self.by_text.get(text, 0.0)


class RememberingEmbeddings(Embeddings):
    """The vectors of another model; those of questions are remembered."""

    def __init__(self, embeddings: Embeddings) -> None:
        self.vectors: dict[str, Sequence[float]] = {}
        self._embeddings = embeddings

    async def aembed_query(self, text: str) -> list[float]:
        """The other model's."""
        vector = await self._embeddings.aembed_query(text)
        self.vectors[text] = vector
        return vector

    def embed_query(self, text: str) -> NoReturn:
        """An evaluation asks asynchronously."""
        raise NotImplementedError("It would block the event loop: use `await embeddings.aembed_query(…)`.")

    def embed_documents(self, texts: list[str]) -> NoReturn:
        """An evaluation asks questions alone."""
        raise NotImplementedError("It would block the event loop: use `await embeddings.aembed_query(…)`.")


def are_in_english(texts: Iterable[str]) -> bool:
    """Whether most of those are in English whose language can be told, and one is."""
    counts = Counter(map(detect_language, texts))
    return 2 * counts["en"] > counts.total() - counts[""]


def learn_leanings(
    answerable: Sequence[Sequence[str]], foreign: Sequence[str], vectors: Mapping[str, Sequence[float]]
) -> Leanings:
    """Fit the discriminant by ridge regression, in which both kinds weigh alike.

    Each of `answerable` is a question in all its wordings, which stay together when the fit is made without it. The
    foreign ones are in English, so where the others are not, none is fitted: it would tell the languages apart. Nor is
    one where a fold would have nothing to learn of.
    """
    asked = [texts for texts in answerable if all(text in vectors for text in texts)]
    strangers = [text for text in foreign if text in vectors]
    if min(len(asked), len(strangers)) < FOLDS or not are_in_english(texts[0] for texts in asked):
        return Leanings(None, {})
    rows = [(text, number % FOLDS, 1.0) for number, texts in enumerate(asked) for text in texts]
    rows += [(text, number % FOLDS, -1.0) for number, text in enumerate(strangers)]
    points = np.asarray([vectors[text] for text, _, _ in rows], dtype=np.float64)
    folds = np.asarray([fold for _, fold, _ in rows])
    kinds = np.asarray([kind for _, _, kind in rows])
    leanings: dict[str, float] = {}
    for fold in range(FOLDS):
        fitted = _fit(points[folds != fold], kinds[folds != fold])
        for row in np.flatnonzero(folds == fold):
            leanings[rows[row][0]] = fitted.measure(points[row].tolist())
    return Leanings(_fit(points, kinds), leanings)


def _fit(points: Matrix, kinds: Numbers) -> Discriminant:
    """Solved for the questions, which are fewer than the dimensions of many models."""
    shares = np.where(kinds > 0, 0.5 / np.count_nonzero(kinds > 0), 0.5 / np.count_nonzero(kinds < 0))
    middle = shares @ points
    centred = points - middle
    ridge = max(RIDGE * float(shares @ (centred**2).sum(axis=1)), _TINY)
    pulls = np.linalg.solve(centred @ centred.T + ridge * np.diag(1 / shares), kinds)
    weights = (pulls @ centred).astype(np.float16).astype(np.float64)
    return Discriminant.create(weights, float(middle @ weights))
