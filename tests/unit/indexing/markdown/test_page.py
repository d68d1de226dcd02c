"""A whole file: its encoding, its front matter, its format."""

import pytest

from indexing.errors import PageError
from indexing.markdown import MarkdownOptions, read_markdown_file, read_markdown_page
from tests.support.markdown import load


def test_wrong_front_matter_is_named_with_its_line_and_the_page_read_without_it() -> None:
    page = load("---\nid: a\ntitle: 'open\n---\n\n# Hello\n")
    assert page.article.title == "Hello"
    assert page.front_matter.values == {}
    assert "line 3" in page.warnings[0] or "line 4" in page.warnings[0]


@pytest.mark.parametrize(
    "front_matter", ["- a\n- b", "just text", f"x: {'[' * 100_000}", "x: &x [*x]", f"title: 0x{'f' * 5_000}"]
)
def test_front_matter_that_cannot_be_taken_is_a_warning(front_matter: str) -> None:
    assert "front matter" in load(f"---\n{front_matter}\n---\nText\n").warnings[0]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    text = "---\ntitle: T\n---\n\n## One\n\n```\na\nb\n```\n"
    plain = load(text.encode())
    windows = load(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert windows.article == plain.article
    assert windows.front_matter == plain.front_matter


def test_latin_1_is_read_with_a_warning() -> None:
    page = load("## Größe\n\nÜber alles.\n".encode("latin-1"))
    assert page.article.heading_ids == ("größe",)
    assert "not UTF-8" in page.warnings[0]


def test_a_binary_file_is_refused() -> None:
    with pytest.raises(PageError, match="binary"):
        load(b"\x89PNG\x00\x00\x01")


def test_the_front_matter_can_say_how_a_file_is_read() -> None:
    source = read_markdown_file(b"---\nmdx:\n  format: md\n---\n\n## Braces {x}\n")
    page = read_markdown_page(source, path="a.mdx", options=MarkdownOptions(format="mdx", keeps_case=True))
    assert page.article.heading_ids == ("Braces-x",)
