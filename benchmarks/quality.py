"""Quality of search, gate and citations: the tables of `website/docs/quality.md`.

    python -m benchmarks.quality QUESTIONS [--versions SITE]

QUESTIONS is a folder in BEIR's format with a corpus. SITE is a Docusaurus project with several versions; questions made
of headings that several versions have are asked in each of them. The model is the emulator: its answers are extracts.
"""

import argparse
import asyncio
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console

from app.commands import index as index_command
from app.evaluation.answering import ask_questions
from app.evaluation.corpus import CorpusSite, get_page_id
from app.evaluation.generated import create_heading_questions
from app.evaluation.questions import QuestionSet, load_question_set
from app.evaluation.ranking import BINARY_NDCG, RANKED_PAGES, Ranking, score_rankings
from app.evaluation.run import Plan, run_evaluation
from app.evaluation.statistics import compare, mean
from app.langserve_config import load_langserve_config
from app.qdrant.calibration import load_places
from app.qdrant.sparse import BM25
from app.server import Parts
from app.settings import Settings, load_settings
from gemini_emulator import Emulator, running
from gemini_emulator.embeddings import create_embedder
from indexing.model import Chunk, SiteOptions

SHOWN = ("hit@1", "hit@5", "hit@10", "mrr@10", "ndcg@10", BINARY_NDCG)
COMPARED = "mrr@10"
DEPTH = 50
Scores = dict[str, dict[str, float]]
Matrix = np.ndarray[tuple[int, int], np.dtype[np.float32]]


