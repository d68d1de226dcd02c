"""Streams that unpack to more than a document holds are refused before anybody unpacks them as a whole."""

import zlib

import pytest

from indexing import ReadingError
from indexing.pdf import streams
from indexing.pdf.streams import check_streams
from tests.support.pdf import create_pdf

SPACES = zlib.compress(b" " * (streams.MAX_STREAM_BYTES + 1), 1)


def write(packed: bytes, described: bytes = b"/Filter /FlateDecode") -> bytes:
    return b"4 0 obj\n<< /Length %d %s >>\nstream\n%s\nendstream\nendobj\n" % (len(packed), described, packed)


@pytest.mark.parametrize(
    "content",
    [
        write(SPACES),
        write(SPACES, b"/Filter 7 0 R"),
        write(SPACES, b"/Filter [/Fl] " + b" " * 5000),
        write(zlib.compress(SPACES), b"/Filter [/FlateDecode /FlateDecode]"),
        b"%PDF-1.7\n" + write(zlib.compress(b"BT ET")) + write(SPACES),
    ],
    ids=["one", "a filter elsewhere", "far from its object", "packed twice", "the second"],
)
def test_a_stream_that_unpacks_to_more_than_a_page_holds_is_named(content: bytes) -> None:
    with pytest.raises(ReadingError, match=r"m\.pdf holds a stream of more than 64 MB when unpacked"):
        check_streams(content, "m.pdf")


@pytest.mark.parametrize(
    "content",
    [
        create_pdf([[(60, 700, "Hello")]]),
        write(SPACES[: len(SPACES) // 2]),
        write(b"\x78\x9cno zlib"),
        write(SPACES, b"/Subtype /Image /Filter /FlateDecode"),
        b"stream\n" * 1000,
        b"",
    ],
    ids=["a file", "cut off", "damaged", "a picture", "no streams", "nothing"],
)
def test_other_files_pass(content: bytes) -> None:
    check_streams(content, "m.pdf")
