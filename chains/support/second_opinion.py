"""A second opinion on sentences that words alone decide: of an embedding model, or of the chat model."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from chains.errors import BusyError, DeadlineError, ModelError
from chains.schemas import Usage
from chains.support.evidence import Match
from chains.support.scoring import Sentence
from chains.timing import within

SECONDS = 5.0
"""How long the last part of an answer waits for it; all of the text has left by then."""


@dataclass(frozen=True)
class Doubt:
    """A sentence that is neither copied from the passages which it cites nor at odds with their facts."""

    sentence: Sentence
    numbers: tuple[int, ...]
    """The passages that it cites."""
    match: Match = field(compare=False)


class Opinion(NamedTuple):
    """How probable it is that the passages say each sentence, as far as there is an opinion of it, and what it cost."""

    scores: Mapping[Doubt, float]
    usage: Usage


NO_OPINION = Opinion({}, Usage())
"""Then strings decide alone."""


class SecondOpinion(ABC):
    """Asks a model once an answer, within the answer's deadline and `SECONDS`.

    When it fails or is too slow, strings decide alone, and `on_failure` is called.
    """

    def __init__(self, on_failure: Callable[[], None], *, seconds: float = SECONDS) -> None:
        self._on_failure = on_failure
        self._seconds = seconds

    async def ask(self, doubts: Sequence[Doubt], passages: Mapping[int, str], deadline: float) -> Opinion:
        """`passages`: the texts, by number; `deadline`: by the event loop's clock."""
        if not doubts:
            return NO_OPINION
        try:
            async with within(min(deadline, asyncio.get_running_loop().time() + self._seconds)):
                return await self._ask(doubts, passages)
        except (ModelError, BusyError, DeadlineError):
            self._on_failure()
            return NO_OPINION

    @abstractmethod
    async def _ask(self, doubts: Sequence[Doubt], passages: Mapping[int, str]) -> Opinion:
        """Raises ModelError or BusyError."""
