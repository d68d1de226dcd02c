"""Streams that unpack to more than a document holds are refused before anybody unpacks them as a whole."""

import zlib
from base64 import a85encode

import pytest

from indexing import ReadingError
from indexing.pdf import streams
from indexing.pdf.lzw import measure_lzw
from indexing.pdf.streams import check_streams
from tests.support.pdf import create_pdf

SPACES = zlib.compress(b" " * (streams.MAX_STREAM_BYTES + 1), 1)


def pack_by_lzw(tables: int) -> bytes:
    """Spaces as LZW packs them best: each table of 4,096 runs holds 7 MB."""
    codes: list[tuple[int, int]] = []
    for table in range(tables):
        codes += [(256, 12 if table else 9), (32, 9)]
        codes += [(code, (code + 1).bit_length()) for code in range(258, 4093)]
    bits = "".join(f"{code:0{width}b}" for code, width in [*codes, (257, 12)])
    return int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")


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
        write(a85encode(SPACES) + b"~>", b"/Filter [/ASCII85Decode /FlateDecode]"),
        write(SPACES.hex().encode() + b">", b"/Filter 7 0 R"),
        write(pack_by_lzw(10), b"/Filter /LZWDecode"),
        write(pack_by_lzw(10), b"/Filter /L#5aWDecode"),
        write(pack_by_lzw(10), b"/Filter 7 0 R"),
        write(a85encode(pack_by_lzw(10)), b"/Filter [/A85 /LZW]"),
        write(zlib.compress(pack_by_lzw(10)), b"/Filter [/FlateDecode /LZWDecode]"),
    ],
    ids=[
        "one",
        "a filter elsewhere",
        "far from its object",
        "packed twice",
        "the second",
        "base 85",
        "hexadecimal",
        "LZW",
        "LZW by another name",
        "LZW elsewhere",
        "base 85 and LZW",
        "LZW inside",
    ],
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
        write(a85encode(zlib.compress(b"BT ET")), b"/Filter [/A85 /Fl]"),
        write(pack_by_lzw(2), b"/Filter /LZWDecode"),
        write(b"BT (LZW) Tj ET"),
        write(b"80zz", b"/Filter [/ASCIIHexDecode /LZWDecode]"),
    ],
    ids=[
        "a file",
        "cut off",
        "damaged",
        "a picture",
        "no streams",
        "nothing",
        "base 85",
        "LZW",
        "a text",
        "damaged hexadecimal",
    ],
)
def test_other_files_pass(content: bytes) -> None:
    check_streams(content, "m.pdf")


@pytest.mark.parametrize(
    ("packed", "size"),
    [
        ("800B6050220C0C8501", 10),  # the example of the format's description
        ("80", 0),
        ("", 0),
        ("FFFF", 0),
    ],
)
def test_what_lzw_unpacks_to_is_counted(packed: str, size: int) -> None:
    assert measure_lzw(bytes.fromhex(packed), 1_000) == size


def test_counting_ends_behind_the_limit() -> None:
    assert 1_000 < measure_lzw(pack_by_lzw(1), 1_000) < 2_000
