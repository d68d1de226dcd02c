"""From chunks to points: each text once, with every place where it stands."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from uuid import UUID, uuid5

from indexing.model import Chunk, Place, format_embedded_text

_NAMESPACE = UUID("5a9e3a52-6a5c-4b8e-9d4e-0f6f3c1f6f77")


@dataclass(frozen=True, slots=True)
class PlannedPoint:
    """One text to be embedded and stored once, with every place where it stands."""

    id: str
    title: str
    content: str
    """Markdown, without the breadcrumb: the text of the chunk."""
    places: tuple[Place, ...]
    """Sorted, each once. All have the same breadcrumb, because it is part of the text."""
    language: str = ""
    """The language in which its words are read; empty for the usual one."""

    @property
    def embedded_text(self) -> str:
        """The breadcrumb and the content. It is made anew each time, because a large site has many points."""
        return format_embedded_text(self.places[0].section, self.content)


def create_points(chunks: Iterable[Chunk], *, signature: str) -> list[PlannedPoint]:
    """Points in the order in which their texts first appear; chunks with equal `embedded_text` become one.

    Ids depend on nothing but the signature and the text, so that a run that is repeated finds its own points.
    """
    collector = PointCollector(signature)
    collector.add(chunks)
    return collector.create_points()


class PointCollector:
    """`create_points` for chunks that come little by little; a text that stands in many versions is held once.

    `find_language` names the language of a locale. A text that stands in several has that of `default_locale`, from
    which it is not translated, else that of its first place. The language is part of the point's id, so that a text
    whose language changes is stored anew. `salt`: see `salt_point_id`.
    """

    def __init__(
        self,
        signature: str,
        find_language: Callable[[str], str] = lambda _: "",
        default_locale: str = "",
        *,
        salt: str = "",
    ) -> None:
        self.chunks = 0
        self._signature = signature
        self._salt = salt
        self._find_language = find_language
        self._default_locale = default_locale
        self._firsts: dict[str, Chunk] = {}
        self._others: dict[str, set[Place]] = {}

    def add(self, chunks: Iterable[Chunk]) -> None:
        """Adds chunks to the points of their texts."""
        for chunk in chunks:
            self.chunks += 1
            identity = create_point_id(chunk.embedded_text)
            first = self._firsts.setdefault(identity, chunk)
            if first is not chunk and first.place != chunk.place:
                place = replace(chunk.place, section=first.place.section)  # equal, and so held once
                self._others.setdefault(identity, set()).add(place)

    def create_points(self) -> list[PlannedPoint]:
        """The points of all chunks so far."""
        return [
            self._create_point(chunk, tuple(sorted({chunk.place, *self._others.get(identity, ())}, key=_list_fields)))
            for identity, chunk in self._firsts.items()
        ]

    def _create_point(self, chunk: Chunk, places: tuple[Place, ...]) -> PlannedPoint:
        locales = {place.locale for place in places}
        locale = self._default_locale if self._default_locale in locales else places[0].locale
        language = self._find_language(locale)
        identity = create_point_id(chunk.embedded_text, signature=f"{self._signature}{language}")
        return PlannedPoint(salt_point_id(identity, self._salt), chunk.title, chunk.text, places, language)


def create_point_id(embedded_text: str, *, signature: str = "") -> str:
    """The UUID of a text under a signature."""
    return str(uuid5(_NAMESPACE, f"{signature}\n{embedded_text}"))


def salt_point_id(point_id: str, salt: str) -> str:
    """The UUID of the same point where texts of several sites lie together; without a salt, the same."""
    return str(uuid5(UUID(point_id), salt)) if salt else point_id


def digest_places(places: Iterable[Place]) -> str:
    """SHA-256 (hex) of the places, whatever their order."""
    fields = sorted(_list_fields(place) for place in places)
    return sha256(json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _list_fields(place: Place) -> list[str | int]:
    further = [f"{part.offset}#{part.anchor}" for part in place.parts]
    if place.source:
        further.append(f"source {place.source}")
    return [place.url, place.version, place.locale, place.docusaurus_tag, place.section, place.position, *further]
