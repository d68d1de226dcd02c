"""Small PDF files, written by hand: lines of text at places, an outline, pages that are only pictures."""

import re
from collections.abc import Sequence

WIDTH, HEIGHT = 600, 800
_SIGN = re.compile(r"[()\\]")
Text = tuple[float, float, str]
"""From the left, from the bottom, and what stands there."""


def create_pdf(
    pages: Sequence[Sequence[Text] | str], outline: Sequence[tuple[str, int, int, float]] = (), *, size: int = 10
) -> bytes:
    """A file with these pages; the text "picture" stands for a page that is one.

    An entry of the outline has a title, a level (0 or 1), a page (0 for the first) and a height. Lines that begin with
    `#` are twice as tall.
    """
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects: dict[int, bytes] = {1: b"", 2: b"", 3: font}
    objects[4] = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
        b"\nstream\n\x80\nendstream"
    )
    kids: list[int] = []
    for page in pages:
        number = len(objects) + 1
        content = b"q 500 0 0 700 50 50 cm /I Do Q" if isinstance(page, str) else _write(page, size)
        objects[number] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)
        objects[number + 1] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R "
            b"/Resources << /Font << /F 3 0 R >> /XObject << /I 4 0 R >> >> >>" % (WIDTH, HEIGHT, number)
        )
        kids.append(number + 1)
    root = b""
    if outline:
        first = len(objects) + 2
        root = b" /Outlines %d 0 R" % (first - 1)
        last = first + len(outline) - 1
        objects[first - 1] = b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>" % (first, last, len(outline))
        for place, (title, _, target, top) in enumerate(outline):
            links = b" /Next %d 0 R" % (first + place + 1) if place + 1 < len(outline) else b""
            links += b" /Prev %d 0 R" % (first + place - 1) if place else b""
            objects[first + place] = b"<< /Title (%s) /Parent %d 0 R%s /Dest [%d 0 R /XYZ 0 %g 0] >>" % (
                title.encode("latin-1"), first - 1, links, kids[target], top,
            )  # fmt: skip
    objects[1] = b"<< /Type /Catalog /Pages 2 0 R%s >>" % root
    objects[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % kid for kid in kids), len(kids))
    return _join(objects)


def create_locked_pdf() -> bytes:
    """A file that wants a password; nobody knows it."""
    locked = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]" % (
        b"00" * 32,
        b"11" * 32,
    )
    return create_pdf([[]]).replace(b"/Root 1 0 R", b"/Root 1 0 R " + locked)


def _write(page: Sequence[Text], size: int) -> bytes:
    parts = []
    for left, bottom, text in page:
        tall = 2 * size if text.startswith("#") else size
        shown = _SIGN.sub(lambda match: f"\\{match[0]}", text.removeprefix("#"))
        parts.append(b"BT /F %d Tf %g %g Td (%s) Tj ET" % (tall, left, bottom, shown.encode("latin-1")))
    return b"\n".join(parts)


def _join(objects: dict[int, bytes]) -> bytes:
    body, starts = b"%PDF-1.4\n", {}
    for number in sorted(objects):
        starts[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    table = b"".join(b"%010d 00000 n \n" % starts[number] for number in sorted(objects))
    size = len(objects) + 1
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end
