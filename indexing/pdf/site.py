"""A PDF file as a site of one page, whose places are the file's own pages: `manual.pdf#page=12`."""

from collections.abc import Iterator

from indexing.blocks import Article
from indexing.errors import ReadingError
from indexing.file_site import FileSite
from indexing.model import Page, SiteOptions
from indexing.pdf.blocks import create_blocks
from indexing.pdf.file import PdfFile, load_pdf


class PdfSite(FileSite):
    """A `Site` of one page."""

    def __init__(self, file: PdfFile, name: str, url: str, options: SiteOptions) -> None:
        super().__init__(name, url, options)
        self._file = file
        if file.scans:
            pages = f"{file.scans} of {len(file.pages)} pages are pictures"
            self._findings.report(name, f"{pages} without text (scans) and were left out; have their text recognised")

    def count_pages(self) -> int:
        """The file is one page of the index."""
        return 1

    def read_pages(self) -> Iterator[Page]:
        """The page."""
        blocks = tuple(create_blocks(self._file.pages, self._file.outline))
        title = self._file.title or self._name.removesuffix(".pdf")
        yield self._create_page(Article("", blocks), url=self._url, title=title)


def open_pdf(content: bytes, name: str, options: SiteOptions, *, address: str = "") -> PdfSite:
    """The site of a PDF file; `address` is where the file itself can be had.

    Raises ReadingError when it cannot be read, holds no text, or nothing says where it is published.
    """
    file = load_pdf(content, name)
    url = options.shown_at or (f"{options.site_url}{options.base_url}" if options.site_url else "") or address
    if not url:
        message = f"Where {name} is published is not known. Name it, such as {name}=https://docs.example.org/{name}."
        raise ReadingError(message)
    if not any(file.pages):
        reason = "pictures of pages and no text (a scan): have its text recognised" if file.scans else "no text"
        message = f"{name} holds {reason}."
        raise ReadingError(message)
    return PdfSite(file, name, url.partition("#")[0], options)
