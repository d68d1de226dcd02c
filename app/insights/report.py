"""What a report of gaps says, for terminals, programs and files alike."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.stores import DayTotal, GapCause, GapStatus, PageCount

CAUSES: dict[GapCause, str] = {
    "no_page": "no page is about it",
    "ranked_low": "a page is about it, and the search ranks it low",
    "wrong_scope": "only another version or language has it",
    "not_found": "a page is about it, and no answer was found on it",
    "voted_down": "it was answered, and readers voted the answer down",
}


@dataclass(frozen=True, slots=True)
class Totals:
    """What the answers of a week, or of other days, came to."""

    answers: int = 0
    answered: int = 0
    abstained: int = 0
    upvotes: int = 0
    downvotes: int = 0


@dataclass(frozen=True, slots=True)
class GapFinding:
    """One gap, with what was asked in the time of the report and in the same time before it."""

    number: int
    label: str
    status: GapStatus
    cause: GapCause
    is_new: bool
    """Nobody asked it before the time of the report."""
    count: int
    count_before: int
    questions: list[str]
    """Five of its questions at most, the most typical first."""
    pages: list[str]
    """The pages that a search for them brings."""
    place: str
    """The page on which it could be written; empty: on a page of its own."""
    heading: str
    note: str
    version: str
    locale: str

    @property
    def is_open(self) -> bool:
        """Whether there is still something to be written."""
        return self.status in {"open", "planned"}


@dataclass(frozen=True, slots=True)
class GapReport:
    """The gaps of one site, the most asked first, and what else its owner wants to know of these days."""

    site: str
    since: float
    until: float
    totals: Totals
    totals_before: Totals
    gaps: list[GapFinding]
    closed: list[GapFinding]
    """Those that were fixed in this time."""
    reopened: list[int]
    """The numbers of gaps that were fixed, and are asked again in vain."""
    alone: list[str]
    """Questions of this time that failed and are like few others."""
    left_out: int
    """Older questions that are too many to be grouped."""
    top_questions: list[tuple[str, int]] = field(default_factory=list)
    cited_pages: list[PageCount] = field(default_factory=list)
    downvoted_pages: list[PageCount] = field(default_factory=list)
    closed_now: list[int] = field(default_factory=list)
    """The numbers of gaps that this search has closed, because they are answered."""
    asked_again: int = 0
    """Questions of known gaps that were asked again, because the index has changed."""

    @property
    def new(self) -> list[GapFinding]:
        """Open gaps that are new."""
        return [gap for gap in self.gaps if gap.is_new and gap.is_open]

    @property
    def known(self) -> list[GapFinding]:
        """Open gaps that are not."""
        return [gap for gap in self.gaps if not gap.is_new and gap.is_open]


def add_up(days: Sequence[DayTotal], site: str) -> Totals:
    """The totals of some days."""
    mine = [day for day in days if day.site == site]
    return Totals(
        answers=sum(day.answers for day in mine),
        answered=sum(day.answers for day in mine if day.outcome == "answered"),
        abstained=sum(day.answers for day in mine if day.outcome == "abstained"),
        upvotes=sum(day.upvotes for day in mine),
        downvotes=sum(day.downvotes for day in mine),
    )
