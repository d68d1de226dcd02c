"""Questions made of headings, worded as people would: readers do not know what a heading is called."""

import re
from collections import Counter
from dataclasses import replace
from random import Random

from app.evaluation.questions import Question

_TITLE = re.compile(r"\s*\([^()]*\)\Z")
_FRAMES = (
    "hi, i have trouble with {}, any idea?",
    "anyone knows about {} here",
    "whats the deal with {}",
    "need help: {} doesnt work for me",
)
_KEPT = 3
"""Of this many words in a row, the last one is forgotten."""
_SEED = 20_261_126


def reword_questions(questions: list[Question]) -> list[Question]:
    """Each question in an everyday form, in turn: without its page, in fewer words, with a typo, colloquial.

    A heading that several pages have, such as "Description", keeps its page: without it, nobody could tell what is
    asked.
    """
    random = Random(_SEED)  # noqa: S311 - a draw that can be repeated, no secret
    plain = [_TITLE.sub("", one.text) or one.text for one in questions]
    pages = Counter(plain)
    texts = [text if pages[text] == 1 else one.text for text, one in zip(plain, questions, strict=True)]
    return [
        replace(one, id=f"{one.id}-everyday", text=_reword(text.rstrip("?？") or text, number, random))
        for number, (one, text) in enumerate(zip(questions, texts, strict=True))
    ]


def _reword(plain: str, number: int, random: Random) -> str:
    words = plain.split()
    match number % 4:
        case 0:
            return plain.lower()
        case 1:
            kept = [word for place, word in enumerate(words) if len(words) <= _KEPT or place % _KEPT != _KEPT - 1]
            return " ".join(kept).lower()
        case 2:
            return _swap_letters(words, random)
    return _FRAMES[number // 4 % len(_FRAMES)].format(plain.lower())


def _swap_letters(words: list[str], random: Random) -> str:
    """A typo in the longest word, which tells most."""
    place = max(range(len(words)), key=lambda number: len(words[number]))
    word = words[place]
    if len(word) > _KEPT:
        at = random.randrange(1, len(word) - 2)
        words = [*words[:place], f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}", *words[place + 1 :]]
    return " ".join(words)
