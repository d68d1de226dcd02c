"""How much a PDF file's packed streams hold, found out without keeping it: a few kilobytes may unpack to gigabytes."""

import re
import zlib
from collections.abc import Iterator

from indexing.errors import ReadingError

MAX_STREAM_BYTES = 64 * 1024 * 1024
"""What a page draws is a few hundred kilobytes; a stream of spaces that PDFium unpacked took 300 MB of memory."""
_MAX_PICTURE_BYTES = 256 * 1024 * 1024
MAX_FILE_BYTES = 512 * 1024 * 1024
"""Of all streams but pictures, which are not unpacked to read text: a manual of 5,000 pages has about 150 MB."""
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_PIECE = 1024 * 1024


def check_streams(content: bytes, name: str) -> None:
    """Refuse a file whose streams are too large when they are unpacked. Raises ReadingError.

    Every stream is tried, whatever the file calls it; what is packed several times is unpacked as often.
    """
    whole = end = 0
    for stream in _STREAM.finditer(content):
        described = content[max(end, content.rfind(b"obj", end, stream.start())) : stream.start()]
        end = stream.end()
        picture = _PICTURE.search(described) is not None
        limit = _MAX_PICTURE_BYTES if picture else MAX_STREAM_BYTES
        size = 0
        for piece in _unpack(content, end, max(1, len(_FLATE.findall(described)))):
            size += len(piece)
            if size > limit:
                message = f"{name} holds a stream of more than {limit // 1024**2} MB when unpacked, and is not read."
                raise ReadingError(message)
        whole += 0 if picture else size
        if whole > MAX_FILE_BYTES:
            message = f"{name} holds more than {MAX_FILE_BYTES // 1024**2} MB when unpacked, and is not read. Split it."
            raise ReadingError(message)


def _unpack(content: bytes, start: int, times: int) -> Iterator[bytes]:
    pieces = _read(content, start)
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
