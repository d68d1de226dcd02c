"""The proof of sentences: fits its regression anew, and measures it.

    python -m benchmarks.support [FILE [--embeddings]]

FILE: JSON lines (`.gz` too) with `claim`, `references`, `attribution_label`, and where there are any `question` and
`src_dataset`; such as AttributionBench's. Claims of one question are never on both sides of a fold. With
`--embeddings`, the likeness of vectors is a feature too, and the demo's model makes them, which takes minutes.
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings

from app.evaluation.proof.support import JudgedClaim, compute_auc, compute_macro_f1, load_judged_claims
from app.evaluation.statistics import mean
from benchmarks.planted import CORPORA, format_table, judge_all
from chains.support import THRESHOLD, Doubt
from chains.support.embedded_opinion import MOST, measure_likeness
from chains.support.evidence import Evidence, Features, Text
from chains.support.scoring import WRONG, Sentence, has_wrong_fact, is_of_another_language, strip_markers
from gemini_emulator.embeddings import create_embedder

FOLDS = 10
REPEATS = 10
SAMPLES = 2_000
RIDGE = 10.0
"""The penalty of the squared weights, of features with a deviation of one."""


def main(arguments: Sequence[str] = ()) -> None:
    """Print the planted faults, and with a file the cross-validation and the weights that are fitted to it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--embeddings", action="store_true", help="with the likeness of vectors")
    given = parser.parse_args(arguments)
    for corpus in CORPORA:
        print(f"{corpus}:\n\n{format_table(list(judge_all(corpus)))}\n")
    if given.file is not None:
        print_fit(load_judged_claims(given.file), MiniLM() if given.embeddings else None)


class MiniLM(Embeddings):
    """The demo's embedding model, without a server."""

    def __init__(self) -> None:
        self._embedder = create_embedder("minilm")

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector of length 1 for each text."""
        vectors: list[list[float]] = self._embedder.encode(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """The same for one."""
        return self.embed_documents([text])[0]


def print_fit(judged: Sequence[JudgedClaim], embeddings: Embeddings | None = None) -> None:
    """Fit the regression anew."""
    claims = [replace(one, claim=strip_markers(one.claim)) for one in judged]
    sentences = [Sentence(one.claim) for one in claims]
    matches = [
        Evidence([Text.cut(text) for text in one.references]).match(sentence.words)
        for one, sentence in zip(claims, sentences, strict=True)
    ]
    features = np.array([match.features for match in matches])
    names = [*Features._fields]
    if embeddings is not None:
        doubts = [Doubt(sentence, (1,), match) for sentence, match in zip(sentences, matches, strict=True)]
        features = np.column_stack([features, asyncio.run(_measure_likeness(embeddings, doubts))])
        names.append("likeness")
    labels = np.array([one.is_supported for one in claims])
    pairs = list(zip(sentences, matches, strict=True))
    wrong = np.array([has_wrong_fact(sentence, match) for sentence, match in pairs])
    foreign = np.array([is_of_another_language(sentence, match.evidence) for sentence, match in pairs])
    print()
    _print_cross_validation(claims, features, labels, wrong, foreign)
    weights, intercept = fit(features, labels)
    print("\nweights:", ", ".join(f"{name}={weight:.3f}" for name, weight in zip(names, weights, strict=True)))
    print(f"intercept: {intercept:.3f}")


async def _measure_likeness(embeddings: Embeddings, doubts: Sequence[Doubt]) -> list[float]:
    """0 where no place shares a word with the sentence."""
    placed = [doubt for doubt in doubts if doubt.match.found]
    found: dict[Doubt, float] = {}
    for start in range(0, len(placed), MOST):
        asked = placed[start : start + MOST]
        found |= zip(asked, await measure_likeness(embeddings, asked), strict=True)
    return [found.get(doubt, 0.0) for doubt in doubts]


def fit(features: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, float]:
    """Logistic regression with a ridge, by Newton's method."""
    mean, deviation = features.mean(axis=0), features.std(axis=0)
    scaled = np.column_stack([np.ones(len(features)), (features - mean) / deviation])
    ridge = np.diag([0.0, *[RIDGE] * features.shape[1]])
    weights = np.zeros(scaled.shape[1])
    for _ in range(20):
        chance = 1 / (1 + np.exp(-scaled @ weights))
        gradient = scaled.T @ (labels - chance) - ridge @ weights
        weights += np.linalg.solve((scaled.T * (chance * (1 - chance))) @ scaled + ridge, gradient)
    unscaled = weights[1:] / deviation
    return unscaled, float(weights[0] - unscaled @ mean)