def main(arguments: Sequence[str] = ()) -> None:
    """Print the tables; without arguments only how to get them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("questions", type=Path, nargs="?")
    parser.add_argument("--versions", type=Path)
    options = parser.parse_args(arguments)
    if options.questions is None:
        print("Needs a question set: python -m benchmarks.quality QUESTIONS [--versions SITE]")
        return
    question_set = load_question_set(options.questions)
    print(f"{question_set.name}: {len(question_set.questions)} questions\n", flush=True)
    print_ablation(question_set)
    with tempfile.TemporaryDirectory() as folder:
        with running() as emulator:
            asyncio.run(print_answers(question_set, create_settings(emulator, Path(folder), "answers")))
        if options.versions:
            with running(embeddings="hash") as emulator:  # which version is found has nothing to do with vectors
                settings = create_settings(emulator, Path(folder), "versions")
                asyncio.run(print_leakage(options.versions, settings))


def create_settings(emulator: Emulator, folder: Path, name: str) -> Settings:
    """An embedded index of its own; the emulator is slow on a busy machine."""
    gemini = {"api_key": emulator.api_key, "base_url": emulator.base_url, "embedding_timeout_seconds": 300}
    return load_settings(gemini=gemini, qdrant={"path": folder, "collection_name": name, "host": ""})


def print_ablation(question_set: QuestionSet) -> None:
    """Rank in numpy, as the index does, with each part left out or exchanged."""
    embedder = create_embedder("minilm")
    questions = embedder.encode([question.text for question in question_set.questions])
    whole = Leg(question_set, embedder.encode, questions)
    small = Leg(question_set, embedder.encode, questions, size=1000)
    bare = Leg(question_set, embedder.encode, questions, breadcrumb=False)
    variants: dict[str, Scores] = {
        "BM25, without breadcrumb": bare.rank([bare.keywords()]),
        "BM25, breadcrumb as text": whole.rank([whole.keywords()]),
        "BM25, breadcrumb as a field of its own": whole.rank([whole.keywords(heading_weight=1.5)]),
        "dense, without breadcrumb": bare.rank([bare.cosines]),
        "dense": whole.rank([whole.cosines]),
        "hybrid, without breadcrumb": bare.rank([bare.cosines, bare.keywords()]),
        "hybrid, breadcrumb as text, RRF k = 2": whole.rank([whole.cosines, whole.keywords()], k=2),
        "hybrid, breadcrumb as text, RRF k = 10": whole.rank([whole.cosines, whole.keywords()]),
        "hybrid, breadcrumb as text, RRF k = 60": whole.rank([whole.cosines, whole.keywords()], k=60),
        "hybrid, only 8 candidates a half": whole.rank([whole.cosines, whole.keywords(heading_weight=1.5)], depth=8),
        "hybrid, 200 candidates a half": whole.rank([whole.cosines, whole.keywords(heading_weight=1.5)], depth=200),
        "hybrid, heading weight 1": whole.rank([whole.cosines, whole.keywords(heading_weight=1)]),
        "hybrid, heading weight 2": whole.rank([whole.cosines, whole.keywords(heading_weight=2)]),
        "hybrid, sections cut at 1,000 characters": small.rank([small.cosines, small.keywords(heading_weight=1.5)]),
        "**as shipped**": whole.rank([whole.cosines, whole.keywords(heading_weight=1.5)]),
    }
    shipped = variants["**as shipped**"]
    print(f"| ranking | {' | '.join(SHOWN)} | shipped gains in {COMPARED} |")
    print(f"|---|{'---|' * (len(SHOWN) + 1)}")
    for name, scores in variants.items():
        values = " | ".join(f"{mean([one[metric] for one in scores.values()]):.3f}" for metric in SHOWN)
        gain, (low, high) = compare(_pick(shipped), _pick(scores))
        print(f"| {name} | {values} | {gain:+.3f} ({low:+.3f} to {high:+.3f}) |", flush=True)


def _pick(scores: Scores) -> dict[str, float]:
    return {question: one[COMPARED] for question, one in scores.items()}


class Leg:
    """The corpus cut in one way, with what each half of the search says of it."""

    def __init__(
        self,
        question_set: QuestionSet,
        encode: Callable[[Sequence[str]], Matrix],
        questions: Matrix,
        *,
        size: int | None = None,
        breadcrumb: bool = True,
    ) -> None:
        if question_set.corpus is None:
            sys.exit("The question set needs a corpus.jsonl.")
        self._questions = question_set.questions
        self._chunks = _cut(question_set.corpus, size)
        self._breadcrumb = breadcrumb
        self.cosines: Matrix = questions @ encode([self._format(chunk) for chunk in self._chunks]).T

    def keywords(self, heading_weight: float = 0.0) -> Matrix:
        """BM25 of each question and chunk; without a weight, the breadcrumb is part of the text."""
        if heading_weight:
            texts = self._score([chunk.text for chunk in self._chunks])
            return texts + heading_weight * self._score([chunk.place.section for chunk in self._chunks])
        return self._score([self._format(chunk) for chunk in self._chunks])

    def rank(self, halves: Sequence[Matrix], *, k: int = 10, depth: int = DEPTH) -> Scores:
        """The metrics of each question, ranked by reciprocal rank fusion."""
        rankings = []
        for row, question in enumerate(self._questions):
            fused: dict[int, float] = defaultdict(float)
            for half in halves:
                best = np.argsort(-half[row], kind="stable")[: depth if len(halves) > 1 else None]
                for place, chunk in enumerate(best):
                    if half[row][chunk] > 0:
                        fused[int(chunk)] += 1 / (k + place)
            order = sorted(fused, key=lambda chunk: (-fused[chunk], -float(self.cosines[row][chunk])))
            pages = dict.fromkeys(get_page_id(self._chunks[chunk].place.url) for chunk in order)
            rankings.append(Ranking(question, tuple(pages)[:RANKED_PAGES], 0.0, ()))
        return score_rankings(rankings)

    def _format(self, chunk: Chunk) -> str:
        return chunk.embedded_text if self._breadcrumb else chunk.text

    def _score(self, texts: Sequence[str]) -> Matrix:
        """As Qdrant does it: the document's weights times the rarity of each word."""
        bm25 = BM25("english")
        postings: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for number, text in enumerate(texts):
            vector = bm25.embed_documents([" ".join(text.split())])[0]
            for token, weight in zip(vector.indices, vector.values, strict=True):
                postings[token].append((number, weight))
        scores = np.zeros((len(self._questions), len(texts)), dtype=np.float32)
        for row, question in enumerate(self._questions):
            for token in bm25.embed_query(question.text).indices:
                found = postings.get(token, [])
                rarity = np.log(1 + (len(texts) - len(found) + 0.5) / (len(found) + 0.5))
                for number, weight in found:
                    scores[row, number] += rarity * weight
        return scores


