"""What a site says at one moment: its pages, their anchors and their text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from urllib.parse import unquote, urldefrag

from chains.segmenting import list_words
from indexing import Page, Place

WordPairs = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Section:
    """One chunk of a page. `pairs` are its neighbouring words: equal sections share them, others share hardly any."""

    place: Place
    pairs: WordPairs


@dataclass(frozen=True, slots=True)
class PageText:
    """One page."""

    url: str
    source: str
    """Its file, relative to the site's folder, or its URL."""
    anchors: frozenset[str]
    sections: tuple[Section, ...]
    lines: frozenset[str]
    """Its lines without white space around them."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All pages by their URLs, in the site's order."""

    pages: dict[str, PageText]

    @classmethod
    def create(cls, pages: Iterable[Page]) -> "Snapshot":
        """Of several pages with the same URL the first one counts."""
        texts: dict[str, PageText] = {}
        for page in pages:
            texts.setdefault(page.url, _create_text(page))
        return cls(texts)

    def has(self, url: str) -> bool:
        """Whether the page is there, and the anchor on it."""
        page, anchor = urldefrag(url)
        found = self.pages.get(page)
        return found is not None and (not anchor or unquote(anchor) in found.anchors)

    def list_places(self) -> Iterator[tuple[PageText, Place]]:
        """Every heading that is cited, also those of short sections that stand together in one chunk."""
        for page in self.pages.values():
            for section in page.sections:
                yield page, section.place
                for part in section.place.parts:
                    yield page, replace(section.place, url=f"{page.url}#{part.anchor}", section=part.section)


def list_pairs(text: str) -> WordPairs:
    """Neighbouring words, in lower case."""
    words = [word.lower() for word in list_words(text)]
    return frozenset(pairwise(words)) or frozenset((word, "") for word in words)


def share_kept(before: WordPairs, after: WordPairs) -> float:
    """How much of a text stands in another one, 0 to 1."""
    return len(before & after) / len(before) if before else 1.0


def _create_text(page: Page) -> PageText:
    sections = tuple(Section(chunk.place, list_pairs(chunk.embedded_text)) for chunk in page.chunks)
    named = {unquote(urldefrag(chunk.place.url).fragment) for chunk in page.chunks}
    parts = {part.anchor for chunk in page.chunks for part in chunk.place.parts}
    lines = {line.strip() for chunk in page.chunks for line in chunk.text.splitlines()}
    return PageText(
        url=page.url,
        source=page.source,
        anchors=frozenset({*page.heading_ids, *named, *parts} - {""}),
        sections=sections,
        lines=frozenset(lines - {""}),
    )