def predict(
    features: np.ndarray, weights: np.ndarray, intercept: float, wrong: np.ndarray, foreign: np.ndarray
) -> np.ndarray:
    """The scores, with the facts that overrule the regression."""
    scores = np.where(foreign, 1.0, 1 / (1 + np.exp(-features @ weights - intercept)))
    return np.where(wrong, np.minimum(scores, WRONG), scores)


def _print_cross_validation(
    claims: Sequence[JudgedClaim], features: np.ndarray, labels: np.ndarray, wrong: np.ndarray, foreign: np.ndarray
) -> None:
    _, groups = np.unique([one.question or str(number) for number, one in enumerate(claims)], return_inverse=True)
    sets = np.array([one.source for one in claims])
    runs = []
    for repeat in range(REPEATS):
        folds = np.random.default_rng(repeat).permutation(groups.max() + 1)[groups] % FOLDS
        scores = np.zeros(len(labels))
        for fold in range(FOLDS):
            held = folds == fold
            model = fit(features[~held], labels[~held])
            scores[held] = predict(features[held], *model, wrong[held], foreign[held])
        runs.append(scores)
    print("| claims | n | macro-F1 | AUC | macro-F1, fitted to the others | AUC |\n|---|---|---|---|---|---|")
    for name in ["all", *np.unique(sets)]:
        chosen = np.ones(len(labels), bool) if name == "all" else sets == name
        cells = [str(chosen.sum()), *_measure(labels[chosen], [scores[chosen] for scores in runs], groups[chosen])]
        if name != "all" and not chosen.all():
            model = fit(features[~chosen], labels[~chosen])
            held = predict(features[chosen], *model, wrong[chosen], foreign[chosen])
            cells += [
                f"{compute_macro_f1(labels[chosen], held >= THRESHOLD):.3f}",
                f"{compute_auc(labels[chosen], held):.3f}",
            ]
        print(f"| {name} | {' | '.join([*cells, '', ''][:5])} |")


def _measure(labels: np.ndarray, runs: Sequence[np.ndarray], groups: np.ndarray) -> tuple[str, str]:
    """Means over the repeats; intervals by drawing questions, not claims, again."""
    scores = runs[0]
    members = [np.flatnonzero(groups == group) for group in np.unique(groups)]
    random = np.random.default_rng(0)
    drawn = [
        np.concatenate([members[one] for one in random.integers(len(members), size=len(members))])
        for _ in range(SAMPLES)
    ]
    f1s = [compute_macro_f1(labels[one], scores[one] >= THRESHOLD) for one in drawn]
    aucs = [auc for one in drawn if (auc := compute_auc(labels[one], scores[one])) is not None]
    f1 = mean([compute_macro_f1(labels, one >= THRESHOLD) for one in runs])
    auc = mean([found for one in runs if (found := compute_auc(labels, one)) is not None])
    return _format(f1, f1s), _format(auc, aucs)


def _format(value: float, samples: Sequence[float]) -> str:
    low, high = np.percentile(samples, [2.5, 97.5])
    return f"{value:.3f} ({low:.3f} to {high:.3f})"


if __name__ == "__main__":
    main(sys.argv[1:])
