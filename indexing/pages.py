"""From a document to a page with its chunks: the last step of every reader."""

from indexing.blocks import Document
from indexing.chunks import create_chunks, shorten
from indexing.model import Page, Place


def create_page(
    document: Document,
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
        heading_ids=document.heading_ids,
        chunks=create_chunks(document, title=title, place=place),
    )
