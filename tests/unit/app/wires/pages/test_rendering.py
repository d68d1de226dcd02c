"""The HTML in which the demo shows a page."""

import re

from app.wires.pages.rendering import format_page_html
from indexing.markdown import read_markdown_file, read_markdown_page

TEXT = """# Guide <script>alert(1)</script>

:::tip Do <b>it</b>
Use `x < y`, <img src="x" onerror="alert(1)" alt="a picture"/> and [out](https://example.org).
See [bad](javascript:alert(1)).
:::

## One {#first}

- item

  ## Inner

| a | b |
|---|---|
| 1 | 2 |

## One
"""


def show(text: str, title: str = "") -> str:
    return format_page_html(read_markdown_page(read_markdown_file(text.encode()), path="guide.md").article, title=title)


def test_a_page_is_shown_as_html_with_exactly_its_heading_ids() -> None:
    html = show(TEXT)
    assert tuple(re.findall(r'<h[1-6] id="([^"]+)"', html)) == ("first", "inner", "one")
    assert '<div class="admonition admonition-tip"><p class="admonition-title">Do it</p>' in html
    assert "<table>" in html


def test_nothing_of_a_file_is_shown_as_html_of_its_own() -> None:
    html = show(TEXT)
    assert "<script" not in html
    assert "onerror" not in html
    assert 'href="javascript' not in html


def test_a_page_without_a_heading_is_shown_under_its_title() -> None:
    assert show("Words.\n", title="A & B") == "<h1>A &amp; B</h1>\n<p>Words.</p>"
