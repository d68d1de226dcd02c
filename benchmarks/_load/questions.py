"""What the callers ask: questions that nobody has asked, and questions of which half are repeated."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, count

UNIQUE = re.compile(r"How does part \d+ of [0-9a-f]+ work\?")
"""What every question looks like, to find it in a prompt."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question, and whether it was asked before in the same run."""

    text: str
    is_repeated: bool = False


def create_unique(seed: int) -> Iterator[Question]:
    """Questions that no other seed yields."""
    source = random.Random(seed)
    for number in count():
        yield Question(f"How does part {number} of {source.getrandbits(48):x} work?")


def create_half_repeated(seed: int) -> Iterator[Question]:
    """Every second question repeats an earlier one: the one that came first twice as often as the second (Zipf)."""
    source, unique = random.Random(seed), create_unique(seed)
    asked = [next(unique)]
    weights = list(accumulate(1 / rank for rank in range(1, 10_000)))
    yield asked[0]
    while True:
        chosen = source.choices(asked, cum_weights=weights[: len(asked)])[0]
        yield Question(chosen.text, is_repeated=True)
        asked.append(next(unique))
        yield asked[-1]


def create_repeated(texts: list[str]) -> Iterator[Question]:
    """The same questions again and again."""
    for number in count():
        yield Question(texts[number % len(texts)], is_repeated=True)
