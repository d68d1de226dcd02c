"""Which pages the demo can show, and what it offers to ask about them."""

from collections.abc import Callable, Container
from dataclasses import dataclass, field
from posixpath import commonpath
from urllib.parse import unquote, urlsplit

from app.wires.pages.starters import Starters
from indexing.blocks import Article
from indexing.model import Page

SITE_PATH = "/site/"
_BEGINNINGS = ("getting-started", "introduction", "intro", "quick-start", "quickstart", "overview", "index", "readme")
"""How the page is called, in its address, that readers begin with."""


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page that can be shown."""

    title: str
    edition: tuple[str, str]
    """Its language and its version: the list of pages holds those of one edition."""
    position: float
    has_text: bool


@dataclass(frozen=True, slots=True)
class SitePages:
    """Pages that can be shown, and what stands on the page at a URL.

    Paths are decoded, as the server sees them: a page is found however its reader's program encodes a blank, a `%` or a
    letter.
    """

    load_article: Callable[[str], Article | None]
    default: tuple[str, str] = ("", "")
    """The language and the version that readers get who choose none."""
    pages: dict[str, ShownPage] = field(default_factory=dict)
    """By path, as they were read."""
    _starters: dict[tuple[str, str], Starters] = field(default_factory=dict)

    def add(self, page: Page) -> None:
        """Let this page be shown."""
        path = unquote(urlsplit(page.url).path)
        self.pages[path] = ShownPage(page.title, (page.locale, page.version), page.position, bool(page.chunks))

    def add_starters(self, page: Page) -> None:
        """Make questions to begin with of this page's headings, wherever it is shown."""
        headings = (chunk.place.section.split(" > ")[-1] for chunk in page.chunks)
        depth = page.url.strip("/").count("/")
        starters = self._starters.setdefault(self._group((page.locale, page.version)), Starters())
        starters.add_page(page.title, headings, depth=depth, position=page.position)

    def choose_starters(self, path: str) -> list[str]:
        """Questions to begin with, which the pages of the same edition answer."""
        starters = self._starters.get(self._group(self.find_edition(path)))
        return starters.choose() if starters else []

    @property
    def first(self) -> str:
        """The path of the page to begin with: that above all others, else one that is called so, else the first.

        Pages of the default language and version go before all others.
        """
        paths = self._list_edition(self.default) or list(self.pages)
        paths = [path for path in paths if self.pages[path].has_text] or paths
        root = commonpath(paths) if paths else ""
        for path in (SITE_PATH, f"{root}/", root):
            if path in self.pages:
                return path
        by_name = {path.strip("/").rpartition("/")[2]: path for path in reversed(paths)}
        return next((by_name[name] for name in _BEGINNINGS if name in by_name), next(iter(paths), ""))

    def list_neighbours(self, path: str) -> dict[str, list[tuple[str, str]]]:
        """Paths and titles of the pages of the same edition, by their folders, as the sidebar has them.

        The folder of the page to begin with comes first, and in each folder the page that stands for it.
        """
        paths = self._list_edition(self.find_edition(path))
        folders = {_get_parent(path) for path in paths}
        found: dict[str, list[str]] = {"": [], _name_folder(self.first, folders): []}
        for one in paths:
            found.setdefault(_name_folder(one, folders), []).append(one)
        for listed in found.values():
            listed.sort(key=lambda one: (one.rstrip("/") not in folders, self.pages[one].position))
        return {folder: [(one, self.pages[one].title) for one in listed] for folder, listed in found.items() if listed}

    def find_edition(self, path: str) -> tuple[str, str]:
        """The language and the version of the page, else those of the page to begin with."""
        page = self.pages.get(path) or self.pages.get(self.first)
        return page.edition if page else (self.default[0], "")

    def _list_edition(self, edition: tuple[str, str]) -> list[str]:
        group = self._group(edition)
        return [path for path, page in self.pages.items() if self._group(page.edition) == group]

    def _group(self, edition: tuple[str, str]) -> tuple[str, str]:
        """Pages without a version of their own belong to the default one."""
        language, version = edition
        return language, version or self.default[1]


def _get_parent(path: str) -> str:
    return path.rstrip("/").rpartition("/")[0]


def _name_folder(path: str, folders: Container[str]) -> str:
    """The folder in which a page is listed: that for which it stands, else that in which it is."""
    path = path.rstrip("/")
    return " › ".join((path if path in folders else _get_parent(path)).split("/")[2:])
