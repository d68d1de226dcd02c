"""What is known about an index beside its points: with what it was made, and when."""

import hashlib
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from app.index.areas import Area, AreaCount
from app.index.discriminant import Discriminant
from app.index.known import KnownScopes
from chains.errors import SignatureMismatchError

SEARCH_VERSION = 1
"""Raised whenever something in `app.index.tuning` changes that is stored: a run then brings an older index to it,
without embedding."""


class Signature(BaseModel):
    """Everything that must be equal for two vectors, or two point ids, to be comparable.

    `embedding_space` separates real Gemini from the emulator even when both say they are the same model. `prefix_style`
    names the text put before a query and a passage before they are embedded; empty: none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    embedding_space: Literal["gemini", "emulator"]
    model: str
    dimensions: int = Field(gt=0)
    prefix_style: str = ""
    chunker_version: int
    bm25_language: str
    bm25_k: float = 1.2
    bm25_b: float = 0.75
    bm25_avg_len: float = 256.0
    index_version: int = 5
    """Raised whenever a page would be stored in a way that a run does not mend: other words for BM25, other scopes.

    What the digest of the places covers, a run mends without embedding anything.
    """

    def digest(self) -> str:
        """16 hex digits, equal for equal signatures in every process and release."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]

    def is_of_another_release(self, other: "Signature") -> bool:
        """Whether they differ in what no setting changes: each release cuts and stores pages in one way."""
        return (self.chunker_version, self.index_version) != (other.chunker_version, other.index_version)

    def explain_difference(self, other: "Signature") -> str:
        """`model gemini-embedding-001 → gemini-embedding-2; dimensions 768 → 3072`; empty when they are equal."""
        mine, theirs = self.model_dump(), other.model_dump()
        return "; ".join(
            f"{name.replace('_', ' ')} {mine[name] or 'none'} → {theirs[name] or 'none'}"
            for name in mine
            if mine[name] != theirs[name]
        )


class LastRun(BaseModel):
    """What the run that made this generation did. Times are UTC; `points` is what the index holds since."""

    model_config = ConfigDict(frozen=True)

    started: AwareDatetime
    seconds: float
    source: str
    pages: int
    chunks: int
    points: int
    added: int
    moved: int
    deleted: int


class SourceRecord(BaseModel):
    """What was indexed of one source: a folder, a file, an address."""

    model_config = ConfigDict(frozen=True)

    name: str
    pages: int
    chunks: int
    default_version: str = ""


class IndexRecord(BaseModel):
    """The index record of one generation."""

    model_config = ConfigDict(frozen=True)

    signature: Signature
    generation: str
    """Changes with every applied run; caches key on it."""
    previous: str = ""
    """What a rollback goes back to: the generation (embedded) or collection (server) that this one replaced."""
    default_version: str = ""
    default_locale: str = ""
    default_tags: tuple[str, ...] = ()
    """The tag of every docs plugin's last version; where there are several, they stand for the default version."""
    areas: tuple[Area, ...] = ()
    """Where the pages of each version stand."""
    known: KnownScopes = KnownScopes()
    """The versions, languages and tags that there are."""
    search_version: int = 0
    """The search settings of `app.index.tuning` that it was published with; 0: every search is exact."""
    calibration: dict[str, float] | None = None
    """Thresholds fitted to this index; None until they are."""
    discriminant: Discriminant | None = None
    """What was fitted with them; None where they were fitted without."""
    sources: tuple[SourceRecord, ...] = ()
    """In the order in which they were named; empty in an index that was made before there could be several."""
    counts: tuple[AreaCount, ...] | None = None
    """What it holds, sorted by language and version; None in an index that was made before this was noted."""
    last_run: LastRun

    @model_validator(mode="after")
    def _refuse_another_length(self) -> Self:
        if self.discriminant and self.discriminant.dimensions != self.signature.dimensions:
            raise ValueError("the discriminant has another length than the vectors")
        return self

    @property
    def source_names(self) -> tuple[str, ...]:
        """What the sources are called."""
        return tuple(source.name for source in self.sources) or (self.last_run.source,)

    @property
    def scopes(self) -> tuple[object, ...]:
        """All that says which versions and languages there are, and what is meant without one."""
        return (
            self.default_version,
            self.further_default_versions,
            self.default_locale,
            self.default_tags,
            self.areas,
            self.known,
        )

    @property
    def further_default_versions(self) -> tuple[str, ...]:
        """The default versions of sources that have others than `default_version`: each source has its own."""
        found = dict.fromkeys(source.default_version for source in self.sources)
        return tuple(version for version in found if version not in {"", self.default_version})


def ensure_same_signature(record: IndexRecord, signature: Signature) -> None:
    """Raise SignatureMismatchError, naming the difference and the cure, unless the index fits the settings."""
    if record.signature == signature:
        return
    difference = record.signature.explain_difference(signature)
    if record.signature.is_of_another_release(signature):
        raise SignatureMismatchError(
            f"The index was made by another version of askdocs ({difference}). Build it anew beside the old one with "
            "`askdocs index SITE --rebuild`."
        )
    raise SignatureMismatchError(
        f"The index was made with other settings ({difference}). Set them back, or build the index anew beside the old "
        "one with `askdocs index SITE --rebuild`."
    )


def create_generation() -> str:
    """A name that sorts by time and is fit for folders and collections: `20261120t081500123456-3f2a9c1e`."""
    return f"{datetime.now(UTC):%Y%m%dt%H%M%S%f}-{uuid.uuid4().hex[:8]}"


GENERATION_PATTERN = r"\d{8}t\d{12}-[0-9a-f]{8}"


def format_gate(calibration: Mapping[str, float] | None) -> str:
    """Whether weak questions are refused, from which nearness on, and what that rests on."""
    if not calibration:
        return "none: only the model refuses; `askdocs eval --calibrate` fits one"
    made = " made of headings" if calibration.get("generated") else ""
    rests = f", fitted on {calibration['answerable']:.0f} questions{made}" if "answerable" in calibration else ""
    which = " of them, in everyday words," if made else ""
    return (
        f"below {calibration['weak_match_below']:.3f}{rests}; about {calibration['refused']:.1%}{which} wrongly refused"
    )
