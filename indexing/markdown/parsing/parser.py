"""The Markdown parser: CommonMark with tables, footnotes and what Docusaurus adds, as MDX or without it."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from indexing.markdown.parsing.dispatching import dispatch_by_character
from indexing.markdown.parsing.mdx_blocks import use_mdx_blocks
from indexing.markdown.parsing.rules import mdx_plugin

_SYNTAX = re.compile(r"[\\`*_\[!<&~{\n]|:[A-Za-z]")
_PLAIN_ADDRESS = re.compile(r"[\w/#?=&.:~+,;-]*", re.ASCII)
_MAX_BRACKETS = 2000
"""A paragraph with more of them is read as plain text, because looking for links takes quadratic time."""

MAX_NESTING = 100
"""What is nested deeper is left out."""


def parse_markdown(text: str, *, mdx: bool) -> list[Token]:
    """The tokens of a text without front matter."""
    return _create_parser(mdx=mdx).parse(text)


@cache
def _create_parser(*, mdx: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=False)
    parser.disable(["html_block", "html_inline"])
    if mdx:
        parser.disable("autolink")
        use_mdx_blocks(parser)
    else:
        parser.use(deflist_plugin).use(admon_plugin)
    parser.use(mdx_plugin, expressions=mdx)
    dispatch_by_character(parser)
    parser.core.ruler.at("inline", _parse_inline)
    parser.normalizeLink = _normalize_link  # type: ignore[method-assign]  # markdown-it's own way to replace it
    return parser


def _normalize_link(url: str) -> str:
    """Does what markdown-it does, but takes no plain address apart to find that it stays as it is."""
    return url if _PLAIN_ADDRESS.fullmatch(url) else normalizeLink(url)


def _parse_inline(state: StateCore) -> None:
    """Does what markdown-it's own rule does, but does not search a text for syntax that it cannot have."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        if not _SYNTAX.search(token.content) or token.content.count("[") > _MAX_BRACKETS:
            token.children = [Token("text", "", 0, content=token.content)]
        else:
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)
