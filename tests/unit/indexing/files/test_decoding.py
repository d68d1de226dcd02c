"""Pages are read in the encoding that they, or their server, declare."""

import pytest

from indexing.errors import PageError
from indexing.files.decoding import convert_to_utf8, decode, decode_html, decode_start
from indexing.html import read_html_page
from indexing.html.head import read_html_head


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("Shift_JIS", "cp932", "設定①"),
        ("EUC-JP", "euc_jp", "設定"),
        ("iso-2022-jp", "iso2022_jp", "設定"),
        ("gb2312", "gbk", "设定"),
        ("GB18030", "gb18030", "设定𠮷"),
        ("big5", "big5", "設定"),
        ("euc-kr", "cp949", "설정"),
        ("windows-1251", "cp1251", "Настройка"),
        ("koi8-r", "koi8_r", "Настройка"),
        ("tis-620", "cp874", "การตั้งค่า"),
        ("iso-8859-1", "cp1252", "Übersicht “so”"),
        ("windows-1252", "cp1252", "Übersicht €"),
        ("utf-8", "utf-8", "Übersicht 設定"),
    ],
)
@pytest.mark.parametrize(
    "declaration",
    [
        "<meta charset={}>",
        "<meta charset='{}'>",
        '<meta http-equiv="Content-Type" content="text/html; charset={}">',
        '<?xml version="1.0" encoding="{}"?>',
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_declares(declaration: str, label: str, codec: str, text: str) -> None:
    html = f"{declaration.format(label)}<title>{text}</title><main><h1>{text}</h1></main>".encode(codec)
    page = read_html_page(html)
    assert (page.article.title, page.head.title, page.warning) == (text, text, "")
    assert read_html_head(html).title == text


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf<meta charset=iso-8859-1><main>\xc3\x9c</main>",
        "<meta charset=iso-8859-1><main>Ü</main>".encode("utf-16"),
        b"<meta charset=no-such-thing><main>\xc3\x9c</main>",
        b"<meta charset=utf-16><main>\xc3\x9c</main>",
        b"<meta charset=x-user-defined><main>\xc3\x9c</main>",
    ],
)
def test_a_byte_order_mark_goes_first_and_a_label_that_cannot_be_is_not_used(content: bytes) -> None:
    assert read_html_page(content).article.blocks[0].text == "Ü"


def test_what_a_server_says_goes_before_what_the_page_says() -> None:
    page = "<meta charset=Shift_JIS><main>設定</main>"
    for codec, label in (("euc_jp", "euc-jp"), ("utf-8", "UTF-8"), ("cp932", ""), ("cp932", "no-such-thing")):
        content = convert_to_utf8(page.encode(codec), label)
        assert read_html_page(content).article.blocks[0].text == "設定"
    plain = b"<main>a</main>"
    assert convert_to_utf8(plain, "utf-8") is plain


@pytest.mark.parametrize(
    "content",
    [
        "<p>安\x00\x00装</p>".encode() + b"x" * 60,
        "<title>安\x00装</title><p>安装</p>".encode() + b"x" * 60,
        "<h2 id='安\x00装'>安\x00装</h2>".encode() + b"x" * 60,
        "<pre>安\x00装</pre>".encode() + b"x" * 60,
        b"x" * 9000 + "<p>安\x00装</p>".encode(),
        "<p>\x00\x00\x00安装</p>".encode() + b"x" * 60,
    ],
)
def test_some_nuls_in_utf_8_lose_no_page_and_leave_no_mark_in_its_text(content: bytes) -> None:
    page = read_html_page(content)
    assert any("安装" in block.text for block in page.article.blocks)
    assert "\ufffd" not in page.head.title + "".join(block.text for block in page.article.blocks)


@pytest.mark.parametrize(
    "content", [b"\x00\x01<html>", b"GIF89a\x00\x01\xff\xfe", b"a\x00b\x00c\x00", b"\xe9\x00" + b"a" * 99]
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(PageError, match="binary"):
        decode(content)


def test_text_in_no_known_encoding_is_read_with_a_warning() -> None:
    assert decode_html(b"<p>caf\xe9").text == "<p>café"
    assert "line 1" in decode_html(b"<p>caf\xe9").warning


def test_the_beginning_of_a_page_may_end_inside_a_character() -> None:
    assert decode_start("設定".encode()[:-1]).startswith("設")
    assert decode_start(b"caf\xe9 au lait") == "café au lait"
    assert decode_start("設定".encode("utf-16")[:-1]).startswith("設")


def test_what_a_comment_declares_is_not_the_encoding() -> None:
    html = "<!-- <meta charset=koi8-r> --><title>Größe</title><main><h1>Größe</h1></main>".encode()
    assert read_html_page(html).article.title == "Größe"


def test_a_page_with_a_few_nuls_is_a_page_in_windows_1252_too() -> None:
    html = "<meta charset=latin-1><title>T</title><main><h1>\0Gr\0öße</h1></main>".encode("latin-1")
    assert read_html_page(html).article.title == "Größe"
    with pytest.raises(PageError, match="binary"):
        decode_html(b"<" + bytes(range(256)) * 8)


def test_a_declaration_behind_long_scripts_is_used() -> None:
    head = (
        f"<head><script>{'x' * 9_000}</script><!-- <meta charset=big5> --><meta charset=gbk><title>设定</title></head>"
    )
    html = f"{head}<h1>设定</h1>"
    page = read_html_page(html.encode("gbk"))
    assert (page.article.title, page.head.title, page.warning) == ("设定", "设定", "")


@pytest.mark.parametrize("wrong", [b"\xe6\x9c", b"\xff", b"caf\xe9"])
def test_a_few_wrong_bytes_do_not_make_a_text_one_of_another_encoding(wrong: bytes) -> None:
    content = "Größe für 設定".encode() + b"\n" + wrong
    decoded = decode(content)
    assert decoded.text.startswith("Größe für 設定\n")
    assert "(line 2)" in decoded.warning
    assert decode_start(content).startswith("Größe für 設定\n")
    assert decode("Größe für alle: äöü".encode("cp1252")).text == "Größe für alle: äöü"
