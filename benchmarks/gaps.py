"""Groups of questions, against groups that are known: `metadata.faq` of a question set.

    python -m benchmarks.gaps QUESTIONS

QUESTIONS is a folder in BEIR's format with a corpus. HDBSCAN is compared where scikit-learn is installed. The model is
the emulator.
"""

import argparse
import asyncio
import json
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.commands.own_index import index_quietly
from app.commands.safe_console import SafeConsole
from app.evaluation.corpus import CorpusSite
from app.index import create_retriever, create_vector_store
from app.insights.features import PAGE_WEIGHT, compare_questions
from app.insights.linkage import group
from app.parts import opening_site
from app.settings import Settings, load_settings
from chains.schemas import Filters
from gemini_emulator import running

Matrix = NDArray[np.float32]


def main(arguments: Sequence[str] = ()) -> None:
    """Print the table; without arguments only how to get it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gaps", description=__doc__)
    parser.add_argument("questions", type=Path, nargs="?")
    options = parser.parse_args(arguments)
    if options.questions is None:
        print("Needs a question set: python -m benchmarks.gaps QUESTIONS")
        return
    rows = [json.loads(line) for line in (options.questions / "queries.jsonl").read_text("utf-8").splitlines()]
    _, known = np.unique([row["metadata"]["faq"] for row in rows], return_inverse=True)
    with tempfile.TemporaryDirectory() as folder, running() as emulator:
        gemini = {"api_key": emulator.api_key, "base_url": emulator.base_url, "embedding_timeout_seconds": 300}
        settings = load_settings(gemini=gemini, qdrant={"path": folder, "host": ""})
        vectors, pages = asyncio.run(ask(options.questions / "corpus.jsonl", [row["text"] for row in rows], settings))
    print_table(vectors, pages, known)


async def ask(corpus: Path, texts: list[str], settings: Settings) -> tuple[Matrix, list[list[str]]]:
    """The vector of each question, and the pages of the passages that it finds."""
    await index_quietly(CorpusSite(corpus), settings, str(corpus), SafeConsole(stderr=True))
    async with opening_site(settings) as site:
        embeddings = site.process.gemini.embeddings
        retriever = create_retriever(
            site.guarded_index, create_vector_store(site.index, embeddings), k=settings.answer.passages
        )
        found = [await retriever.ainvoke(text, filters=Filters(), page_url="") for text in texts]
        vectors = [await embeddings.aembed_query(text) for text in texts]
    pages = [[document.metadata["url"].partition("#")[0] for document in documents] for documents in found]
    return np.asarray(vectors, dtype=np.float32), pages


def print_table(vectors: Matrix, pages: list[list[str]], known: NDArray[np.intp]) -> None:
    """Print what each way of grouping finds."""
    count = len(known)
    plain = vectors @ vectors.T
    ours = compare_questions(list(vectors), pages)
    print(f"{count} questions, {len(set(known.tolist()))} groups\n")
    print("| grouping | groups | ARI | nearest neighbour in the same group |\n|---|---|---|---|")
    thresholds = np.arange(0.1, 1.0, 0.02)
    best = max(thresholds, key=lambda at: measure_ari(known, label(group(plain, [None] * count, max_distance=at))))
    _print_row("plain vectors, best threshold", group(plain, [None] * count, max_distance=best), plain, known)
    nothing: list[list[str]] = [[] for _ in pages]
    _print_row(
        "without what is shared",
        group(compare_questions(list(vectors), nothing), [None] * count),
        compare_questions(list(vectors), nothing),
        known,
    )
    alone = compare_questions([None] * count, pages)
    _print_row("pages", group(alone / PAGE_WEIGHT, [None] * count), alone, known)
    _print_row("without what is shared, and pages", group(ours, [None] * count), ours, known)
    if find_spec("sklearn") is None:
        print("\nHDBSCAN is left out: scikit-learn is not installed.")
        return
    from sklearn.cluster import HDBSCAN  # type: ignore[import-not-found]  # noqa: PLC0415 - of this table alone

    for size in (2, 3, 4):
        labels = HDBSCAN(min_cluster_size=size, copy=True).fit_predict(vectors)
        found = [np.flatnonzero(labels == name).tolist() for name in range(labels.max() + 1)]
        found += [[number] for number in np.flatnonzero(labels < 0).tolist()]
        _print_row(f"HDBSCAN of plain vectors, at least {size}", found, plain, known)


def _print_row(name: str, groups: list[list[int]], likeness: Matrix, known: NDArray[np.intp]) -> None:
    ari = measure_ari(known, label(groups))
    print(f"| {name} | {len(groups)} | {ari:.2f} | {measure_neighbours(likeness, known):.2f} |")


def label(groups: list[list[int]]) -> NDArray[np.intp]:
    """The number of the group of each question."""
    labels = np.zeros(sum(map(len, groups)), dtype=np.intp)
    for name, members in enumerate(groups):
        labels[members] = name
    return labels


def measure_ari(known: NDArray[np.intp], found: NDArray[np.intp]) -> float:
    """The adjusted Rand index of Hubert and Arabie: 0 by chance, 1 when all groups are found."""
    table = np.zeros((known.max() + 1, found.max() + 1))
    np.add.at(table, (known, found), 1)
    together, first, second = (_count_pairs(counts) for counts in (table, table.sum(axis=1), table.sum(axis=0)))
    expected = first * second / _count_pairs(np.array([len(known)]))
    most = (first + second) / 2
    return (together - expected) / (most - expected) if most != expected else 1.0


def _count_pairs(counts: NDArray[np.floating] | NDArray[np.intp]) -> float:
    return float((counts * (counts - 1) / 2).sum())


def measure_neighbours(likeness: Matrix, known: NDArray[np.intp]) -> float:
    """Of the questions that are not alone in their group, the share whose nearest neighbour is in it."""
    others = likeness.copy()
    np.fill_diagonal(others, -np.inf)
    is_same = known[others.argmax(axis=1)] == known
    has_others = np.bincount(known)[known] > 1
    return float(is_same[has_others].mean())


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
