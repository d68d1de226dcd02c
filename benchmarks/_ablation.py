"""The ablation table of `website/docs/quality.md`: the ranking with each part left out or exchanged, in numpy."""

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from app.evaluation.corpus import CorpusSite, get_page_id
from app.evaluation.questions import QuestionSet
from app.evaluation.ranking import BINARY_NDCG, RANKED_PAGES, Ranking, score_rankings
from app.evaluation.statistics import compare, mean
from app.index.search.sparse import BM25, HEADING_AVG_LEN, HEADING_WEIGHT
from gemini_emulator.embeddings import create_embedder
from indexing.model import Chunk

SHOWN = ("hit@1", "hit@5", "hit@10", "mrr@10", "ndcg@10", BINARY_NDCG)
COMPARED = ("mrr@10", "ndcg@10")
DEPTH = 50
RRF_K = 10
FEEDBACK_PASSAGES, FEEDBACK_WORDS, FEEDBACK_WORD_WEIGHT, FEEDBACK_VECTOR_WEIGHT = 5, 20, 0.06, 0.3
_CAMEL = re.compile(r"\b[A-Za-z0-9]*[a-z0-9][A-Z][A-Za-z0-9]*")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_CODE = re.compile(r"^ *(```|~~~).*?(?:^ *\1|\Z)", re.DOTALL | re.MULTILINE)
Scores = dict[str, dict[str, float]]
Words = dict[int, float]
"""BM25's weight of each token."""
Matrix = np.ndarray[tuple[int, int], np.dtype[np.float32]]


def print_ablation(question_set: QuestionSet) -> None:
    """Rank in numpy, as the index does, with each part left out or exchanged."""
    embedder = create_embedder("minilm")
    questions = embedder.encode([question.text for question in question_set.questions])
    whole = Leg(question_set, embedder.encode, questions)
    small = Leg(question_set, embedder.encode, questions, size=1000)
    bare = Leg(question_set, embedder.encode, questions, breadcrumb=False)
    shipped = [whole.cosines, whole.keywords(HEADING_WEIGHT)]
    text = [whole.cosines, whole.keywords()]
    camel = whole.keywords(HEADING_WEIGHT, prepare=split_camel)
    prose = whole.keywords(HEADING_WEIGHT, prepare=lambda text: _CODE.sub("", text))
    flat = whole.keywords(HEADING_WEIGHT, b=0.4)
    long = whole.keywords(1.5, heading_length=256.0)
    variants: dict[str, Scores] = {
        "BM25, without breadcrumb": bare.rank([bare.keywords()]),
        "BM25, breadcrumb as text": whole.rank(text[1:]),
        "BM25, breadcrumb as a field of its own": whole.rank(shipped[1:]),
        "dense, without breadcrumb": bare.rank([bare.cosines]),
        "dense": whole.rank([whole.cosines]),
        "hybrid, without breadcrumb": bare.rank([bare.cosines, bare.keywords()]),
        "hybrid, breadcrumb as text, RRF k = 2": whole.rank(text, k=2),
        "hybrid, breadcrumb as text, RRF k = 10": whole.rank(text),
        "hybrid, breadcrumb as text, RRF k = 60": whole.rank(text, k=60),
        "hybrid, RRF k = 5": whole.rank(shipped, k=5),
        "hybrid, RRF k = 20": whole.rank(shipped, k=20),
        "hybrid, only 8 candidates a half": whole.rank(shipped, depth=8),
        "hybrid, 200 candidates a half": whole.rank(shipped, depth=200),
        "hybrid, the dense half counts 1.4": whole.rank(shipped, weights=(1.4, 1)),
        "hybrid, heading weight 1": whole.rank([whole.cosines, whole.keywords(1)]),
        "hybrid, heading weight 3": whole.rank([whole.cosines, whole.keywords(3)]),
        "hybrid, heading weight 1.5, length of headings as of texts": whole.rank([whole.cosines, long]),
        "hybrid, BM25 with b = 0.4": whole.rank([whole.cosines, flat]),
        "hybrid, BM25 without code": whole.rank([whole.cosines, prose]),
        "hybrid, parts of camelCase words in BM25": whole.rank([whole.cosines, camel]),
        "hybrid, sections cut at 1,000 characters": small.rank([small.cosines, small.keywords(HEADING_WEIGHT)]),
        "hybrid, a second search with feedback": whole.rank(whole.search_again(shipped)),
        "hybrid, b = 0.4 and a second search": whole.rank(whole.search_again([whole.cosines, flat], b=0.4)),
        "best order of the pages among the 50 best passages": whole.rank_ideally(shipped, passages=50),
        "**as shipped**": whole.rank(shipped),
    }
    best = variants["**as shipped**"]
    print(f"| ranking | {' | '.join(SHOWN)} | {' | '.join(f'shipped gains in {metric}' for metric in COMPARED)} |")
    print(f"|---|{'---|' * (len(SHOWN) + len(COMPARED))}")
    for name, scores in variants.items():
        cells = [f"{mean([one[metric] for one in scores.values()]):.3f}" for metric in SHOWN]
        for metric in COMPARED:
            gain, (low, high) = compare(_pick(best, metric), _pick(scores, metric))
            cells.append(f"{gain:+.3f} ({low:+.3f} to {high:+.3f})")
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


