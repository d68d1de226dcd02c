"""Other languages of a site: Docusaurus gives each a sitemap of its own, which the main one does not name."""

from collections.abc import Iterable, Iterator

from app.sources.web.addresses import get_path
from app.sources.web.crawling import CrawledPage

_PAGES_LOOKED_AT = 20


def find_locale_bases(pages: Iterable[CrawledPage], locale: str) -> list[str]:
    """The paths under which other languages stand, such as `/fr/`, as far as pages link to their translations.

    `locale` is the only one that is wanted; empty for all.
    """
    found: dict[str, None] = {}
    with_links = (page for page in pages if page.head.alternates)
    for _, page in zip(range(_PAGES_LOOKED_AT), with_links, strict=False):
        for language, address in page.head.alternates:
            if not locale or language.lower() == locale.lower():
                found.update(dict.fromkeys(_find_base(get_path(page.url), get_path(address))))
    return list(found)


def _find_base(own: str, other: str) -> Iterator[str]:
    """What is left of `other` once the end that it shares with `own` is gone; nothing for the same language."""
    own_parts, other_parts = own.strip("/").split("/"), other.strip("/").split("/")
    while own_parts and other_parts and own_parts[-1] == other_parts[-1]:
        own_parts.pop()
        other_parts.pop()
    if other_parts and other_parts != own_parts:
        yield f"/{'/'.join(other_parts)}/"
