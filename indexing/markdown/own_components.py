"""Values, and components that the site itself declares or imports: what a reader sees of them."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from markdown_it.token import Token

from indexing.blocks import Block
from indexing.javascript import Function, Jsx
from indexing.javascript.syntax import get_source
from indexing.markdown.context import Children, Context
from indexing.markdown.front_matter import split_front_matter
from indexing.markdown.inline import InlineFormat
from indexing.markdown.jsx import Tag
from indexing.markdown.literals import Unresolved, format_value, shows_own_text
from indexing.markdown.surroundings import PLACE, fill_place, has_place, shows_more
from indexing.markdown.tags import find_closing_tag, may_show_text

_MAX_DEPTH = 5
"""How deeply imported files and components of the file itself may stand in each other."""


class OwnComponentReader:
    """Reads what stands in braces, and components of the site; tags and Markdown are read by who builds on it."""

    known_components: ClassVar[frozenset[str]] = frozenset()
    """The names of components whose meaning is known, whatever the site's own files say."""

    def __init__(self, tokens: Sequence[Token], context: Context) -> None:
        self.blocks: list[Block] = []
        self._tokens = tokens
        self._context = context
        self.boxes: list[str] = []
        """What closes the open admonitions: the colons of a directive, or the name of a component."""
        self._inline = InlineFormat(
            context.format_target,
            self._format_expression,
            self._format_component,
            self._format_wrapped,
            has_emoji=context.options.has_emoji,
        )

    @abstractmethod
    def read_range(self, start: int, end: int) -> None:
        """Reads the tokens from one position to another."""

    @abstractmethod
    def read_text(self, text: str, context: Context) -> list[Block]:
        """The blocks of another text."""

    def read_apart(self, start: int, end: int) -> list[Block]:
        """The blocks of the tokens from one position to another, which are not added to the page."""
        reader = type(self)(self._tokens, self._context)
        reader.read_range(start, end)
        reader.blocks.extend(Block("end") for _ in reader.boxes)
        return reader.blocks

    def _add(self, block: Block | None) -> None:
        if block and (block.text or block.kind == "heading"):
            self.blocks.append(block)

    def _note_component(self, tag: Tag) -> None:
        if may_show_text(tag):
            self._context.unresolved.add(f"<{tag.name}>")

    def _format_component(self, tag: Tag) -> str:
        reader = type(self)([], self._context)
        if not tag.name[:1].isupper() or not reader.read_own_component(tag, 0, 0):
            self._note_component(tag)
        return join_blocks(reader.blocks)

    def _format_expression(self, raw: str) -> str:
        return self._format_value(self._context.literals.evaluate(raw), raw)

    def _format_value(self, value: object, raw: str) -> str:
        """What a reader sees of a value; the expression is noted where that is not known."""
        text = format_value(value)
        if text is not None:
            return text
        reader = type(self)([], self._context)
        if not reader.read_value(value):
            self._context.unresolved.add(raw)
        return join_blocks(reader.blocks)

    def read_value(self, value: object) -> bool:
        """Adds what a value shows; gives False where that is not known."""
        if isinstance(value, Children):
            self.blocks.extend(value.blocks)
            return True
        if isinstance(value, Jsx):
            return self._read_jsx(value)
        if isinstance(value, list) and format_value(value) is None:
            known = [self.read_value(one) for one in value]
            return all(known)
        text = format_value(value)
        self._add(Block("text", text.strip()) if text else None)
        return text is not None

    def _read_jsx(self, jsx: Jsx) -> bool:
        context = self._context
        if context.depth >= _MAX_DEPTH:
            return False
        inner = context.create_partial(context.path, {})
        inner.mdx, inner.slugger = True, context.slugger
        inner.literals = context.literals.create_inner(jsx)
        self.blocks.extend(self.read_text(get_source(jsx.node), inner))
        return True

    def read_own_component(self, tag: Tag, position: int, end: int) -> int:
        """Reads what an imported Markdown file, or a function of this file, shows; gives 0 for other components."""
        context = self._context
        specifier = context.literals.partials.get(tag.name)
        function = None if specifier else context.literals.find_component(tag.name)
        if not specifier and not function:
            return 0 if tag.name in self.known_components else self._read_imported(tag, position, end)
        close = position if tag.is_single else find_closing_tag(self._tokens, position, end)
        props = context.literals.get_attributes(tag, context.unresolved)
        is_known = False
        if specifier:
            props["children"] = Children(tuple(self.read_apart(position + 1, close)))
            is_known = self._read_partial(specifier, props)
        elif function:
            shown = context.literals.call(function, props)
            if isinstance(shown, Jsx) and not shows_own_text(shown):
                return position + 1  # it only wraps what stands inside
            props["children"] = Children(tuple(self.read_apart(position + 1, close)))
            is_known = self.read_value(context.literals.call(function, props))
        if not is_known:
            context.unresolved.add(f"<{tag.name}>")
        return close + 1

    def _read_imported(self, tag: Tag, position: int, end: int) -> int:
        """Reads a component from another file of the site where all that it shows is known; gives 0 for others."""
        context = self._context
        function = context.literals.find_imported_component(tag.name)
        if not function:
            return 0
        shown = self._read_around(tag, function, () if tag.is_single else (PLACE,))
        if shown is None or not (tag.is_single or has_place(shown)):
            return 0
        close = position if tag.is_single else find_closing_tag(self._tokens, position, end)
        self.blocks.extend(fill_place(shown, self.read_apart(position + 1, close)))
        return close + 1

    def _read_around(self, tag: Tag, function: Function, children: tuple[Block, ...]) -> list[Block] | None:
        """What a component shows with these children; None where that is not known. Text that is lost so is noted."""
        unresolved = Unresolved()
        trial = type(self)([], replace(self._context, unresolved=unresolved, tabs=[]))
        props = self._context.literals.get_attributes(tag, unresolved) | {"children": Children(children)}
        is_known = trial.read_value(self._context.literals.call(function, props)) and not unresolved.names
        if children and not (is_known and has_place(trial.blocks)) and shows_more(trial.blocks):
            self._context.unresolved.add(f"<{tag.name}>")
        return trial.blocks if is_known else None

    def _format_wrapped(self, tag: Tag, text: str) -> str:
        """What a component shows that stands within a line, around this text."""
        literals = self._context.literals
        function = literals.find_component(tag.name) or literals.find_imported_component(tag.name)
        shown = self._read_around(tag, function, (PLACE,)) if function else None
        if not shown or not has_place(shown):
            return text
        return join_blocks(fill_place(shown, [Block("text", text)] if text else []))

    def _read_partial(self, specifier: str, props: Mapping[str, object]) -> bool:
        context = self._context
        loaded = context.load(context.path, specifier) if context.depth < _MAX_DEPTH else None
        if not loaded:
            return False
        path, text = loaded
        front_matter = split_front_matter(text)
        values = {"props": dict(props), "frontMatter": dict(front_matter.values)}
        self.blocks.extend(self.read_text(front_matter.body, context.create_partial(path, values)))
        return True

    def _format_attribute(self, tag: Tag, name: str) -> str:
        """The text of an attribute; empty where there is none."""
        return (
            self._format_expression(tag.expressions[name]) if name in tag.expressions else tag.attributes.get(name, "")
        )


def join_blocks(blocks: Sequence[Block]) -> str:
    """Blocks as a part of a line."""
    return " ".join(block.text for block in blocks if block.text)
