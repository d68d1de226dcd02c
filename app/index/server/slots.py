"""Where one build of one site lies on a server: in which collection, and which of its points are its own."""

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from app.index.qdrant import models
from app.settings.sites import DEFAULT_SITE
from chains.errors import IndexUnavailableError

SITE = "site"
BUILD = "build"
SHARED_PATTERN = r"__[0-9a-f]{16}(?:__(?P<keys>\d+))?"
"""How the names of collections end that sites share; see `name_collection`."""
_SHARED = re.compile(rf".*{SHARED_PATTERN}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Slot:
    """The points of one build of one site. All sites with one signature share a collection.

    Its text is `<collection>/<build>`: records, and the names of collections in `Reading` and `Writing`, say it so.
    """

    site: str
    collection: str
    build: str = ""
    """The generation with which the run began that made it. Empty: all points of the collection, which belongs to
    this build alone, as earlier versions of askdocs made it."""

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, site: str, text: str) -> "Slot":
        """The slot of a site that a text names."""
        collection, _, build = text.partition("/")
        return cls(site, collection, build)

    def __str__(self) -> str:
        return f"{self.collection}/{self.build}" if self.build else self.collection

    @property
    def salt(self) -> str:
        """What the ids of its points are made with: a text that stands in several sites has as many points."""
        return f"{self.site}/{self.build}" if self.build else ""

    @property
    def fields(self) -> dict[str, str]:
        """What each of its points has beside its payload."""
        return {SITE: self.site, BUILD: self.build} if self.build else {}

    @property
    def shard_key(self) -> int | None:
        """In which of the collection's groups of shards its points lie; None: it has one group."""
        return _find_shard_key(self.site, self.collection)

    @property
    def shard(self) -> dict[str, int]:
        """The same as a part of a request."""
        return {} if self.shard_key is None else {"shard_key": self.shard_key}

    @property
    def is_collection(self) -> bool:
        """Whether it is a collection that earlier versions made: they knew one site, and shared nothing."""
        return not self.build and self.site == DEFAULT_SITE and not _SHARED.fullmatch(self.collection)

    def narrow(self, condition: models.Filter | None = None) -> models.Filter | None:
        """The condition, for the points of this slot alone.

        Raises:
            IndexUnavailableError: it names a collection that sites share, and no build in it.
        """
        if self.is_collection:
            return condition
        if not self.build:
            raise IndexUnavailableError(
                f"The registry names {self.collection} as the index of the site {self.site}, and no build in it. Build "
                "the index anew with `askdocs index SITE --rebuild`."
            )
        own = _create_conditions(self)
        if condition is None:
            return models.Filter.model_construct(must=own)
        inner: list[models.Condition] = [condition]
        if condition.model_fields_set == {"must"} and isinstance(condition.must, list):
            inner = condition.must
        return models.Filter.model_construct(must=[*own, *inner])


def count_shard_keys(collection: str) -> int:
    """Its groups of shards: its name says so, and who reads it need not be told. 0: it is not divided."""
    found = _SHARED.fullmatch(collection)
    return int(found["keys"] or 0) if found else 0


@lru_cache(maxsize=4096)
def _find_shard_key(site: str, collection: str) -> int | None:
    keys = count_shard_keys(collection)
    return int.from_bytes(blake2b(site.encode(), digest_size=8).digest()) % keys if keys else None


@lru_cache(maxsize=4096)
def _create_conditions(slot: Slot) -> list[models.Condition]:
    """Made once: every question asks with them."""
    return [models.FieldCondition(key=key, match=models.MatchValue(value=value)) for key, value in slot.fields.items()]
