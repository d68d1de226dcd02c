import pytest
from markdown_it import MarkdownIt

from app.foreign import format_foreign

TEXTS = [
    "<script>alert(1)</script>",
    "[a](javascript:b)",
    "- [ ] x",
    "1. x",
    "a\n# b",
    "=SUM(A1)",
    "![x](https://evil.example/x.png)",
    "https://evil.example/a_b)c and www.evil.example, mailto:a@b.example",
    "http://evil.example/`<img src=x>`",
    "`a``b```",
    "&lt;b&gt; &#64;all",
]


@pytest.mark.parametrize("text", TEXTS)
def test_other_peoples_words_are_shown_and_are_no_markup(text: str) -> None:
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(f"* {format_foreign(text)}")
    inside = html.removeprefix("<ul>\n<li>").removesuffix("</li>\n</ul>\n")
    assert "<" not in inside.replace("<code>", "").replace("</code>", "")


@pytest.mark.parametrize("text", ["@team/docs look", "see #12", "GH-12", "owner/repository#3", "(@anna)", "&#64;team"])
def test_nobody_is_called_and_nothing_is_linked_in_our_name(text: str) -> None:
    shown = MarkdownIt("commonmark").enable(["table", "strikethrough"]).renderInline(format_foreign(text))
    for sign in ("@", "#", "GH-"):
        _, found, behind = shown.partition(sign)
        assert not found or behind.startswith(("\u200b", "64;")), shown


def test_an_address_stands_by_itself() -> None:
    text = "It stands at https://a.example/x now. See https://b.example."
    assert format_foreign(text) == "It stands at `https://a.example/x` now. See `https://b.example`."
