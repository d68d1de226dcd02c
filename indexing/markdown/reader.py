"""From a file's tokens to blocks, in the order in which the page shows them."""

import re
from collections.abc import Callable, Mapping, Sequence

from markdown_it.token import Token

from indexing.blocks import Block, format_blocks
from indexing.formatting import format_label, format_list, format_quote, format_table
from indexing.html import read_html_fragment
from indexing.markdown.code import format_code_block
from indexing.markdown.context import Context, is_mdx
from indexing.markdown.heading_ids import Slugger
from indexing.markdown.headings import create_heading, read_tag_heading
from indexing.markdown.inline import format_inline, format_plain
from indexing.markdown.jsx import parse_tag, read_expression
from indexing.markdown.mkdocs import unfold_mkdocs
from indexing.markdown.parser import parse_markdown
from indexing.markdown.tags import create_tag_block, find_closing_tag, is_hidden

_PARTIAL = re.compile(r"import\s+(\w+)\s+from\s+['\"]([^'\"]+\.mdx?)['\"]")
_MAX_PARTIAL_DEPTH = 5
_MDX_CODE_BLOCK = re.compile(r"^ *(`{3,4}) *mdx-code-block\n(.*?)\n *\1 *$", re.DOTALL | re.MULTILINE)
_BLOCK_HTML = frozenset({"pre", "table"})


def read_blocks(text: str, context: Context) -> list[Block]:
    """The blocks of a text without front matter."""
    if "mdx-code-block" in text:
        text = _MDX_CODE_BLOCK.sub(lambda match: match[2], text)
    tokens = parse_markdown(text if context.mdx else unfold_mkdocs(text), mdx=context.mdx)
    reader = _Reader(tokens, context)
    reader.read(0, len(tokens))
    return reader.blocks


