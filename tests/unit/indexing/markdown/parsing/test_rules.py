import pytest

from tests.support.markdown import show


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<ul>\n    <li>A</li>\n    <li>B</li>\n</ul>", "- A\n\n- B"),
        ("<p align='center'>\n    <b>A</b>\n    b\n</p>", "**A** b"),
        ("<h2>\n    <a href='/x'>A</a>\n</h2>", "## A"),
        ("<div>\n    <p>\n        a\n    </p>\n</div>", "a"),
        ("<div>\n\n    a\n\n</div>", "```\na\n```"),
        ("<!-- no -->\n    a", "```\na\n```"),
        ("    a\n<b>B</b>", "```\na\n```\n\n**B**"),
    ],
)
def test_html_may_be_indented_up_to_an_empty_line(text: str, shown: str) -> None:
    assert show(text, mdx=False) == shown
