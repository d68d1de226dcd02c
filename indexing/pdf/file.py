"""A PDF file, taken apart by PDFium: boxes of text, the outline, and how many pages are only pictures."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from indexing.errors import ReadingError
from indexing.files.decoding import clean_text
from indexing.pdf.blocks import Entry
from indexing.pdf.layout import Line, order_lines
from indexing.pdf.streams import check_streams

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

MAX_PAGES = 5_000
_MAX_BOXES = 3_000
"""Of one page. Each is looked for among all letters; a drawing may have a box for each of them: 60,000 took 16 s. Of a
page with more, the text is read in the order in which the file holds it."""


_BROKEN = re.compile("[\u00ad\ufffe\x02]")
"""How PDFium writes the hyphen of a word that is broken at the end of a line."""


@dataclass(frozen=True, slots=True)
class PdfFile:
    """What a file holds."""

    title: str
    """What its metadata say; often nothing."""
    pages: tuple[tuple[Line, ...], ...]
    """The lines of each page, in the order in which they are read."""
    outline: tuple[Entry, ...]
    scans: int
    """Pages that hold a picture and no text."""


def load_pdf(content: bytes, name: str) -> PdfFile:
    """Read a file. Raises ReadingError when that cannot be done."""
    if find_spec("pypdfium2") is None:
        message = f"{name}: PDF files are read with an extra package. Install it: `pip install 'askdocs[pdf]'`."
        raise ReadingError(message)
    from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415 - an extra

    check_streams(content, name)
    try:
        document = PdfDocument(content)
    except PdfiumError as error:
        is_locked = "password" in str(error).lower()
        reason = "wants a password: save it without one" if is_locked else "is no PDF file, or a damaged one"
        message = f"{name} {reason}."
        raise ReadingError(message) from error
    try:
        return _read(document, name)
    except PdfiumError as error:
        message = f"{name} is a damaged PDF file: {str(error).rstrip('.')}."
        raise ReadingError(message) from error
    finally:
        document.close()


def _read(document: "PdfDocument", name: str) -> PdfFile:
    if len(document) > MAX_PAGES:
        message = f"{name} has more than {MAX_PAGES} pages. Split it."
        raise ReadingError(message)
    pages: list[tuple[Line, ...]] = []
    scans = 0
    for page in document:
        lines = tuple(order_lines(_list_boxes(page), page.get_width()))
        scans += not lines and _has_picture(page)
        pages.append(lines)
        page.close()
    title = _read_text(lambda: document.get_metadata_value("Title"))
    return PdfFile(title, tuple(pages), tuple(_list_entries(document)), scans)


def _list_boxes(page: "PdfPage") -> Iterator[Line]:
    text_page = page.get_textpage()
    if text_page.count_rects() > _MAX_BOXES:
        yield from _stack(text_page.get_text_range().splitlines(), page.get_width())
    else:
        for number in range(text_page.count_rects()):
            left, bottom, right, top = text_page.get_rect(number)
            yield Line(_clean(text_page.get_text_bounded(left, bottom, right, top)), left, right, top, bottom)
    text_page.close()


def _stack(texts: Sequence[str], width: float) -> Iterator[Line]:
    """Lines one below the other, for texts whose places are not known."""
    for number, text in enumerate(texts):
        yield Line(_clean(text), 0, width, -12 * number, -12 * number - 10)


def _clean(text: str) -> str:
    return " ".join(clean_text(_BROKEN.sub("-", text)).split())


def _has_picture(page: "PdfPage") -> bool:
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE  # noqa: PLC0415 - an extra

    return next(iter(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=3)), None) is not None


def _list_entries(document: "PdfDocument") -> Iterator[Entry]:
    for bookmark in document.get_toc(max_depth=6):
        destination = bookmark.get_dest()
        page = destination.get_index() if destination else None
        title = _read_text(bookmark.get_title)
        if page is not None and title:
            yield Entry(title, bookmark.level + 1, page + 1, _find_top(destination))


def _read_text(read: Callable[[], str]) -> str:
    """A title on one line; empty where the file holds half of a character."""
    try:
        return " ".join(clean_text(read()).split())
    except UnicodeDecodeError:
        return ""


def _find_top(destination: Any) -> float | None:
    """The height of the place that an outline's entry leads to, where it names one."""
    from pypdfium2.raw import PDFDEST_VIEW_XYZ  # noqa: PLC0415 - an extra

    mode, numbers = destination.get_view()
    return numbers[1] if mode == PDFDEST_VIEW_XYZ and len(numbers) > 1 else None
