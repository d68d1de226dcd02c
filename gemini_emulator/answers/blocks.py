"""Markdown cut into the blocks that an answer is made of: paragraphs, table rows, code, lists, whole tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from textwrap import dedent
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

DRAWINGS = ("mermaid", "plantuml", "dot")
"""Fences that no reader can use as code."""

Kind = Literal["text", "row", "code", "list", "table"]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of Markdown, verbatim but for white space and quote marks in front of its lines.

    `list` and `table` stand for the whole, before the blocks that are in it. A `row` has the lines of its table's head
    in `head`.
    """

    kind: Kind
    text: str
    head: str = ""


def split_blocks(markdown: str) -> Iterator[Block]:
    """In reading order; headings, HTML and front matter are left out."""
    lines = markdown.split("\n")
    head = ""
    before = ""
    for token in _parser().parse(markdown):
        if token.type == "fence":
            if code := _code(token, lines):
                yield Block("code", code)
        elif token.type in {"bullet_list_open", "ordered_list_open"} and token.level == 0:
            yield Block("list", _source(token, lines))
        elif token.type == "table_open":
            yield Block("table", _source(token, lines))
            head = "\n".join(_source(token, lines).split("\n")[:2])
        elif token.type == "tr_open" and _source(token, lines) not in head:
            yield Block("row", _source(token, lines), head)
        elif token.type == "inline" and before == "paragraph_open":
            yield Block("text", token.content)
        before = token.type


@cache
def _parser() -> MarkdownIt:
    # What stands inside a paragraph is quoted as it is, so its links and emphasis need no parsing.
    parser = MarkdownIt("commonmark").enable("table").disable("inline")
    # Its rules are compiled by the first use, which must not happen in two threads at once.
    parser.parse("text")
    return parser


def _source(token: Token, lines: Sequence[str]) -> str:
    start, end = token.map or (0, 0)
    return dedent("\n".join(lines[start:end])).rstrip()


def _code(token: Token, lines: Sequence[str]) -> str:
    """The fence again; empty for one that was cut off, holds nothing, or is a drawing."""
    last = lines[(token.map or (0, 1))[1] - 1].strip(" \t>")
    if not last.startswith(token.markup) or not token.content.strip() or token.info.startswith(DRAWINGS):
        return ""
    return f"{token.markup}{token.info}\n{token.content}{token.markup}"