def _cut(corpus: Path, size: int | None) -> list[Chunk]:
    chunks = [chunk for page in CorpusSite(corpus).read_pages() for chunk in page.chunks]
    if size is None:
        return chunks
    return [replace(chunk, text=text) for chunk in chunks for text in _split(chunk.text, size)]


def _split(text: str, size: int) -> list[str]:
    parts = [""]
    for paragraph in text.split("\n\n"):
        if parts[-1] and len(parts[-1]) + len(paragraph) + 2 > size:
            parts.append("")
        parts[-1] += f"\n\n{paragraph}" if parts[-1] else paragraph
    return parts


async def print_answers(question_set: QuestionSet, settings: Settings) -> None:
    """The gate, citations and times of the real chain; and whether each stream adds up to what invoke gives."""
    assert question_set.corpus is not None
    await index_command.run(CorpusSite(question_set.corpus), settings, "corpus", Console(quiet=True))
    parts = Parts(settings)
    try:
        chain = parts.create_chain(load_langserve_config(settings.server).routes[0])
        plan = Plan(question_set, answers=len(question_set.questions), stores_calibration=True)
        evaluation = await run_evaluation(plan, parts, chain, lambda *_: None)
        different = 0
        async for answer in ask_questions(question_set.questions, chain):
            invoked: dict[str, Any] = await chain.ainvoke(answer.question.to_request())
            different += answer.response is None or answer.response.model_dump() != invoked
    finally:
        await parts.aclose()
    print("\n| metric | value |\n|---|---|")
    for name, value in evaluation.metrics.items():
        print(f"| {name} | {value:.3f} |")
    print(f"| answers whose stream adds up to something else than invoke | {different} |")
    print(f"| answers with a fault in their citations | {sum(map(bool, evaluation.faults.values()))} |")
    print(f"\n{json.dumps(evaluation.to_json()['calibration'])}", flush=True)


async def print_leakage(site_folder: Path, settings: Settings) -> None:
    """Ask for headings that several versions have, in each version and in none."""
    site = index_command.open_site(site_folder, SiteOptions())
    await index_command.run(site, settings, "versions", Console(quiet=True))
    parts = Parts(settings)
    try:
        record = await parts.index.check()
        places = await load_places(parts.index)
        versions: dict[tuple[str, str], set[str]] = defaultdict(set)
        for place in places:
            versions[place.section, place.locale].add(place.version)
        shared = [place for place in places if len(versions[place.section, place.locale]) > 1]
        retriever = parts.index.create_retriever(parts.gemini.embeddings, k=settings.answer.passages)
        asked = passages = leaked = 0
        for question in create_heading_questions(shared, limit=400):
            for filters in (question.filters, question.filters.model_copy(update={"version": ""})):
                wanted = filters.version or record.default_version
                documents = await retriever.ainvoke(question.text, filters=filters)
                asked += 1
                passages += len(documents)
                leaked += any(document.metadata["version"] not in {wanted, ""} for document in documents)
    finally:
        await parts.aclose()
    print("\n| versions | headings in several | questions | passages | questions that leak |\n|---|---|---|---|---|")
    shown = len({place.version for place in places})
    several = len({(place.section, place.locale) for place in shared})
    print(f"| {shown} | {several} | {asked} | {passages} | {leaked} |")


if __name__ == "__main__":
    main(sys.argv[1:])
