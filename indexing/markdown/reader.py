"""From a file's tokens to blocks, in the order in which the page shows them."""

import re
from collections.abc import Callable, Mapping, Sequence

from markdown_it.token import Token

from indexing.blocks import Block, format_blocks
from indexing.formatting import format_label, format_list, format_quote, format_table
from indexing.markdown.code import format_code_block
from indexing.markdown.components import ComponentReader
from indexing.markdown.context import Context
from indexing.markdown.headings import create_heading, read_tag_heading
from indexing.markdown.inline import format_inline, format_visible
from indexing.markdown.mkdocs import unfold_mkdocs
from indexing.markdown.npm import LABELS, convert_npm
from indexing.markdown.parsing.parser import MAX_NESTING, parse_markdown
from indexing.markdown.parsing.unravel import unravel

_MDX_CODE_BLOCK = re.compile(r"^ *(`{3,4}) *mdx-code-block\n(.*?)\n *\1 *$", re.DOTALL | re.MULTILINE)
_MARKED_NPM = re.compile(r"(\S+) +npm2yarn")


def read_blocks(text: str, context: Context) -> list[Block]:
    """The blocks of a text without front matter."""
    if "mdx-code-block" in text:
        text = _MDX_CODE_BLOCK.sub(lambda match: match[2], text)
    tokens = parse_markdown(text if context.mdx else unfold_mkdocs(text), mdx=context.mdx)
    if _is_cut(tokens):
        context.unresolved.add(f"text nested in {MAX_NESTING} levels or more")
    if context.mdx:
        for token in tokens:  # they hold for the whole file, wherever they stand
            if token.type == "module":
                context.literals.add_module(token.content)
    if "<" in text:
        tokens = unravel(tokens, context.literals.partials)
    return _Reader(tokens, context).read_apart(0, len(tokens))


def _is_cut(tokens: Sequence[Token]) -> bool:
    """Whether the parser has left out what stands inside an element, because it is nested too deeply."""
    deepest = [index for index, token in enumerate(tokens) if token.level >= MAX_NESTING - 1]
    return any(tokens[index].nesting > 0 and tokens[index + 1].nesting < 0 for index in deepest)


class _Reader(ComponentReader):
    def read_text(self, text: str, context: Context) -> list[Block]:
        return read_blocks(text, context)

    def read_range(self, start: int, end: int) -> None:
        position = start
        while position < end:
            token = self._tokens[position]
            after = self._find_close(position) + 1 if token.nesting > 0 else position + 1
            if token.type == "jsx":
                after = self.read_tag(position, end)
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

    def _format(self, tokens: Sequence[Token]) -> str:
        return format_inline(tokens, self._inline)

    def _format_nested(self, start: int, end: int) -> tuple[str, tuple[str, ...]]:
        return format_blocks(self.read_apart(start, end))

    def read_inside(self, position: int, after: int) -> None:
        self.read_range(position + 1, after - 1)

    def read_paragraph(self, position: int, _after: int) -> None:
        tokens = self._get_inline(position)
        self._add(read_tag_heading(tokens, self._inline) or Block("text", self._format(tokens)))

    def read_heading(self, position: int, _after: int) -> None:
        level = int(self._tokens[position].tag[1])
        tokens = self._get_inline(position)
        context = self._context
        has_comment_ids = context.options.has_comment_ids
        heading = create_heading(tokens, level, context.slugger, self._inline, has_comment_ids=has_comment_ids)
        self.blocks.append(heading)

    def read_code(self, position: int, _after: int) -> None:
        token = self._tokens[position]
        converters = self._context.options.npm_converters
        marked = _MARKED_NPM.fullmatch(token.info.strip()) if converters else None
        if not marked:
            self.blocks.append(format_code_block(token.content, token.info))
            return
        for manager in ("npm", *converters):
            self.blocks.append(Block("text", format_label(LABELS.get(manager, manager))))
            self.blocks.append(format_code_block(convert_npm(token.content, manager), marked[1]))

    def read_quote(self, position: int, after: int) -> None:
        text, anchors = self._format_nested(position + 1, after - 1)
        self._add(Block("text", format_quote(text) if text else "", inner_anchors=anchors))

    def read_term(self, position: int, _after: int) -> None:
        self._add(Block("text", format_label(self._format(self._get_inline(position)))))

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
        self.read_range(start, after - 1)
        self.blocks.append(Block("end"))

    def read_footnotes(self, position: int, after: int) -> None:
        self.blocks.append(Block("heading", "Footnotes", level=2, anchor="footnote-label"))
        items = self._format_items(position + 1, after - 1)
        anchors = tuple(anchor for _text, inner in items for anchor in inner)
        self._add(Block("list", format_list([text for text, _anchors in items], start=1), inner_anchors=anchors))

    def read_directive(self, position: int, _after: int) -> None:
        token = self._tokens[position]
        if token.info:
            self.open_box(token.info, self._format_markdown(token.content), token.markup)
        else:
            self.close_box(token.markup)

    def _format_markdown(self, text: str) -> str:
        tokens = parse_markdown(text, mdx=self._context.mdx) if text else []
        return " ".join(
            format_visible(token.children or [], self._inline) for token in tokens if token.type == "inline"
        )


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
    "expression": _Reader.read_expression,
}
"""What reads each kind of token. It takes the token's position and the position after the token that closes it."""
