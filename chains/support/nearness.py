"""How near the passages that were found are to a question, by vectors and by words: what the gate looks at."""

from collections.abc import Iterable, Sequence
from itertools import islice

from langchain_core.documents import Document

from chains.retrieval import IS_NEAR
from chains.support.evidence import cut_passage
from chains.support.words import cut_words, weigh

LOOKED_AT = 8
"""So many of the passages tell which of the question's words the documentation has."""
WORDS_WEIGHT = 0.1
"""What the words add to a cosine, or take from it, at most. With it, readers' questions are told from foreign ones with
an area under the curve of .997 instead of .996 (Redux), .966 instead of .960 (askdocs) and .988 instead of .985 (npm);
from other foreign ones, written afterwards, with .994, .963 and .981 instead of .990, .953 and .969."""


def measure_nearness(question: str, found: Sequence[Document]) -> float:
    """The best cosine of question and passage, with what the question's words add to it; 0 where nothing was found."""
    best = max((document.metadata["score"] for document in found), default=0.0)
    return best + weigh_words(question, map(_format, found))


def mark_near(question: str, found: Sequence[Document], gate: float, *, leaning: float = 0.0) -> None:
    """Say of each document whether it passes the gate. Its words are looked at only where they decide.

    `leaning` is what is known of the question without any passage, and is added to the nearness of all.
    """
    best = max((document.metadata["score"] for document in found), default=0.0) + leaning
    added = weigh_words(question, map(_format, found)) if gate and abs(best - gate) <= WORDS_WEIGHT else 0.0
    for document in found:
        document.metadata[IS_NEAR] = not gate or document.metadata["score"] + leaning + added >= gate


def weigh_words(question: str, passages: Iterable[str]) -> float:
    """What the question's words add to the cosine of question and passage, from -WORDS_WEIGHT to WORDS_WEIGHT.

    The more of them one passage has, the more it is; the more of them none has, the less. A name that stands in no
    passage tells that the question is about something else, however near the passages are.
    """
    words = {word: weigh(word) for word in cut_words(question)}
    found = [words.keys() & cut_passage(passage).places.keys() for passage in islice(passages, LOOKED_AT)]
    if not words or not found:
        return 0.0
    most = max(sum(words[word] for word in one) for one in found)
    missing = sum(words[word] for word in words.keys() - set().union(*found))
    return WORDS_WEIGHT * (most - missing) / sum(words.values())


def _format(document: Document) -> str:
    return f"{document.metadata['title']}\n{document.metadata['section']}\n{document.page_content}"
