"""Tags and expressions between the blocks of a file: what a reader sees of them."""

import re
from collections.abc import Callable, Mapping
from html import escape

from indexing.blocks import Block, format_blocks
from indexing.formatting import format_label
from indexing.html import read_html_fragment
from indexing.markdown.code import find_language, format_code
from indexing.markdown.inline import format_visible
from indexing.markdown.jsx import Tag, find_tag_end, is_element, parse_tag, replace_own
from indexing.markdown.literals import format_value, list_options
from indexing.markdown.own_components import OwnComponentReader, join_blocks
from indexing.markdown.parsing.rules import RAW_TAGS
from indexing.markdown.tags import create_tag_block, find_closing_tag, is_hidden, list_inline

_SHOWN_RAW = frozenset({"math", "pre", "table"})
_OWN = re.compile(r"\{|</?[A-Z]")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SKIPPED = frozenset({"Head", "BrowserOnly"})
"""What stands inside these is not on the page, nor on the built one."""


class ComponentReader(OwnComponentReader):
    """Reads what stands between `<` and `>` or in braces; blocks of Markdown are read by who builds on it."""

    def read_tag(self, position: int, end: int) -> int:
        """Reads the tag, and what stands inside it where its meaning is known; gives the position after it."""
        raw = self._tokens[position].content
        if raw.startswith("<!--"):
            return position + 1
        tag = parse_tag(raw[: find_tag_end(raw, 0, len(raw))])
        if tag.closes:
            self._close(tag.name)
        elif is_element(tag.name, RAW_TAGS):
            if tag.name.lower() in _SHOWN_RAW:
                self.blocks.extend(read_html_fragment(self._replace_own(raw, tag)))
        elif tag.name in _SKIPPED and not tag.is_single:
            return find_closing_tag(self._tokens, position, end) + 1
        elif is_hidden(tag):
            close = find_closing_tag(self._tokens, position, end)
            self.read_apart(position + 1, close)  # its headings count for the ids of those after it
            return close + 1
        else:
            return self._read_shown_tag(tag, position, end)
        return position + 1

    def _read_shown_tag(self, tag: Tag, position: int, end: int) -> int:
        if tag.name in self._context.literals.partials or tag.name[:1].isupper():
            after = self.read_own_component(tag, position, end)
            if after:
                return after
        if tag.name in _COMPONENTS:
            return _COMPONENTS[tag.name](self, tag, position, end)
        if tag.name[:1].isupper() and find_language(tag.attributes.get("className", "")):
            return self.read_code_block(tag, position, end)  # a code block of the site's own
        self._add(create_tag_block(tag, self._format_attribute))
        self._note_component(tag)
        return position + 1

    def _replace_own(self, raw: str, tag: Tag) -> str:
        """Raw HTML with what components and expressions in it show; `<TABLE>` is that of an old page without any."""
        if not self._context.mdx or tag.name[:1].isupper() or not _OWN.search(raw):
            return raw
        return replace_own(
            raw,
            lambda found: escape(self._format_expression(found)),
            lambda found: escape(self._format_component(found)) if found.is_single else "",
        )

    def read_expression(self, position: int, _after: int) -> None:
        """Reads braces that stand between the blocks."""
        raw = self._tokens[position].content
        if not self.read_value(self._context.literals.evaluate(raw)):
            self._context.unresolved.add(raw)

    def open_box(self, kind: str, label: str, closer: str) -> None:
        """Begins an admonition that ends with `closer`."""
        self.boxes.append(closer)
        self.blocks.append(Block("text", format_label(label or self._context.options.get_label(kind)), box=kind))

    def close_box(self, closer: str) -> None:
        """Ends the admonition that ends with `closer`, and those inside it."""
        while closer in self.boxes:
            self.blocks.append(Block("end"))
            if self.boxes.pop() == closer:
                return

    def _close(self, name: str) -> None:
        self.close_box(name)
        if name == "Tabs" and self._context.tabs:
            self._context.tabs.pop()

    def read_admonition_tag(self, tag: Tag, position: int, _end: int) -> int:
        """Reads `<Admonition type title>`, which its end tag closes."""
        kind, title = tag.attributes.get("type") or "note", self._format_attribute(tag, "title")
        if not tag.is_single:
            self.open_box(kind, title, tag.name)
        else:
            self._add(Block("text", format_label(title)))
        return position + 1

    def read_details(self, tag: Tag, position: int, _end: int) -> int:
        """Reads the summary of `<details>` or `<Details>`."""
        self._add(Block("text", format_label(self._format_attribute(tag, "summary"))))
        return position + 1

    def read_summary(self, _tag: Tag, position: int, end: int) -> int:
        """Reads a summary as a label."""
        close = find_closing_tag(self._tokens, position, end)
        self._add(Block("text", format_label(join_blocks(self.read_apart(position + 1, close)))))
        return close + 1

    def read_tabs(self, tag: Tag, position: int, _end: int) -> int:
        """Notes the labels of the tabs inside."""
        values, raw = self._context.literals.get_attribute(tag, "values"), tag.expressions.get("values", "")
        options = list_options(values)
        labels = {str(one.get("value", "")): self._format_value(one.get("label"), raw) for one in options}
        if raw and not isinstance(values, list):
            self._context.unresolved.add(raw)
        if not tag.is_single:
            self._context.tabs.append(labels)
        return position + 1

    def read_tab(self, tag: Tag, position: int, _end: int) -> int:
        """Reads the label of a tab."""
        value = self._get_word(tag, "value")
        labels = self._context.tabs[-1] if self._context.tabs else {}
        label = self._format_attribute(tag, "label") or labels.get(value) or self._format_attribute(tag, "value")
        self._add(Block("text", format_label(label)))
        return position + 1

    def read_code_block(self, tag: Tag, position: int, end: int) -> int:
        """Reads `<CodeBlock>`, whose code is a string, a template, an imported file or a text."""
        close = position if tag.is_single else find_closing_tag(self._tokens, position, end)
        parts: list[str] = []
        for part in list_inline(self._tokens[position + 1 : close]):
            if part.type == "expression":
                text = format_value(self._context.literals.evaluate(part.content))
                if text is None:
                    self._context.unresolved.add(part.content)
                parts.append(text or "")
            else:
                parts.append("\n" if part.type == "softbreak" else part.content)
        language = self._get_word(tag, "language") or find_language(tag.attributes.get("className", ""))
        code = "".join(parts) or self._format_attribute(tag, "children")
        if code.strip():
            self.blocks.append(format_code(code, language, self._format_attribute(tag, "title")))
        return close + 1

    def _get_word(self, tag: Tag, name: str) -> str:
        """The value of an attribute that a reader does not see; empty where it is not known."""
        return format_value(self._context.literals.get_attribute(tag, name)) or ""

    def read_tag_heading(self, tag: Tag, position: int, end: int) -> int:
        """Reads a heading that is written as a tag."""
        close = find_closing_tag(self._tokens, position, end)
        inside = list_inline(self._tokens[position + 1 : close])
        text = format_visible(inside, self._inline)
        self.blocks.append(Block("heading", text, level=int(tag.name[1]), anchor=tag.attributes.get("id", "").strip()))
        return close + 1

    def read_item(self, _tag: Tag, position: int, end: int) -> int:
        """Reads an item of a list that is written as a tag."""
        close = find_closing_tag(self._tokens, position, end)
        text, anchors = format_blocks(self.read_apart(position + 1, close))
        if text:
            self.blocks.append(Block("list", "- " + text.replace("\n", "\n  "), inner_anchors=anchors))
        return close + 1


_COMPONENTS: Mapping[str, Callable[[ComponentReader, Tag, int, int], int]] = {
    "Admonition": ComponentReader.read_admonition_tag,
    "Details": ComponentReader.read_details,
    "details": ComponentReader.read_details,
    "summary": ComponentReader.read_summary,
    "Tabs": ComponentReader.read_tabs,
    "TabItem": ComponentReader.read_tab,
    "CodeBlock": ComponentReader.read_code_block,
    "li": ComponentReader.read_item,
    **dict.fromkeys(_HEADINGS, ComponentReader.read_tag_heading),
}
"""What reads each component. It takes the tag, its position and the end; it gives the position after what was read."""
ComponentReader.known_components = frozenset(_COMPONENTS)
