"""What a run must do: the points of a site, compared with what is indexed already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indexing.planning.points import PlannedPoint, digest_places
from indexing.tokens import estimate_tokens


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run will do. Only `added` costs embedding calls."""

    added: list[PlannedPoint]
    """Who carries out the plan may empty this list on the way, so that a large site's texts are not held to the end."""
    moved: list[PlannedPoint]
    """Embedded already, but they stand elsewhere now."""
    unchanged: int
    deleted: tuple[str, ...]
    """Ids, sorted."""
    estimated_tokens: int
    """Of all added texts; an estimate, for a forecast of the price."""


def create_plan(points: Iterable[PlannedPoint], existing: Mapping[str, str]) -> Plan:
    """Compares the points with what is indexed: `existing` maps each point's id to the digest of its places."""
    added: list[PlannedPoint] = []
    moved: list[PlannedPoint] = []
    seen: set[str] = set()
    for point in points:
        seen.add(point.id)
        digest = existing.get(point.id)
        if digest is None:
            added.append(point)
        elif digest != digest_places(point.places):
            moved.append(point)
    return Plan(
        added=added,
        moved=moved,
        unchanged=len(seen) - len(added) - len(moved),
        deleted=tuple(sorted(identity for identity in existing if identity not in seen)),
        estimated_tokens=sum(estimate_tokens(point.embedded_text) for point in added),
    )
