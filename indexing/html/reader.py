"""From an element of HTML to blocks, in the order in which a reader sees them."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from selectolax.lexbor import LexborNode

from indexing.blocks import Block, format_blocks
from indexing.files.decoding import clean_text
from indexing.formatting import format_label, format_quote, format_table
from indexing.html.elements import (
    CONTAINERS,
    HEADINGS,
    get_classes,
    has_block,
    has_nested_places,
    has_place,
    is_card_title,
    leads_within_page,
    list_definitions,
    only_lays_out,
)
from indexing.html.gathering import Gathering
from indexing.html.inline import MAX_DEPTH, collapse, format_inline, format_inline_node, format_name, format_plain
from indexing.html.names import split_names
from indexing.html.noise import is_dropped
from indexing.html.structures.callouts import is_admonition, take_admonition_title, take_footnote_number
from indexing.html.structures.code import is_code_of_lines, read_code, read_framed_code
from indexing.html.structures.lists import find_start, format_cell, format_items, list_items, list_pages, list_rows
from indexing.html.structures.tabs import TabLabels, find_labelled_panels, is_panel, is_tab_list


def read_blocks(node: LexborNode) -> list[Block]:
    """The blocks of an element's content."""
    reader = _Reader(has_nested_places=has_nested_places(node))
    reader.read_children(node, 0)
    reader.end()
    return [_clean(block) for block in reader.blocks]


