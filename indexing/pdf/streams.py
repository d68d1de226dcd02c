"""How much a PDF file's packed streams hold, found out without keeping it: a few kilobytes may unpack to gigabytes."""

import re
import zlib
from base64 import a85decode
from collections.abc import Iterator
from contextlib import suppress

from indexing.errors import ReadingError
from indexing.pdf.lzw import measure_lzw

MAX_STREAM_BYTES = 64 * 1024 * 1024
"""What a page draws is a few hundred kilobytes; a stream of spaces that PDFium unpacked took 300 MB of memory."""
_MAX_PICTURE_BYTES = 256 * 1024 * 1024
MAX_FILE_BYTES = 512 * 1024 * 1024
"""Of all streams but pictures, which are not unpacked to read text: a manual of 5,000 pages has about 150 MB."""
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_LZW = re.compile(rb"/L(?:Z|#5[aA])(?:W|#57)|/Filter\s+\d+\s+\d+\s+R")
"""LZW, however its name is written, or a filter that is named elsewhere."""
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_BASE_85 = re.compile(rb"[!-uz\s]+")
_HEXADECIMAL = re.compile(rb"[0-9A-Fa-f\s]+")
_PIECE = 1024 * 1024


def check_streams(content: bytes, name: str) -> None:
    """Refuse a file whose streams are too large when they are unpacked. Raises ReadingError.

    Every stream is tried, whatever the file calls it; what is packed several times is unpacked as often.
    """
    has_lzw = _LZW.search(content) is not None
    whole = end = 0
    for stream in _STREAM.finditer(content):
        described = content[max(end, content.rfind(b"obj", end, stream.start())) : stream.start()]
        end = stream.end()
        picture = _PICTURE.search(described) is not None
        limit = _MAX_PICTURE_BYTES if picture else MAX_STREAM_BYTES
        size = _measure(content, end, max(1, len(_FLATE.findall(described))), limit, may_be_lzw=has_lzw and not picture)
        if size > limit:
            message = f"{name} holds a stream of more than {limit // 1024**2} MB when unpacked, and is not read."
            raise ReadingError(message)
        whole += 0 if picture else size
        if whole > MAX_FILE_BYTES:
            message = f"{name} holds more than {MAX_FILE_BYTES // 1024**2} MB when unpacked, and is not read. Split it."
            raise ReadingError(message)


def _measure(content: bytes, start: int, times: int, limit: int, *, may_be_lzw: bool) -> int:
    """How much a stream holds in the way in which it can be unpacked; a number above the limit where that is passed."""
    size = _add_up(_unpack(_read(content, start), times), limit)
    if size:
        inside = b"".join(_unpack(_read(content, start), times)) if may_be_lzw and size <= limit else b""
        return size + measure_lzw(inside, limit)
    for written in (content[start : _find_end(content, start)] if may_be_lzw else b"", *_list_written(content, start)):
        size = max(size, _add_up(_unpack(iter([written]), times), limit))
        size = max(size, measure_lzw(written, limit) if may_be_lzw else 0)
    return size


def _list_written(content: bytes, start: int) -> Iterator[bytes]:
    """What a stream is that is written in letters: in base 85 or in hexadecimal."""
    match = _BASE_85.match(content, start)
    if match:
        with suppress(ValueError):  # it is a text
            yield a85decode(match[0])
    match = _HEXADECIMAL.match(content, start)
    if match:
        digits = b"".join(match[0].split())
        yield bytes.fromhex(digits[: len(digits) // 2 * 2].decode())


def _find_end(content: bytes, start: int) -> int:
    end = content.find(b"endstream", start)
    return end if end >= 0 else len(content)


def _add_up(pieces: Iterator[bytes], limit: int) -> int:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            break
    return size


def _unpack(pieces: Iterator[bytes], times: int) -> Iterator[bytes]:
    for _ in range(times):
        pieces = _inflate(pieces)
    yield from pieces


def _read(content: bytes, start: int) -> Iterator[bytes]:
    while start < len(content):
        yield content[start : start + _PIECE]
        start += _PIECE


def _inflate(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """What the pieces unpack to, at most `_PIECE` at once; ends where they are damaged, as PDFium does."""
    unpacker = zlib.decompressobj()
    for piece in pieces:
        waiting = piece
        while waiting and not unpacker.eof:
            try:
                yield unpacker.decompress(waiting, _PIECE)
            except zlib.error:
                return
            waiting = unpacker.unconsumed_tail
        if unpacker.eof:
            return
