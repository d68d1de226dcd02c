"""Which version and language a page of the site belongs to, by its URL."""

from collections.abc import Iterable, Sequence
from urllib.parse import urldefrag, urlsplit

from pydantic import BaseModel, ConfigDict

from indexing.model import Place


class Area(BaseModel):
    """The folder that all pages of one version in one language stand in: `docs.example/docs/1.x/`."""

    model_config = ConfigDict(frozen=True)

    prefix: str
    version: str
    locale: str


def find_areas(places: Iterable[Place]) -> tuple[Area, ...]:
    """The areas of a site's versions. Folders that several versions share say nothing and are left out."""
    folders: dict[tuple[str, str], list[str]] = {}
    for place in places:
        if place.version:
            folder = _format(place.url).rpartition("/")[0].split("/")
            known = folders.setdefault((place.version, place.locale), folder)
            while folder[: len(known)] != known:
                known.pop()
    prefixes = ["/".join(folder) + "/" for folder in folders.values()]
    return tuple(
        Area(prefix=prefix, version=version, locale=locale)
        for (version, locale), prefix in zip(folders, prefixes, strict=True)
        if prefixes.count(prefix) == 1
    )


def find_area(areas: Sequence[Area], page_url: str) -> Area | None:
    """The innermost area that holds the page; None when none does."""
    page = _format(page_url)
    holding = [area for area in areas if f"{page}/".startswith(area.prefix)]
    return max(holding, key=lambda area: len(area.prefix), default=None)


def _format(url: str) -> str:
    parts = urlsplit(urldefrag(url).url)
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}"
