"""The sites of which an index is stored, and forgetting one that is served no more. Needs no key."""

from collections.abc import Collection
from dataclasses import dataclass

from app.index import IndexFactory, create_signature
from app.settings import Settings
from chains.errors import IndexingError, IndexMissingError, UsageError


@dataclass(frozen=True, slots=True)
class StoredSite:
    """A site that `langserve.yaml` names, or of which something is stored, or both."""

    name: str
    is_named: bool
    is_stored: bool
    passages: int | None
    """None: nothing is published, or it cannot be read."""
    source: str = ""


async def list_sites(settings: Settings, named: Collection[str]) -> list[StoredSite]:
    """All of them, by name.

    Raises:
        IndexUnavailableError: the server cannot be asked.
    """
    factory = IndexFactory(settings.qdrant, create_signature(settings))
    stored = await factory.list_sites()
    return [
        await _describe(factory, name, is_named=name in named, is_stored=name in stored)
        for name in sorted({*named, *stored})
    ]


async def _describe(factory: IndexFactory, name: str, *, is_named: bool, is_stored: bool) -> StoredSite:
    index = factory.create(name)
    try:
        run = (await index.load_record()).last_run
    except IndexingError:
        return StoredSite(name, is_named, is_stored, None)
    finally:
        await index.aclose()
    return StoredSite(name, is_named, is_stored, run.points, run.source)


async def forget_site(settings: Settings, named: Collection[str], name: str) -> None:
    """Remove the index of a site that is not named.

    Raises:
        UsageError: `langserve.yaml` names it.
        IndexMissingError: nothing of it is stored.
        IndexBusyError: a run is writing it.
    """
    if name in named:
        raise UsageError(f"The site {name} stands in langserve.yaml, so it is served. Take it out there first.")
    factory = IndexFactory(settings.qdrant, create_signature(settings))
    stored = await factory.list_sites()
    if name not in stored:
        there = f"Stored are {', '.join(stored)}." if stored else "Nothing is stored."
        raise IndexMissingError(f"Of a site {name!r} nothing is stored. {there}")
    index = factory.create(name)
    try:
        await index.forget()
    finally:
        await index.aclose()
