"""From an element of HTML to blocks, in the order in which a reader sees them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from selectolax.lexbor import LexborNode

from indexing.blocks import Block, format_blocks
from indexing.files.decoding import clean_text
from indexing.formatting import format_fence, format_label, format_list, format_quote, format_table
from indexing.html.code import read_code
from indexing.html.elements import CONTAINERS, HEADINGS, TABLE_PARTS, has_block, is_cell, only_lays_out
from indexing.html.inline import MAX_DEPTH, collapse, format_inline, format_inline_node, format_plain, tidy
from indexing.html.noise import is_dropped

_ADMONITION_TITLES = re.compile(r"\b(?:admonitionHeading\S*|admonition-heading|admonition-title)\b")
_ADMONITION_KIND = re.compile(r"theme-admonition-([a-z]+)|(?:^|\s)admonition[ -]([a-z]+)")


def read_blocks(node: LexborNode) -> list[Block]:
    """The blocks of an element's content."""
    reader = _Reader()
    reader.read_children(node, 0)
    reader.flush()
    return [_clean(block) for block in reader.blocks]


class _Reader:
    """Collects blocks; text between them gathers until the next block begins."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._inline: list[str] = []

    def read_children(self, node: LexborNode, depth: int) -> None:
        child = node.child
        while child is not None:
            self._read(child, depth)
            child = child.next

    def flush(self) -> None:
        """Ends the paragraph that loose text makes up."""
        if self._inline:
            text = tidy("".join(self._inline))
            self._inline.clear()
            if text:
                self.blocks.append(Block("text", text))

    def _add(self, block: Block) -> None:
        self.flush()
        if block.text:
            self.blocks.append(block)

    def _read(self, node: LexborNode, depth: int) -> None:
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            if self._inline or not text.isspace():
                self._inline.append(collapse(text))
            return
        if depth > MAX_DEPTH:
            self._inline.append(format_inline_node(node, depth))
            return
        if tag in HEADINGS:
            self.flush()
            self.blocks.append(
                Block(
                    "heading",
                    format_plain(node),
                    level=HEADINGS[tag],
                    anchor=(node.attributes.get("id") or "").strip(),
                )
            )
            return
        attributes = node.attributes
        names = (attributes.get("class") or "") if attributes else ""
        if is_dropped(tag, attributes, frozenset(names.split())):
            return
        if tag in _READERS:
            _READERS[tag](self, node, depth + 1)
        elif tag in CONTAINERS or has_block(node):
            self.flush()
            self._read_container(node, names, depth + 1)
            self.flush()
        else:
            self._inline.append(format_inline_node(node, depth))

    def _read_container(self, node: LexborNode, names: str, depth: int) -> None:
        if "admonition" in names and self._read_admonition(node, names, depth):
            return
        if ("theme-code-block" in names or "codeBlockContainer" in names) and (pre := node.css_first("pre")):
            title = node.css_first("[class*=codeBlockTitle]")
            self._add(read_code(pre, format_plain(title) if title else ""))
        elif ("tabs-container" in names or "tabbed-set" in names) and self._read_tabs(node, depth):
            return
        elif "highlight" in names and (pre := node.css_first("td.code pre")):
            self._add(read_code(pre))
        else:
            self.read_children(node, depth)

    def read_code(self, node: LexborNode, _depth: int) -> None:
        self._add(read_code(node))

    def read_rule(self, _node: LexborNode, _depth: int) -> None:
        self.flush()

    def read_paragraph(self, node: LexborNode, depth: int) -> None:
        self.flush()
        self._inline.append(format_inline(node, depth))
        self.flush()

    def _read_admonition(self, node: LexborNode, names: str, depth: int) -> bool:
        title = next(
            (child for child in node.iter() if _ADMONITION_TITLES.search(child.attributes.get("class") or "")), None
        )
        if title is None:
            return False
        match = _ADMONITION_KIND.search(names)
        kind = (match[1] or match[2]) if match else "note"
        label = format_plain(title)
        self._add(Block("text", format_label(label.capitalize() if label.lower() == kind else label), box=kind))
        title.decompose()
        self.read_children(node, depth)
        self.flush()
        self.blocks.append(Block("end"))
        return True

    def _read_tabs(self, node: LexborNode, depth: int) -> bool:
        """Reads every panel of Docusaurus' or Material for MkDocs' tabs under its label; False where there are none."""
        children = list(node.iter())
        lists = [child for child in children if child.attributes.get("role") == "tablist"]
        if lists:
            labels = [format_plain(tab) for tab in lists[0].css("[role=tab]")]
            panels = [panel for child in children if child not in lists for panel in child.iter()]
        else:
            labels = [format_plain(label) for label in node.css(".tabbed-labels > label")]
            panels = node.css(".tabbed-content > .tabbed-block")
        if not labels or len(labels) != len(panels):
            return False
        for label, panel in zip(labels, panels, strict=True):
            self._add(Block("text", format_label(label)))
            self.read_children(panel, depth)
            self.flush()
        return True

    def read_details(self, node: LexborNode, depth: int) -> None:
        self.flush()
        summary = next((child for child in node.iter() if child.tag == "summary"), None)
        if summary is not None:
            self._add(Block("text", format_label(format_plain(summary))))
            summary.decompose()
        self.read_children(node, depth)
        self.flush()

    def read_definitions(self, node: LexborNode, depth: int) -> None:
        self.flush()
        for child in node.iter():
            if child.tag == "dt":
                self._add(Block("text", format_label(format_plain(child))))
            elif not is_dropped(child.tag or "", child.attributes, frozenset()):
                (self.read_children if child.tag == "dd" else self._read)(child, depth)
                self.flush()

    def read_list(self, node: LexborNode, depth: int) -> None:
        self.flush()
        text, anchors = _format_list(node, depth)
        if text:
            self.blocks.append(Block("list", text, inner_anchors=anchors))

    def read_quote(self, node: LexborNode, depth: int) -> None:
        self.flush()
        text, anchors = _format_children(node, depth)
        if text:
            self.blocks.append(Block("text", format_quote(text), inner_anchors=anchors))

    def read_table(self, node: LexborNode, depth: int) -> None:
        self.flush()
        parts = [inner for child in node.iter() for inner in (child.iter() if child.tag in TABLE_PARTS else [child])]
        rows = [[cell for cell in row.iter() if is_cell(cell)] for row in parts if row.tag == "tr"]
        if only_lays_out([cell for row in rows for cell in row]):
            for row in rows:
                for cell in row:
                    self.read_children(cell, depth + 1)
                    self.flush()
            return
        for caption in (part for part in parts if part.tag == "caption"):
            self._add(Block("text", format_label(format_plain(caption))))
        self._add(Block("table", format_table([[_format_cell(cell, depth) for cell in row] for row in rows if row])))


_READERS: Mapping[str, Callable[[_Reader, LexborNode, int], None]] = {
    "p": _Reader.read_paragraph,
    "ul": _Reader.read_list,
    "ol": _Reader.read_list,
    "menu": _Reader.read_list,
    "table": _Reader.read_table,
    "blockquote": _Reader.read_quote,
    "details": _Reader.read_details,
    "dl": _Reader.read_definitions,
    "pre": _Reader.read_code,
    "hr": _Reader.read_rule,
}
"""What reads each kind of element. Any other element is a container or part of a paragraph."""


def _clean(block: Block) -> Block:
    text = clean_text(block.text)
    return block if text is block.text else replace(block, text=text)


def _format_list(node: LexborNode, depth: int) -> tuple[str, tuple[str, ...]]:
    items: list[str] = []
    anchors: list[str] = []
    for child in node.iter():
        if child.tag != "li" or is_dropped("li", child.attributes, frozenset()):
            continue
        text, inner = _format_children(child, depth)
        if text:
            items.append(text)
            anchors.extend(inner)
    start = None
    if node.tag == "ol":
        first = node.attributes.get("start") or "1"
        start = int(first) if first.isdecimal() else 1
    return format_list(items, start=start), tuple(anchors)


def _format_children(node: LexborNode, depth: int) -> tuple[str, tuple[str, ...]]:
    """An item's or a quotation's content, and the ids of the headings in it."""
    reader = _Reader()
    reader.read_children(node, depth + 1)
    reader.flush()
    return format_blocks(reader.blocks)


def _format_cell(cell: LexborNode, depth: int) -> str:
    """The cell on one line; a code block in it becomes inline code."""
    if not cell.css_first("pre, ul, ol, p"):
        return tidy(format_inline(cell, depth))
    text, _anchors = _format_children(cell, depth)
    fence = format_fence("")[:3]
    return text.replace(f"{fence}\n", "`").replace(f"\n{fence}", "`")
