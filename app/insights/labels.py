"""What a group of questions is about, in a few of its own words: c-TF-IDF, without a model."""

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

MAX_TERMS = 4
_WORD = re.compile(r"[^\W_](?:[\w.+#/'’-]*[\w+#])?")

Stem = Callable[[str], int | None]
"""The same number for words that differ in their endings alone; None for a word that says nothing, such as `the`."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a group is about."""

    text: str
    terms: tuple[int, ...]
    """Its words that at least half of the questions have, as `stem` gives them."""


def create_labels(groups: Sequence[Sequence[str]], stem: Stem) -> list[Label]:
    """A label for each group: the words that many of its questions have, and few of the others.

    `stem` knows the language. A group whose questions have no word is called by its first question, the most typical.
    """
    forms: dict[int, Counter[str]] = {}
    counted = [_count(group, stem, forms) for group in groups]
    everywhere = Counter[int]()
    for counts in counted:
        everywhere.update(counts)
    average = everywhere.total() / max(1, len(groups))
    labels = []
    for group, counts in zip(groups, counted, strict=True):
        terms = _choose(counts, everywhere, average, len(group))
        text = " · ".join(forms[term].most_common(1)[0][0] for term in terms) or (group[0] if group else "")
        labels.append(Label(text, tuple(term for term in terms if 2 * counts[term] >= len(group))))
    return labels


def find_stems(text: str, stem: Stem) -> set[int]:
    """The words of a text, without those that say nothing."""
    return {one for one in map(stem, set(_WORD.findall(text.lower()))) if one is not None}


def _count(group: Sequence[str], stem: Stem, forms: dict[int, Counter[str]]) -> Counter[int]:
    """In how many questions of the group each word stands; `forms` learns how it is written."""
    terms: Counter[int] = Counter()
    for question in group:
        found: set[int] = set()
        for word in _WORD.findall(question):
            term = stem(word.lower())
            if term is not None:
                found.add(term)
                forms.setdefault(term, Counter())[word if _is_name(word) else word.lower()] += 1
        terms.update(found)
    return terms


def _choose(terms: Counter[int], everywhere: Counter[int], average: float, questions: int) -> list[int]:
    """The best terms, first those that say most; a word of one question alone says nothing of five."""
    needed = 2 if questions > 2 else 1  # noqa: PLR2004 - of two questions, a word that both have may be missing
    weights = {term: count * math.log1p(average / everywhere[term]) for term, count in terms.items() if count >= needed}
    if not weights:
        weights = {term: float(count) for term, count in terms.items()}
    return sorted(weights, key=lambda term: (-weights[term], term))[:MAX_TERMS]


def _is_name(word: str) -> bool:
    """Whether a word is written in capitals that mean something, such as `API` or `DocSearch`."""
    return word[1:] != word[1:].lower()
