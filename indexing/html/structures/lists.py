"""Lists, cells and the like as Markdown. Whatever stands inside them is read by the function that is handed over."""

from collections.abc import Callable

from selectolax.lexbor import LexborNode

from indexing.blocks import Block, format_blocks
from indexing.formatting import format_fence, format_list
from indexing.html.elements import TABLE_PARTS, get_classes, has_block, is_cell
from indexing.html.inline import MAX_DEPTH, collapse, format_inline, tidy
from indexing.html.noise import is_dropped

_LISTS = frozenset({"ul", "ol", "menu"})
_MAX_DIGITS = 9
"""As browsers and Markdown take them."""
Read = Callable[[LexborNode, int], list[Block]]
"""Reads what stands inside an element."""


def list_items(node: LexborNode, depth: int = 0) -> list[LexborNode]:
    """The items of a list that a reader sees, with what else stands in it, which browsers show in its place."""
    items: list[LexborNode] = []
    for child in node.iter():
        tag = child.tag or ""
        if is_dropped(tag, child.attributes, get_classes(child)):
            continue
        if tag == "li" or tag in _LISTS or depth > MAX_DEPTH or child.css_first("li") is None:
            items.append(child)
        else:
            items.extend(list_items(child, depth + 1))
    return items


def list_pages(node: LexborNode) -> list[LexborNode]:
    """The lists of pages in a table of contents, without what stands on those pages."""
    for below in node.css("li li"):
        below.decompose()
    return node.css("ul, ol")


def find_start(node: LexborNode) -> int | None:
    """The number of a list's first item; None where items have no numbers."""
    if node.tag != "ol":
        return None
    first = node.attributes.get("start") or "1"
    return int(first) if first.isdecimal() and len(first) <= _MAX_DIGITS else 1


def format_items(items: list[LexborNode], start: int | None, read: Read, depth: int) -> tuple[str, tuple[str, ...]]:
    """The items as a list, and the ids of the headings in it."""
    texts: list[str] = []
    anchors: list[str] = []
    for item in items:
        if (
            item.tag in _LISTS and depth <= MAX_DEPTH
        ):  # within the list, not within the item before it, below which it is shown
            nested, inner = format_items(list_items(item), find_start(item), read, depth + 1)
            anchors.extend(inner)
            if nested:
                texts[-1:] = ["\n".join((*texts[-1:], nested))]
            continue
        text = _read_text(item)
        if text is None:
            text, inner = format_blocks(read(item, depth + 1))
            anchors.extend(inner)
        if text:
            texts.append(text)
    return format_list(texts, start=start), tuple(anchors)


def list_rows(node: LexborNode) -> tuple[list[list[LexborNode]], list[LexborNode]]:
    """The cells of a table row by row, and its captions."""
    parts = [inner for child in node.iter() for inner in (child.iter() if child.tag in TABLE_PARTS else [child])]
    rows = [[cell for cell in row.iter() if is_cell(cell)] for row in parts if row.tag == "tr"]
    return [row for row in rows if row], [part for part in parts if part.tag == "caption"]


def format_cell(cell: LexborNode, read: Read, depth: int) -> str:
    """The cell on one line; a code block in it becomes inline code."""
    alone = _read_text(cell)
    if alone is not None:
        return alone
    if not has_block(cell):
        return tidy(format_inline(cell, depth))
    text, _anchors = format_blocks(read(cell, depth + 1))
    fence = format_fence("")[:3]
    return text.replace(f"{fence}\n", "`").replace(f"\n{fence}", "`")


def _read_text(node: LexborNode) -> str | None:
    """The text of an element that holds nothing else, as most cells and items do; None for any other."""
    only = node.child
    if only is None:
        return ""
    return collapse(only.text_content or "").strip() if only.tag == "-text" and only.next is None else None
