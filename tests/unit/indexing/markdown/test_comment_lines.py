"""Comments that are written as definitions of links which nothing uses."""

import pytest

from indexing.markdown import read_markdown_file, read_markdown_page


@pytest.mark.parametrize("path", ["page.md", "page.mdx"])
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[//]: # (one)\n[//]: # (see [x](https://example.org/x.)\n[//]: # (end.)\n\nText.", ["Text."]),
        ("[//]: # (a comment)\nText.", ["Text."]),
        ("[//]: <> (a comment (with one))\n\nText.", ["Text."]),
        ("[//]: # (it has no end\n\nText.", ["[//]: # (it has no end", "Text."]),
    ],
)
def test_a_comment_is_no_text_though_it_holds_a_parenthesis(path: str, text: str, shown: list[str]) -> None:
    page = read_markdown_page(read_markdown_file(text.encode()), path=path)
    assert [block.text for block in page.article.blocks] == shown
