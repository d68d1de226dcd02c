"""Blocks as they come, one after the other: paragraphs of loose text, headings, entries of a reference."""

from dataclasses import replace

from indexing.blocks import Block
from indexing.formatting import format_code_span, format_label
from indexing.html.anchors import PendingAnchors
from indexing.html.inline import tidy
from indexing.html.page_links import is_about_the_page

_MAX_ENTRY_CHARACTERS = 160
"""A longer signature is cut in breadcrumbs, so it is a text as well."""


class Gathering:
    """The blocks so far; text between them gathers until the next block begins."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.anchors = PendingAnchors()
        self._inline: list[str] = []
        self._section = Block("heading", level=1)
        """The heading, or the entry, that text stands below now."""
        self._resumed: Block | None = None
        """The section that goes on behind entries, once more text comes."""
        self._around: Block | None = None
        """The section around an entry that is described by the text behind its list."""

    @property
    def has_text(self) -> bool:
        """Whether a paragraph of loose text has begun."""
        return bool(self._inline)

    @property
    def current_section(self) -> Block:
        """The heading, or the entry, that the next text will stand below."""
        return self._resumed or self._around or self._section

    def add_text(self, text: str) -> None:
        """Adds loose text to the paragraph."""
        self._inline.append(text)

    def flush(self) -> None:
        """Ends the paragraph that loose text makes up."""
        if self._inline:
            text = tidy("".join(self._inline))
            self._inline.clear()
            if text and not is_about_the_page(text):
                self.append(Block("text", text))

    def announces_more(self) -> bool:
        """Whether the text so far ends with a colon: a list of pages that follows belongs to it."""
        self.flush()
        return bool(self.blocks) and self.blocks[-1].text.endswith((":", "："))

    def add(self, block: Block) -> None:
        """Ends the paragraph and adds a block, unless that is empty."""
        if self._inline:
            self.flush()
        if block.text:
            self.append(block)

    def append(self, block: Block) -> None:
        """Adds a block, below the section that goes on."""
        self.anchors.forget()
        if self._resumed:
            self._section = self._resumed
            self.blocks.append(self._resumed)
            self._resumed = None
        self.blocks.append(block)

    def begin(self, section: Block) -> None:
        """Adds a heading or an entry."""
        self.flush()
        if self._is_entry_bare():
            self._describe_entry()
        self._resumed = self._around = None
        self._section = section
        self.blocks.append(section)

    def begin_entry(self, text: str, anchor: str, level: int) -> None:
        """Adds an entry, such as a function with its signature."""
        self.begin(Block("heading", text, level=level, anchor=anchor, is_entry=True))
        if len(text) > _MAX_ENTRY_CHARACTERS:
            self.append(Block("text", format_label(text)))

    def add_name(self, text: str, anchor: str) -> None:
        """Adds one more name of the entry that has begun."""
        self.append(Block("text", format_label(text), anchor=anchor, is_entry=True))

    def end_entries(self, around: Block) -> None:
        """Goes on with the section around entries: what comes next does not belong to the last of them.

        It does where that has no description, as in Django's documentation.
        """
        if self._section.is_entry and self.blocks[-1].is_entry:
            self._around = around
        else:
            self._resumed = replace(around, is_entry=True) if around.text else None

    def end(self) -> None:
        """Ends the page."""
        self.flush()
        if self._is_entry_bare():
            self._describe_entry()

    def _is_entry_bare(self) -> bool:
        return self._section.is_entry and bool(self.blocks) and self.blocks[-1] is self._section

    def _describe_entry(self) -> None:
        """An entry without a description is a text at least, and no label of what follows."""
        self.append(Block("text", format_code_span(self._section.text)))