class _Reader:
    def __init__(self, tokens: Sequence[Token], context: Context) -> None:
        self.blocks: list[Block] = []
        self._tokens = tokens
        self._context = context
        self._boxes: list[str] = []
        """What closes the open admonitions: the colons of a directive, or the name of a component."""

    def read(self, start: int, end: int) -> None:
        self._read_range(start, end)
        self.blocks.extend(Block("end") for _ in self._boxes)

    def _read_range(self, start: int, end: int) -> None:
        position = start
        while position < end:
            token = self._tokens[position]
            after = self._find_close(position) + 1 if token.nesting > 0 else position + 1
            if token.type == "jsx":
                after = self._read_tag(position, end)
            elif token.type in _READERS:
                _READERS[token.type](self, position, after)
            position = after

    def _find_close(self, position: int) -> int:
        depth = 0
        for index in range(position, len(self._tokens)):
            depth += self._tokens[index].nesting
            if depth == 0:
                return index
        return len(self._tokens) - 1

    def _get_inline(self, position: int) -> Sequence[Token]:
        """What stands inside the paragraph, heading or title that opens at `position`."""
        return self._tokens[position + 1].children or []

    def _add(self, block: Block | None) -> None:
        if block and (block.text or block.kind == "heading"):
            self.blocks.append(block)

    def _format(self, tokens: Sequence[Token]) -> str:
        return format_inline(tokens, self._context.format_target)

    def _format_nested(self, start: int, end: int) -> tuple[str, tuple[str, ...]]:
        reader = _Reader(self._tokens, self._context)
        reader.read(start, end)
        return format_blocks(reader.blocks)

    def read_inside(self, position: int, after: int) -> None:
        self._read_range(position + 1, after - 1)

    def read_paragraph(self, position: int, _after: int) -> None:
        tokens = self._get_inline(position)
        self._add(read_tag_heading(tokens) or Block("text", self._format(tokens)))

    def read_heading(self, position: int, _after: int) -> None:
        level = int(self._tokens[position].tag[1])
        tokens = self._get_inline(position)
        context = self._context
        has_comment_ids = context.options.has_comment_ids
        self.blocks.append(create_heading(tokens, level, context.slugger, has_comment_ids=has_comment_ids))

    def read_code(self, position: int, _after: int) -> None:
        self.blocks.append(format_code_block(self._tokens[position].content, self._tokens[position].info))

    def read_quote(self, position: int, after: int) -> None:
        text, anchors = self._format_nested(position + 1, after - 1)
        self._add(Block("text", format_quote(text) if text else "", inner_anchors=anchors))

    def read_term(self, position: int, _after: int) -> None:
        self._add(Block("text", format_label(self._format(self._get_inline(position)))))

    def read_module(self, position: int, _after: int) -> None:
        self._context.partials.update(_PARTIAL.findall(self._tokens[position].content))

    def read_expression(self, position: int, _after: int) -> None:
        self._add(Block("text", read_expression(self._tokens[position].content) or ""))

    def read_list(self, position: int, after: int) -> None:
        token = self._tokens[position]
        items = self._format_items(position + 1, after - 1)
        given = token.attrGet("start")
        start = None if token.type == "bullet_list_open" else 1 if given is None else int(given)
        anchors = tuple(anchor for _text, inner in items for anchor in inner)
        text = format_list([text for text, _inner in items if text], start=start)
        self._add(Block("list", text, inner_anchors=anchors))

    def _format_items(self, position: int, end: int) -> list[tuple[str, tuple[str, ...]]]:
        items: list[tuple[str, tuple[str, ...]]] = []
        while position < end:
            close = self._find_close(position)
            items.append(self._format_nested(position + 1, close))
            position = close + 1
        return items

    def read_table(self, position: int, after: int) -> None:
        rows: list[list[str]] = []
        for token in self._tokens[position:after]:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline" and rows:
                rows[-1].append(self._format(token.children or []))
        self._add(Block("table", format_table(rows)))

    def read_admonition(self, position: int, after: int) -> None:
        """`!!! note "Title"`, as MkDocs has it."""
        kind = str(self._tokens[position].meta.get("tag") or "note").split()[0]
        start, label = position + 1, kind.capitalize()
        if self._tokens[start].type == "admonition_title_open":
            label = self._format(self._get_inline(start)) or label
            start = self._find_close(start) + 1
        self._add(Block("text", format_label(label), box=kind))
        self._read_range(start, after - 1)
        self.blocks.append(Block("end"))

    def read_footnotes(self, position: int, after: int) -> None:
        self.blocks.append(Block("heading", "Footnotes", level=2, anchor="footnote-label"))
        items = self._format_items(position + 1, after - 1)
        anchors = tuple(anchor for _text, inner in items for anchor in inner)
        self._add(Block("list", format_list([text for text, _anchors in items], start=1), inner_anchors=anchors))

    def read_directive(self, position: int, _after: int) -> None:
        token = self._tokens[position]
        if token.info:
            self._open_box(token.info, token.content, token.markup)
        elif token.markup in self._boxes:
            self._close_box(token.markup)

    def _open_box(self, kind: str, title: str, closer: str) -> None:
        self._boxes.append(closer)
        label = self._format_markdown(title) or kind.capitalize()
        self.blocks.append(Block("text", format_label(label), box=kind))

    def _close_box(self, closer: str) -> None:
        while self._boxes:
            self.blocks.append(Block("end"))
            if self._boxes.pop() == closer:
                return

    def _format_markdown(self, text: str) -> str:
        tokens = parse_markdown(text, mdx=self._context.mdx) if text else []
        return " ".join(format_plain(token.children or []) for token in tokens if token.type == "inline")

    def _read_tag(self, position: int, end: int) -> int:
        """Reads the tag, not what stands inside it, and gives the position after it."""
        raw = self._tokens[position].content
        if raw.startswith("<!--"):
            return position + 1
        tag = parse_tag(raw)
        if tag.closes:
            if tag.name in self._boxes:
                self._close_box(tag.name)
        elif is_hidden(tag):
            close = find_closing_tag(self._tokens, position, end)
            self._format_nested(position + 1, close)  # its headings count for the ids of those after it
            return close + 1
        elif tag.name.lower() in _BLOCK_HTML:
            self.blocks.extend(read_html_fragment(raw))
        elif tag.name in self._context.partials:
            self._read_partial(self._context.partials[tag.name])
        elif tag.name == "Admonition":
            self._open_box(tag.attributes.get("type") or "note", tag.attributes.get("title", ""), tag.name)
        else:
            self._add(create_tag_block(tag))
        return position + 1

    def _read_partial(self, specifier: str) -> None:
        context = self._context
        loaded = context.load_partial(context.path, specifier) if context.load_partial else None
        if loaded and context.depth < _MAX_PARTIAL_DEPTH:
            path, text = loaded
            inner = Context(
                is_mdx(path, context.options.format),
                path,
                context.options,
                context.load_partial,
                context.format_target,
                context.depth + 1,
                Slugger(keeps_case=context.options.keeps_case),
            )  # compiled by itself: its ids do not know those of this file
            self.blocks.extend(read_blocks(text, inner))


_READERS: Mapping[str, Callable[[_Reader, int, int], None]] = {
    "paragraph_open": _Reader.read_paragraph,
    "heading_open": _Reader.read_heading,
    "fence": _Reader.read_code,
    "code_block": _Reader.read_code,
    "bullet_list_open": _Reader.read_list,
    "ordered_list_open": _Reader.read_list,
    "blockquote_open": _Reader.read_quote,
    "table_open": _Reader.read_table,
    "dl_open": _Reader.read_inside,
    "dt_open": _Reader.read_term,
    "dd_open": _Reader.read_inside,
    "admonition_open": _Reader.read_admonition,
    "footnote_block_open": _Reader.read_footnotes,
    "directive": _Reader.read_directive,
    "module": _Reader.read_module,
    "expression": _Reader.read_expression,
}
"""What reads each kind of token. It takes the token's position and the position after the token that closes it."""
