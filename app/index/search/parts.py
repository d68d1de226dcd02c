"""Which of the short sections that a passage holds answers a question: that one is cited."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from app.index.search.sparse import BM25, is_heading_word

_HEADING_WEIGHT = 2.0
"""What a word of a section's heading counts, against 1 in its text: readers ask in the words of headings."""
_WRITTEN = re.compile(r"[\w.:-]+")


@dataclass(frozen=True, slots=True)
class Citation:
    """The section of a passage that is cited, and where in the passage its text begins."""

    url: str
    section: str
    offset: int = 0


class PartChooser:
    """Compares words with a question, cut and stemmed as the keyword search does it."""

    def __init__(self, bm25: BM25, query: str, languages: Sequence[str] = ("",)) -> None:
        self._bm25 = bm25
        self._query = query
        self._languages = languages
        self._asked: frozenset[int] | None = None

    def choose(self, content: str, place: Mapping[str, Any], language: str = "") -> Citation:
        """The section with most of the question's words; the one that holds all of them unless another is better.

        `language` is that of the content. Parts that begin at the same place are names of one text; of those that have
        the same words, it is the one that the question writes as it is.
        """
        whole = Citation(place["url"], place["section"])
        parts: Sequence[tuple[int, str, str]] = place.get("parts", ())
        if not parts:
            return whole
        page = place["url"].partition("#")[0]
        starts = [offset for offset, _anchor, _section in parts]
        first = content[: starts[0]]
        sections = [(whole, _get_heading(place["section"]), first)] if first.strip() else []
        for offset, anchor, section in parts:
            end = min((start for start in starts if start > offset), default=len(content))
            citation = Citation(f"{page}#{anchor}" if anchor else page, section, offset)
            sections.append((citation, _get_heading(section), content[offset:end]))
        scores = self._score([f"{heading}\n\n{text}" for _, heading, text in sections], language)
        best = max(range(len(sections)), key=lambda index: (scores[index], -index))
        if scores[best] <= 0:
            return whole
        equal = [
            section
            for section, score in zip(sections, scores, strict=True)
            if score == scores[best] and section[0].offset == sections[best][0].offset
        ]
        return max(equal, key=lambda section: len(_list_written(self._query) & _list_written(section[1])))[0]

    def _score(self, texts: list[str], language: str) -> list[float]:
        """How much of the question each text has. A word that few of them have says more."""
        if self._asked is None:
            self._asked = frozenset(self._bm25.embed_query(self._query, self._languages).indices)
        vectors = self._bm25.embed_documents(texts, [language] * len(texts))
        found = [self._asked.intersection(vector.indices) for vector in vectors]
        holders = Counter(word for words in found for word in words)
        weights = {word: log(1 + len(texts) / count) for word, count in holders.items()}
        return [
            sum(weights[word] * (_HEADING_WEIGHT if is_heading_word(word) else 1) for word in words) for words in found
        ]


def _list_written(text: str) -> set[str]:
    """The words of a text as they are written, such as `codecs.BOM_BE` and `BOM_BE`: no word is too small here."""
    words = {word.strip(".:") for word in _WRITTEN.findall(text)}
    return words | {word.rpartition(".")[2] for word in words}


def _get_heading(section: str) -> str:
    return section.rpartition(" > ")[2]
