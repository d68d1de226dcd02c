"""What reading a site yields: pages, each cut into chunks, each chunk with its exact place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Protocol

CHUNKER_VERSION = 4
"""Raise it whenever the same page would be cut into other texts: it is part of the index signature."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section of its own inside a chunk that holds several short ones, or one of several names of an entry."""

    offset: int
    """Where in the chunk's text its heading begins. Names that share one description begin at the same place."""
    anchor: str
    section: str
    """Its breadcrumb."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a chunk stands on the site. `url` is absolute and holds the `#anchor` of the nearest heading above."""

    url: str
    version: str
    locale: str
    docusaurus_tag: str
    section: str
    """The breadcrumb, `title > H2 > H3`."""
    position: int = 0
    """Which of its page's chunks it is: 0 for the first."""
    parts: tuple[Part, ...] = ()
    """The short sections that the chunk holds below this one, each with its own anchor; where the chunk describes
    several names, this one is the first of them."""
    source: int = 0
    """Which of the index's sources it was read from, counted in the order in which they are named."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of one page: a section, a part of one, or several short ones. It is what is embedded and found."""

    title: str
    """The page's title."""
    text: str
    """Markdown, without the breadcrumb."""
    place: Place

    @property
    def embedded_text(self) -> str:
        """What is embedded, and what keyword search reads: the breadcrumb, an empty line, the text."""
        return format_embedded_text(self.place.section, self.text)


def format_embedded_text(section: str, text: str) -> str:
    """What is embedded of a chunk: its breadcrumb, an empty line, its text."""
    return f"{section}\n\n{text}"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site, read and cut."""

    url: str
    """Absolute, without an anchor."""
    source: str
    """The file it was read from, relative to the site's folder, or its URL."""
    title: str
    version: str
    locale: str
    docusaurus_tag: str
    heading_ids: tuple[str, ...]
    """Every heading's id, in page order."""
    chunks: tuple[Chunk, ...]
    position: float = inf
    """Where its file says that it stands in the sidebar, among the pages of its folder; without that, at the end."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One page that could not be read, or was read only in part; it never stops a run."""

    source: str
    message: str


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A page that shows more than its sources tell: components of the site's own, and code that must run."""

    url: str
    source: str
    names: tuple[str, ...]
    """What was not read, as it is written: `<LimitsTable>`, `{rows.map(…)}`."""


class Site(Protocol):
    """A documentation site that can be read. Built by `indexing.open_site`."""

    default_version: str
    """What a question without a version means; empty where the site has no versions."""
    default_tags: tuple[str, ...]
    """The tag of every docs plugin's last version: a site with several plugins has no one default version."""
    version_labels: Mapping[str, str]
    """What the site calls its versions, such as `2.x (stable)`, by their names; those without a label are left out."""
    default_locale: str
    assumptions: tuple[str, ...]
    """What was assumed because the site does not say it, as sentences with the option that overrides it."""
    problems: list[Problem]
    """Grows while pages are read."""
    unresolved: list[Unresolved]
    """Pages whose built form says more; grows while pages are read. Always empty for a built site."""
    unreadable_urls: set[str]
    """Pages (URLs without an anchor) that are there but could not be read this time; grows while pages are read.

    Whoever keeps an index keeps what it has of them: a disk or a server that fails for a moment deletes nothing.
    """

    def count_pages(self) -> int:
        """How many pages `read_pages` will try, without reading them."""
        ...

    def read_pages(self) -> Iterator[Page]:
        """The pages, one at a time, in a stable order."""
        ...


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """What the user may say about a site. An empty string or None means: what the site says, else the default."""

    site_url: str = ""
    """Where the site is published: `https://example.org`."""
    base_url: str = ""
    """The path of the site below that: `/` or `/project/`."""
    docs_path: str = ""
    """Folder of the docs below the site's folder, such as `docs`."""
    route_base_path: str | None = None
    """The docs' part of URLs, such as `docs`; `/` or an empty string where the docs stand at the site's root."""
    trailing_slash: bool | None = None
    include: tuple[str, ...] = field(default=())
    """Globs over the paths of source files; none of them means every file."""
    exclude: tuple[str, ...] = field(default=())
    version: str = ""
    """Only this version is read. The pages of a folder without versions get it as theirs."""
    locale: str = ""
    shown_at: str = ""
    """The whole address of the page that shows a single file, with an anchor that names its viewer."""
    version_from: str = ""
    """A regular expression that finds the version in a page's path, such as `/(v[0-9]+)/`."""
