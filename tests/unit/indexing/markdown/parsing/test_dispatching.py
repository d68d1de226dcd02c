"""Trying only the rules that may begin with a character changes nothing that is read."""

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from indexing.markdown.parsing.dispatching import dispatch_by_character

_TEXTS = (
    "plain\nlines: a-b_c, 50 % = x > y # no heading + more @ all ^ of } it | here $ there",
    "# One\n\nTwo\n===\n\nThree\n---\n\n***\n___\n- - -",
    "* a\n+ b\n- c\n\n1. d\n2) e\n12345678901. no item\n-no item",
    "> quoted\nlazy\n> - item\n>   more",
    "```js\ncode\n```\n\n~~~\nmore\n~~~\n\n    indented",
    "| a | b |\n|---|:-:|\n| c | d |\n\nafter",
    "[a]: /b 'c'\n\n[a], [x](y), ![alt](z), [no link]",
    "*em* **strong** ~~gone~~ `code` \\* &amp; &#58; &nope; <https://a.example>  \nhard break\\\nsoft\nend",
    "a [label with `]` and *em*](b) [nested [brackets]](c) [![i](d)](e)",
    "term\n\nwith trailing blanks   \n\n\t- tab",
    "",
    "\n\n",
)


def _show(tokens: list[Token]) -> list[object]:
    return [token.as_dict() for token in tokens]


@pytest.mark.parametrize("text", _TEXTS)
def test_merged_rules_make_the_tokens_that_single_rules_make(text: str) -> None:
    single = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    merged = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable(["html_block", "html_inline"])
    single.disable(["html_block", "html_inline"])

    dispatch_by_character(merged)

    assert _show(merged.parse(text)) == _show(single.parse(text))


def test_a_rule_of_which_nothing_is_known_is_tried_at_every_line() -> None:
    def shout(state: object, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's
        tried.append(start)
        return False

    tried: list[int] = []
    parser = MarkdownIt("commonmark")
    parser.block.ruler.before("paragraph", "shout", shout)

    dispatch_by_character(parser)
    parser.parse("one\n\n[two\n\n?three")

    assert tried == [0, 2, 4]