def split_camel(text: str) -> str:
    """With the parts behind each camelCase word."""
    return _CAMEL.sub(lambda word: f"{word[0]} {_HUMP.sub(' ', word[0])}", text)


def _pick(scores: Scores, metric: str) -> dict[str, float]:
    return {question: one[metric] for question, one in scores.items()}


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
        self._vectors = encode([self._format(chunk) for chunk in self._chunks])
        self._question_vectors = questions
        self.cosines: Matrix = questions @ self._vectors.T

    def keywords(
        self,
        heading_weight: float = 0.0,
        *,
        prepare: Callable[[str], str] = str,
        b: float = 0.75,
        heading_length: float = HEADING_AVG_LEN,
    ) -> Matrix:
        """BM25 of each question and chunk; without a weight, the breadcrumb is part of the text."""
        asked = [_embed_question(prepare(question.text)) for question in self._questions]
        if not heading_weight:
            return _score(_embed([prepare(self._format(chunk)) for chunk in self._chunks], b), asked)
        texts = _score(_embed([prepare(chunk.text) for chunk in self._chunks], b), asked)
        headings = _embed([prepare(chunk.place.section) for chunk in self._chunks], b, heading_length)
        return texts + heading_weight * _score(headings, asked)

    def search_again(self, halves: Sequence[Matrix], *, b: float = 0.75) -> list[Matrix]:
        """Both halves for questions that were moved towards the best passages of a first search."""
        texts = _embed([chunk.text for chunk in self._chunks], b)
        added: list[Words] = []
        vectors = self._question_vectors.copy()
        for row in range(len(self._questions)):
            best = self._fuse(halves, row, k=RRF_K, depth=DEPTH, weights=(1, 1))[:FEEDBACK_PASSAGES]
            vectors[row] += FEEDBACK_VECTOR_WEIGHT * self._vectors[best].mean(axis=0)
            words: Words = defaultdict(float)
            for chunk in best:
                for token, weight in texts[chunk].items():
                    words[token] += FEEDBACK_WORD_WEIGHT * weight / len(best)
            added.append(dict(sorted(words.items(), key=lambda word: -word[1])[:FEEDBACK_WORDS]))
        return [vectors @ self._vectors.T, halves[1] + _score(texts, added)]

    def rank(
        self, halves: Sequence[Matrix], *, k: int = RRF_K, depth: int = DEPTH, weights: Sequence[float] = (1, 1)
    ) -> Scores:
        """The metrics of each question, ranked by reciprocal rank fusion."""
        rankings = []
        for row, question in enumerate(self._questions):
            order = self._fuse(halves, row, k=k, depth=depth, weights=weights)
            pages = dict.fromkeys(get_page_id(self._chunks[chunk].place.url) for chunk in order)
            rankings.append(Ranking(question, tuple(pages)[:RANKED_PAGES], 0.0, ()))
        return score_rankings(rankings)

    def rank_ideally(self, halves: Sequence[Matrix], *, passages: int) -> Scores:
        """The metrics that the pages among the first passages would have in the best order."""
        rankings = []
        for row, question in enumerate(self._questions):
            order = self._fuse(halves, row, k=RRF_K, depth=DEPTH, weights=(1, 1))[:passages]
            pages = dict.fromkeys(get_page_id(self._chunks[chunk].place.url) for chunk in order)
            best = sorted(pages, key=lambda page: -question.relevant.get(page, 0))
            rankings.append(Ranking(question, tuple(best)[:RANKED_PAGES], 0.0, ()))
        return score_rankings(rankings)

    def _fuse(self, halves: Sequence[Matrix], row: int, *, k: int, depth: int, weights: Sequence[float]) -> list[int]:
        fused: dict[int, float] = defaultdict(float)
        for half, weight in zip(halves, weights, strict=False):
            best = np.argsort(-half[row], kind="stable")[: depth if len(halves) > 1 else None]
            for place, chunk in enumerate(best):
                if half[row][chunk] > 0:
                    fused[int(chunk)] += weight / (k + place)
        return sorted(fused, key=lambda chunk: (-fused[chunk], -float(self.cosines[row][chunk])))

    def _format(self, chunk: Chunk) -> str:
        return chunk.embedded_text if self._breadcrumb else chunk.text


def _embed(texts: Sequence[str], b: float, length: float = 256.0) -> list[Words]:
    bm25 = BM25("english", b=b, avg_len=length)  # on one line, so that no text has a heading's field
    vectors = bm25.embed_documents([" ".join(text.split()) for text in texts])
    return [dict(zip(vector.indices, vector.values, strict=True)) for vector in vectors]


def _embed_question(text: str) -> Words:
    return dict.fromkeys(BM25("english").embed_query(text).indices, 1.0)


def _score(texts: Sequence[Words], asked: Sequence[Words]) -> Matrix:
    """As Qdrant does it: the weights in text and question times the rarity of each word."""
    postings: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for number, words in enumerate(texts):
        for token, weight in words.items():
            postings[token].append((number, weight))
    scores = np.zeros((len(asked), len(texts)), dtype=np.float32)
    for row, words in enumerate(asked):
        for token, wanted in words.items():
            found = postings.get(token, [])
            rarity = np.log(1 + (len(texts) - len(found) + 0.5) / (len(found) + 0.5))
            for number, weight in found:
                scores[row, number] += rarity * weight * wanted
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
