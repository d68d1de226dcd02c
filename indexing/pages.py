"""From an article to a page with its chunks, whatever kind of site it was read from."""

from indexing.blocks import Article
from indexing.chunking.chunks import create_chunks, shorten
from indexing.model import Page, Place


def create_page(
    article: Article,
    *,
    url: str,
    source: str,
    title: str,
    version: str = "",
    locale: str = "",
    docusaurus_tag: str = "",
) -> Page:
    """The page, cut; its breadcrumbs begin with `title`."""
    title = shorten(title)
    place = Place(url, version, locale, docusaurus_tag, section=title)
    return Page(
        url=url,
        source=source,
        title=title,
        version=version,
        locale=locale,
        docusaurus_tag=docusaurus_tag,
        heading_ids=article.heading_ids,
        chunks=create_chunks(article, title=title, place=place),
    )
