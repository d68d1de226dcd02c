"""Syntax trees of JavaScript, TypeScript and JSX. A text with mistakes has one too: of what is right in it."""

from functools import cache

import tree_sitter_typescript
from tree_sitter import Language, Node, Parser


def parse_javascript(text: str, suffix: str = "") -> Node:
    """The tree of a file with this suffix. Only TypeScript without JSX may have casts such as `<T>x`."""
    return _create_parser(jsx=suffix not in {".ts", ".mts", ".cts"}).parse(text.encode()).root_node


def parse_expression(text: str) -> Node | None:
    """The tree of one expression; None where the text is something else."""
    root = parse_javascript(f"({text}\n)")
    statement = root.named_children[0] if root.named_child_count == 1 and not root.has_error else None
    if statement is None or statement.type != "expression_statement":
        return None
    return statement.named_children[0]


def get_source(node: Node) -> str:
    """The text of a node, as it is written."""
    return node.text.decode() if node.text else ""


def get_first(node: Node) -> Node | None:
    """The first part of a node that is no comment."""
    return next((part for part in node.named_children if part.type != "comment"), None)


def read_string(node: Node) -> str:
    """What a string literal says."""
    return "".join(map(read_part, node.named_children))


def read_part(part: Node) -> str:
    """What a piece of a string or a template says."""
    return _read_escape(get_source(part)) if part.type == "escape_sequence" else get_source(part)


def _read_escape(written: str) -> str:
    body = written[1:]
    if body[:1] in {"u", "x"}:
        digits = body[1:].strip("{}")
        try:
            return chr(int(digits, 16))
        except (ValueError, OverflowError):
            return ""
    return {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}.get(body, body)


@cache
def _create_parser(*, jsx: bool) -> Parser:
    name = tree_sitter_typescript.language_tsx if jsx else tree_sitter_typescript.language_typescript
    return Parser(Language(name()))
