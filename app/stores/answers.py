"""Answers that were given, with the votes for them: the port."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol, Self

from app.stores.threads import StoredPage
from chains.schemas import Usage

_PREFIXES = ("chatcmpl-", "message_")
"""What the protocols of OpenAI and ChatKit put before an answer's id."""
VoteValue = Literal[1, -1]
VoteReason = Literal["incorrect", "off_topic", "slow_or_broken", "style", "unsafe", "other"]


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was given to the model, or was the nearest when none was."""

    url: str
    score: float
    is_cited: bool = False


@dataclass(frozen=True, slots=True)
class StoredVote:
    """What a reader thinks of one delivered answer."""

    value: VoteValue
    reasons: tuple[VoteReason, ...] = ()
    note: str = ""
    """Masked."""
    at: float = 0.0
    actor: str = ""
    """Tells the voters of one day apart, and nothing more."""


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """One delivery of an answer. Nothing in it says who asked."""

    id: str
    at: float
    """Seconds since 1970."""
    question: str
    """Masked."""
    outcome: str
    reason: str = ""
    site: str = "default"
    route: str = ""
    wire: str = ""
    version: str = ""
    """Of the passages, else the one that was asked for."""
    locale: str = ""
    page: str = ""
    """The page that the reader had open, without query and fragment."""
    unsupported: int = 0
    """How many of its sentences the passages do not support."""
    found: tuple[Found, ...] = ()
    """In the order of the search."""
    model: str = ""
    generation: str = ""
    cache: str = ""
    usage: Usage = field(default_factory=Usage)
    seconds: float = 0.0
    """From the request to the last word."""
    steps: Mapping[str, float] = field(default_factory=dict)
    """Seconds by step, and `first_token`."""
    vector: bytes | None = None
    """Of the question, as float16, only where it was not answered or was voted down."""
    text: str | None = None
    """Of the answer, only where the owner asks for it."""
    run: str | None = None
    """LangServe's name for the run."""
    thread: str | None = None
    """ChatKit's thread."""
    gap: int | None = None
    vote: StoredVote | None = None

    @property
    def score(self) -> float | None:
        """The best cosine of question and passage; None when nothing was found."""
        return max((one.score for one in self.found), default=None)

    @property
    def cited(self) -> list[str]:
        """The URLs that the answer cites."""
        return [one.url for one in self.found if one.is_cited]


@dataclass(frozen=True, slots=True)
class AnswerFilter:
    """Which answers are asked for; an empty field lets every answer through."""

    since: float = 0.0
    until: float | None = None
    """Not included."""
    site: str = ""
    version: str = ""
    locale: str = ""
    outcome: str = ""
    reason: str = ""
    page: str = ""
    """The beginning of the page that the reader had open."""
    question: str = ""
    """Words that stand in the question as they are; looked for in the newest 50,000 answers since then."""
    vote: VoteValue | None = None
    has_vote: bool = False
    gap: int | None = None
    is_failed: bool = False
    """Abstained, uncited, with an unsupported sentence, or voted down."""

    def between(self, since: float, until: float | None = None) -> Self:
        """The same for another time."""
        return replace(self, since=since, until=until)


@dataclass(frozen=True, slots=True)
class DayTotal:
    """What the answers of one kind came to on one day (UTC). It outlives the answers."""

    day: str
    """2026-11-26."""
    site: str
    version: str
    locale: str
    model: str
    outcome: str
    reason: str
    answers: int
    from_cache: int
    upvotes: int
    downvotes: int
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    embedding_tokens: int
    seconds: float
    """Of all of them together."""


class AnswerStore(Protocol):
    """Implemented by `SqlAnswers`.

    Every method raises StoreUnavailableError when the database cannot be reached or written.
    """

    async def add(self, answers: Sequence[StoredAnswer]) -> None:
        """Add answers, and count them in the totals of their days.

        One whose id is there already is counted, and not added.
        """
        ...

    async def load(self, answer_id: str) -> StoredAnswer | None:
        """The answer with this id, or with this `run`, with its vote."""
        ...

    async def list(
        self, wanted: AnswerFilter, *, limit: int, after: str | None = None, descending: bool = True
    ) -> StoredPage[StoredAnswer]:
        """Answers in the order of their times, behind the one with the id `after`."""
        ...

    async def count(self, wanted: AnswerFilter) -> int:
        """How many there are."""
        ...

    async def count_by_gap(self) -> Mapping[int, int]:
        """How many belong to each gap; one without any is left out."""
        ...

    async def vote(self, answer_id: str, vote: StoredVote | None, *, vector: bytes | None = None) -> bool:
        """Set the vote for a delivered answer, or take it back with None; False when there is no such answer.

        `vector` is kept with a vote of -1.
        """
        ...

    async def count_votes(self, actor: str) -> int:
        """How many answers bear a vote of this actor."""
        ...

    async def delete(self, *, answer_id: str = "", thread: str = "", question: str = "") -> int:
        """Delete the answer of this id, those of this thread, and those to this question; how many they were.

        What their gaps were called goes with them.
        """
        ...

    async def forget(self, days: int) -> int:
        """Delete the answers that are older; how many they were."""
        ...

    async def list_days(self, since: str, until: str = "9999") -> Sequence[DayTotal]:
        """The totals from one day to another, both included, such as 2026-11-26."""
        ...


def strip_protocol(answer_id: str) -> str:
    """The id of an answer, also where a client names it as its protocol does."""
    for prefix in _PREFIXES:
        answer_id = answer_id.removeprefix(prefix)
    return answer_id
