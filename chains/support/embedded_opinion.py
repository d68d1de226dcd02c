"""The embedding model's opinion: how near the vector of a sentence is to that of the likest place in its passages.

All sentences of an answer go into one call.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from operator import mul

from langchain_core.embeddings import Embeddings

from chains.schemas import Usage
from chains.support.evidence import Features
from chains.support.scoring import is_of_another_language
from chains.support.second_opinion import SECONDS, Doubt, Opinion, SecondOpinion

_STRANGERS = (
    "The train to the coast leaves at noon.",
    "She planted roses along the garden wall.",
    "The orchestra tuned its strings before the concert.",
    "Fresh bread smells best early in the morning.",
)
"""Sentences that no documentation is about. How near they are to a sentence is what nearness to nothing looks like in
this model: some give unrelated texts a cosine of 0, others of 0.5."""
_STRANGEST = 0.9
"""A sentence that is as near to all strangers as this is about nothing, or the model tells nothing apart."""
MOST = 48
"""With the strangers and a place for each, so many sentences fill the hundred texts of one call."""
_CHARACTERS = 1_000
"""A place is three sentences; a row of a table may be long."""
_WEIGHTS = Features(information=0.439, pairs=1.848, length=-2.446)
_WEIGHT_OF_LIKENESS = 2.183
_INTERCEPT = -2.375
"""Fitted by `python -m benchmarks.support FILE --embeddings`, with all-MiniLM-L6-v2."""


class EmbeddedOpinion(SecondOpinion):
    """A regression of the features of `scoring` and of the likeness of both vectors.

    It has no opinion of a sentence that shares no word with the passages, because there is no place to compare it with,
    nor of one in another language, of which its weights know nothing.
    """

    def __init__(self, embeddings: Embeddings, on_failure: Callable[[], None], *, seconds: float = SECONDS) -> None:
        super().__init__(on_failure, seconds=seconds)
        self._embeddings = embeddings

    async def _ask(self, doubts: Sequence[Doubt], passages: Mapping[int, str]) -> Opinion:  # noqa: ARG002 - only places
        judged = [doubt for doubt in doubts if doubt.match.found and not _is_foreign(doubt)][:MOST]
        if not judged:
            return Opinion({}, Usage())
        likeness = await measure_likeness(self._embeddings, judged)
        scores = {doubt: weigh_likeness(doubt.match.features, one) for doubt, one in zip(judged, likeness, strict=True)}
        return Opinion(scores, Usage())


async def measure_likeness(embeddings: Embeddings, doubts: Sequence[Doubt]) -> list[float]:
    """How like each sentence is to the likest place in its passages: 1 for the same text, 0 for nothing in common."""
    sentences = [doubt.sentence.text[:_CHARACTERS] for doubt in doubts]
    places = [doubt.match.beside[:_CHARACTERS] for doubt in doubts]
    vectors = await embeddings.aembed_documents([*_STRANGERS, *sentences, *places])
    strangers, rest = vectors[: len(_STRANGERS)], vectors[len(_STRANGERS) :]
    nowhere = [sum(numbers) / len(strangers) for numbers in zip(*strangers, strict=True)]
    pairs = zip(rest[: len(doubts)], rest[len(doubts) :], strict=True)
    return [_compare(sentence, place, nowhere) for sentence, place in pairs]


def _is_foreign(doubt: Doubt) -> bool:
    return is_of_another_language(doubt.sentence, doubt.match.evidence)


def weigh_likeness(features: Features, likeness: float) -> float:
    """The regression."""
    by_words = sum(weight * value for weight, value in zip(_WEIGHTS, features, strict=True))
    return 1 / (1 + math.exp(-_INTERCEPT - by_words - _WEIGHT_OF_LIKENESS * likeness))


def _compare(sentence: Sequence[float], place: Sequence[float], nowhere: Sequence[float]) -> float:
    """The cosine, as a share of the way from what is strange to this sentence to the sentence itself."""
    strange = min(_multiply(sentence, nowhere), _STRANGEST)
    return max(-1.0, (_multiply(sentence, place) - strange) / (1 - strange))


def _multiply(one: Sequence[float], other: Sequence[float]) -> float:
    """Vectors have length 1."""
    return math.fsum(map(mul, one, other))