class _Reader(Gathering):
    """Reads elements one after the other, and what they hold."""

    def __init__(self, *, has_nested_places: bool) -> None:
        super().__init__()
        self._has_nested_places = has_nested_places
        """Whether the page has headings or terms inside lists and the like, which is asked once for all of them."""
        self._tabs = TabLabels()

    def read_children(self, node: LexborNode, depth: int) -> None:
        child = node.child
        while child is not None:
            self._read(child, depth)
            child = child.next

    def _read_inside(self, node: LexborNode, depth: int) -> list[Block]:
        reader = _Reader(has_nested_places=self._has_nested_places)
        reader.read_children(node, depth + 1)
        reader.end()
        return reader.blocks

    def _read(self, node: LexborNode, depth: int) -> None:
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            if self.has_text or not text.isspace():
                self.add_text(collapse(text))
        elif depth > MAX_DEPTH:
            self.add_text(format_inline_node(node, depth))
        elif tag in HEADINGS:
            self._read_heading(node)
        else:
            self._read_element(node, tag, depth)

    def _read_element(self, node: LexborNode, tag: str, depth: int) -> None:
        attributes = node.attributes
        names = (attributes.get("class") or "") if attributes else ""
        classes = split_names(names)
        if is_dropped(tag, attributes, classes):
            for pages in list_pages(node) if "toctree-wrapper" in classes and self.announces_more() else ():
                self.read_list(pages, depth)
            return
        if tag in {"aside", "details"} and leads_within_page(node):
            return
        if attributes and is_tab_list(attributes.get("role"), classes) and self._tabs.note(node):
            self.flush()
        elif tag in _READERS:
            self._note_container(tag, attributes, classes)
            _READERS[tag](self, node, depth + 1)
        elif tag in CONTAINERS or has_block(node):
            self.flush()
            self._note_container(tag, attributes, classes)
            self._read_container(node, names, classes, depth + 1)
            self.flush()
        else:
            self._read_inline(node, depth)

    def _read_inline(self, node: LexborNode, depth: int) -> None:
        text = format_inline_node(node, depth)
        if self.has_text or text.strip():
            self.add_text(text)
        if not text.strip():
            self.anchors.note_empty(node)

    def _note_container(self, tag: str, attributes: Mapping[str, str | None], classes: frozenset[str]) -> None:
        identifier = attributes.get("id") if attributes else ""
        if identifier:
            panel = is_panel(attributes.get("role"), classes)
            self.anchors.note_container(tag, identifier.strip(), classes, is_panel=panel)

    def _read_heading(self, node: LexborNode) -> None:
        self.flush()
        text = format_name(node)
        if is_card_title(node):
            self.add(Block("text", format_label(text)))
            return
        self.begin(Block("heading", text, level=HEADINGS[node.tag or ""], anchor=self.anchors.take(node)))

    def _read_container(self, node: LexborNode, names: str, classes: frozenset[str], depth: int) -> None:
        if names:
            if is_admonition(names) and self._read_admonition(node, names, depth):
                return
            if "footnote" in classes and self._read_footnote(node, depth):
                return
            if "tab" in names or "code-group" in names:
                panels = find_labelled_panels(node, classes)
                for label, panel in panels:
                    self._read_panel(panel, label, depth)
                if panels:
                    return
            if is_code_of_lines(node, names):
                self.add(read_code(node))
                return
        if is_panel(node.attributes.get("role"), classes):
            self._read_panel(node, self._tabs.take(node), depth)
            return
        framed = read_framed_code(node, names) if names or node.tag == "figure" else None
        if framed:
            self.add(framed)
        else:
            self.read_children(node, depth)

    def _read_panel(self, panel: LexborNode, label: str, depth: int) -> None:
        self.add(Block("text", format_label(label)))
        waiting = self._tabs.open_panel()
        framed = read_framed_code(panel, panel.attributes.get("class") or "")
        if framed:
            self.add(framed)
        else:
            self.read_children(panel, depth)
        self.flush()
        self._tabs.close_panel(waiting)

    def read_code(self, node: LexborNode, _depth: int) -> None:
        self.add(read_code(node))

    def read_rule(self, _node: LexborNode, _depth: int) -> None:
        self.flush()

    def read_paragraph(self, node: LexborNode, depth: int) -> None:
        self.flush()
        text = format_inline(node, depth)
        if text.strip():
            self.add_text(text)
            self.flush()
        else:
            self.anchors.note_empty(node)

    def _read_admonition(self, node: LexborNode, names: str, depth: int) -> bool:
        found = take_admonition_title(node, names)
        if found is None:
            return False
        label, kind, content = found
        self.add(Block("text", format_label(label), box=kind))
        self.read_children(content, depth)
        self.flush()
        self.blocks.append(Block("end"))
        return True

    def _read_footnote(self, node: LexborNode, depth: int) -> bool:
        """Puts the number of a footnote before its text, as Sphinx shows it."""
        number = take_footnote_number(node)
        for index, block in enumerate(self._read_inside(node, depth) if number else ()):
            self.add(replace(block, text=f"{number} {block.text}") if not index and block.kind == "text" else block)
        return bool(number)

    def read_details(self, node: LexborNode, depth: int) -> None:
        self.flush()
        summary = next((child for child in node.iter() if child.tag == "summary"), None)
        if summary is not None:
            if has_place(summary):
                self.read_children(summary, depth)
                self.flush()
            else:
                self.add(Block("text", format_label(format_plain(summary))))
            summary.decompose()
        self.read_children(node, depth)
        self.flush()

    def read_definitions(self, node: LexborNode, depth: int) -> None:
        """Terms with an id are entries: sections of their own, one level below the one that the list stands in.

        Those that follow each other without a description between them are names of one entry.
        """
        self.flush()
        around = self.current_section
        has_entries = is_described = False
        for child in list_definitions(node):
            if child.tag != "dt":
                if not is_dropped(child.tag or "", child.attributes, get_classes(child)):
                    (self.read_children if child.tag == "dd" else self._read)(child, depth)
                    self.flush()
                is_described = True
                continue
            anchor = self.anchors.take(child)
            text = format_name(child)
            if anchor and text and has_entries and not is_described:
                self.add_name(text, anchor)
            elif anchor and text:
                self.begin_entry(text, anchor, around.level + 1)
                has_entries, is_described = True, False
            else:
                self.add(Block("text", format_label(text)))
        if has_entries:
            self.end_entries(around)

    def read_list(self, node: LexborNode, depth: int) -> None:
        self.flush()
        items, start = list_items(node), find_start(node)
        if not (self._has_nested_places and has_place(node)):
            self._add_list(items, start, depth)
            return
        plain: list[LexborNode] = []
        for number, item in enumerate(items):
            if has_place(item):
                self._add_list(plain, start, depth)
                self._note_container("li", item.attributes, frozenset())
                self.read_children(item, depth + 1)
                self.flush()
                plain, start = [], None if start is None else start + number + 1
            else:
                plain.append(item)
        self._add_list(plain, start, depth)

    def _add_list(self, items: list[LexborNode], start: int | None, depth: int) -> None:
        text, anchors = format_items(items, start, self._read_inside, depth)
        self.add(Block("list", text, inner_anchors=anchors))

    def read_quote(self, node: LexborNode, depth: int) -> None:
        self.flush()
        inner = next(iter(node.iter()), None)
        if inner is not None and inner.tag == "div" and has_place(node):  # docutils indents parts of a page so
            self.read_children(node, depth)
            self.flush()
            return
        text, anchors = format_blocks(self._read_inside(node, depth))
        if text:
            self.append(Block("text", format_quote(text), inner_anchors=anchors))

    def read_table(self, node: LexborNode, depth: int) -> None:
        self.flush()
        names = node.attributes.get("class") or ""
        framed = read_framed_code(node, names) if names else None
        if framed:
            self.add(framed)
            return
        rows, captions = list_rows(node)
        for caption in captions:
            self.add(Block("text", format_label(format_plain(caption))))
        if (self._has_nested_places and has_place(node)) or only_lays_out([cell for row in rows for cell in row]):
            for row in rows:
                for cell in row:
                    self._note_container("td", cell.attributes, frozenset())
                    self.read_children(cell, depth + 1)
                    self.flush()
            return
        texts = [[format_cell(cell, self._read_inside, depth) for cell in row] for row in rows]
        self.add(Block("table", format_table(texts)))


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
