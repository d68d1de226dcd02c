"""Which version and language a page of the site belongs to, by its URL.

Most versions have a folder of their own, but not all: the last one often stands in the folder that holds those of the
others, and its first page may be that folder itself. So the site is looked at as a tree of folders. Each folder
belongs to the version and language that most of what stands directly in it belongs to, and only what differs from the
folder around it is written down. A folder in which nothing prevails says nothing: its pages speak for themselves.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from app.index.addresses import parse_address

MAX_AREAS = 2_000
"""Seven versions in two languages need about fifteen. Beyond these, a site that scatters its versions over its folders
page by page, the deepest ones are left out: a reader there is answered from what the folder around belongs to.
"""


class Area(BaseModel):
    """A folder with all that is in it (`docs.example/docs/1.x/`), or one page alone (without the slash at the end)."""

    model_config = ConfigDict(frozen=True)

    prefix: str
    version: str
    """Empty for pages that belong to no version."""
    locale: str

    def holds(self, page: str) -> bool:
        """True for a page in it; `page` is host and path, without a slash at the end."""
        return page == self.prefix or (self.prefix.endswith("/") and f"{page}/".startswith(self.prefix))


@dataclass(frozen=True, slots=True)
class AreaCount:
    """Pages and passages of one version in one language. A passage that stands in several counts in each."""

    version: str
    locale: str
    pages: int
    passages: int
    language: str
    """In which the endings of its words are folded."""


class _Scope(NamedTuple):
    version: str
    locale: str


@dataclass(slots=True)
class _Folder:
    """A page, or what stands around pages."""

    parent: "_Folder | None"
    page: _Scope | None = None
    """Of the page that is the folder itself."""
    counts: Counter[_Scope] = field(default_factory=Counter)
    """How many of the things that stand directly in it may belong where."""
    best: frozenset[_Scope] = frozenset()
    """Those that prevail."""
    scope: _Scope | None = None

    def count(self) -> None:
        """All that stands in it has been counted."""
        if self.page is not None:
            self.counts[self.page] += 1
        most = max(self.counts.values(), default=0)
        self.best = frozenset(scope for scope, count in self.counts.items() if count == most)
        if self.parent is not None:
            self.parent.counts.update(self.best)

    def choose(self) -> _Scope | None:
        """Where it belongs: where the folder around it does unless something else prevails."""
        around = self.parent.scope if self.parent is not None else None
        if around in self.best:
            return around
        if self.page in self.best:
            return self.page
        if len(self.best) == 1:
            (scope,) = self.best
            if len(self.counts) == 1 or self.counts[scope] > 1:
                return scope
        return around


class AreaCollector:
    """Takes pages, and gives the areas by which each of them is found to belong to its own version and language."""

    def __init__(self) -> None:
        self._scopes: dict[str, set[_Scope]] = {}

    def add(self, url: str, version: str, locale: str) -> None:
        """Take a page. One whose URL is none cannot be open in a browser; one of several versions says nothing."""
        address = parse_address(url)
        if address is not None and address.host:
            self._scopes.setdefault(_format(address.host, address.path), set()).add(_Scope(version, locale))

    def create_areas(self) -> tuple[Area, ...]:
        """The areas, outer ones first: the same for the same pages, in whatever order they came."""
        folders: dict[str, _Folder] = {}
        for page, scopes in sorted(self._scopes.items()):
            if len(scopes) == 1:
                (_grow(folders, page).page,) = scopes
        for folder in reversed(folders.values()):
            folder.count()
        areas: list[Area] = []
        for path, folder in folders.items():
            folder.scope = folder.choose()
            if folder.scope is not None and (folder.parent is None or folder.scope != folder.parent.scope):
                areas.append(Area(prefix=f"{path}/", version=folder.scope.version, locale=folder.scope.locale))
            if folder.page is not None and folder.page != folder.scope:
                areas.append(Area(prefix=path, version=folder.page.version, locale=folder.page.locale))
        return tuple(sorted(areas, key=lambda area: area.prefix.count("/"))[:MAX_AREAS])


def find_area(areas: Sequence[Area], page_url: str) -> Area | None:
    """The innermost area that holds the page; None when none does.

    A page of another host (a preview), or of none, is looked for by its path on the hosts of the site: where they
    disagree, none holds it.
    """
    address = parse_address(page_url)
    if address is None:
        return None
    hosts = {area.prefix.partition("/")[0] for area in areas}
    found = [
        _find_innermost(areas, _format(host, address.path))
        for host in ([address.host] if address.host in hosts else sorted(hosts))
    ]
    innermost = [area for area in found if area is not None]
    return innermost[0] if len({(area.version, area.locale) for area in innermost}) == 1 else None


def _find_innermost(areas: Sequence[Area], page: str) -> Area | None:
    holding = [area for area in areas if area.holds(page)]
    return max(holding, key=lambda area: (area.prefix == page, len(area.prefix)), default=None)


def _format(host: str, path: str) -> str:
    return f"{host}/{path}".rstrip("/")


def _grow(folders: dict[str, _Folder], page: str) -> _Folder:
    """The folder of a page, made with all folders around it, outer ones first."""
    folder: _Folder | None = None
    end = 0
    while end != len(page):
        end = page.find("/", end + 1)
        end = len(page) if end == -1 else end
        path = page[:end]
        folder = folders[path] if path in folders else folders.setdefault(path, _Folder(folder))
    assert folder is not None  # noqa: S101 - a page has a host
    return folder
