"""What stands on a page: blocks in their order, each one as Markdown.

HTML and Markdown pages become the same blocks, so that chunks are cut in one way.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["heading", "text", "code", "list", "table", "end"]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece that is not cut unless it alone is too long. `text` is Markdown without a trailing line end.

    A heading's `text` is its title as plain text. A block of kind "end" has no text: it closes
    the box that the last block with a `box` opened.
    """

    kind: BlockKind
    text: str = ""
    level: int = 0
    """1 to 6 for a heading, more for an entry below one, else 0."""
    anchor: str = ""
    """The id of a heading, or of a further name of an entry; empty where it has none."""
    inner_anchors: tuple[str, ...] = ()
    """The ids of headings inside a list or a quotation, in order; empty strings for those without one."""
    box: str = ""
    """The kind of admonition, such as `tip`, that this block is the label of."""
    is_entry: bool = False
    """Whether a heading stands for an entry of a reference (a function, an option, a term), or for the section that
    goes on behind such entries: a place, but no heading of the page. Its `level` may be more than 6.
    A text that is one is a further name of the entry above it: the label of a description that both have."""


@dataclass(frozen=True, slots=True)
class Article:
    """What stands on one page. `title` is its first H1; empty where it has none."""

    title: str
    blocks: tuple[Block, ...]

    @property
    def leading_title(self) -> str:
        """The H1 that the page begins with; empty where it begins with something else."""
        return self.title if self.blocks and self.blocks[0].kind == "heading" and self.blocks[0].level == 1 else ""

    @property
    def heading_ids(self) -> tuple[str, ...]:
        """Every heading's id, in page order."""
        headings = (block for block in self.blocks if not block.is_entry)
        anchors = (anchor for block in headings for anchor in (block.anchor, *block.inner_anchors))
        return tuple(anchor for anchor in anchors if anchor)


def format_blocks(blocks: Iterable[Block]) -> tuple[str, tuple[str, ...]]:
    """What stands inside a list's item or a quotation, and the ids of its headings, empty for those without one."""
    text = ""
    anchors: list[str] = []
    for block in blocks:
        part = block.text
        if block.kind == "heading":
            if block.is_entry:
                part = f"**{part}**" if part else ""
            else:
                anchors.append(block.anchor)
                part = f"{'#' * block.level} {part}".strip()
        anchors.extend(block.inner_anchors)
        if part:
            text += ("\n" if block.kind == "list" else "\n\n") + part if text else part
    return text, tuple(anchors)
