"""Gaps: what readers asked and the documentation did not answer, as work items. The port."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

GapStatus = Literal["open", "planned", "fixed", "dismissed"]
GapCause = Literal["no_page", "ranked_low", "wrong_scope", "not_found", "voted_down"]
"""Why questions failed.

no_page: nothing is about it. ranked_low: a page is, and the search did not bring it. wrong_scope: a page of another
version or language is. not_found: the page came, and the model found no answer in it. voted_down: it was answered.
"""


@dataclass(frozen=True, slots=True)
class StoredGap:
    """One gap. Its answers are those whose `gap` is its number."""

    label: str
    """Empty when an answer of its was deleted: it may have been made of the question's words."""
    number: int = 0
    """0 for one that is not stored yet."""
    site: str = "default"
    version: str = ""
    locale: str = ""
    cause: GapCause = "no_page"
    status: GapStatus = "open"
    page: str = ""
    """The page where it could be written, by its URL."""
    heading: str = ""
    """The heading that it could have there."""
    note: str = ""
    vector: bytes | None = None
    """The middle of its questions, as float16."""
    created_at: float = 0.0
    """When it was asked about first."""
    changed_at: float = 0.0
    generation: str = ""
    """The index of which its questions were asked last, to see whether it is still open."""
    closed_at: float | None = None
    """When it was fixed or dismissed."""

    @property
    def name(self) -> str:
        """Its label, also when that is gone with an answer of whose words it was made."""
        return self.label or "without a name"


class GapStore(Protocol):
    """Implemented by `SqlGaps`.

    Every method raises StoreUnavailableError when the database cannot be reached or written.
    """

    async def add(self, gaps: Sequence[StoredGap]) -> list[StoredGap]:
        """Add gaps, all or none; with their numbers and their times."""
        ...

    async def save(self, gap: StoredGap, *, only: Collection[str] = ()) -> StoredGap:
        """Change a gap; with its times.

        `only`: the fields that change. The others stay, and come back, as somebody else may have set them meanwhile.
        """
        ...

    async def load(self, number: int) -> StoredGap | None:
        """One gap."""
        ...

    async def list(self, *, site: str = "", status: GapStatus | None = None) -> Sequence[StoredGap]:
        """Gaps, the newest first."""
        ...

    async def delete(self, number: int) -> bool:
        """Delete a gap; its answers stay, without one. Whether there was one."""
        ...
