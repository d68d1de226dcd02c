"""Writes blocks one below the other, each separated from the one before as little as all renderers need."""

from typing import Literal

from chains.guard.blocks.containers import Container, Item, Quote, format_prefix

Block = Literal["", "paragraph", "heading", "code", "indented", "table", "math"]
_JOINING = frozenset({"paragraph", "table", "math"})
"""Directly below a paragraph they would be a part of it."""


class Writer:
    """Collects what may be sent. A block begins with the first text that is written of it, so that none is empty."""

    def __init__(self) -> None:
        self._sent: list[str] = []
        self._containers: list[Container] | None = None
        """Those of the last line that was written; None before the first."""
        self._block: Block = ""
        self._pending: tuple[Block, list[Container], str] | None = None
        """What begins with the next text: a block, or with "" a line of one; and how its line begins."""
        self._breaks_hard = False
        self.has_blank_line = False
        """The model left lines empty behind the last one."""

    def take(self) -> str:
        """What was collected since the last call."""
        sent = "".join(self._sent)
        self._sent.clear()
        return sent

    def begin_block(self, block: Block, containers: list[Container], lead: str = "") -> None:
        """Begin a block, as soon as there is text of it."""
        self._pending = (block, containers, lead)

    def begin_line(self, lead: str = "") -> None:
        """Begin the next line of the block, as soon as there is text of it."""
        self._pending = ("", self._containers or [], lead)

    def end_line(self, *, breaks_hard: bool = False) -> bool:
        """End a line; False when nothing was written of it."""
        is_empty, self._pending = self._pending is not None, None
        self._breaks_hard = breaks_hard and not is_empty
        return not is_empty

    def put(self, text: str) -> None:
        """Write text of the current line."""
        if not text:
            return
        if self._pending is not None:
            (block, containers, lead), self._pending = self._pending, None
            if block:
                self._breaks_hard = False
                self._sent.append(self._separate(block, containers))
            else:
                hard = "  " if self._breaks_hard else ""
                self._sent.append(f"{hard}\n{format_prefix(containers, marks=False)}")
            self._sent.append(lead)
        self._sent.append(text)

    def put_break(self, containers: list[Container]) -> None:
        """Write a thematic break; behind a mark of the same character it would be one line with it."""
        marks = {one.kind for one in containers if isinstance(one, Item) and one.is_fresh}
        self.has_blank_line |= not marks and self._block == "paragraph"  # or else its dashes make a heading
        self.begin_block("heading", containers)
        self.put(next(character for character in "-*_" if character not in marks) * 3)

    def put_lines(self, text: str) -> None:
        """Write lines of the block as they are."""
        self._sent.append(text)

    def _separate(self, block: Block, containers: list[Container]) -> str:
        """The end of the line before and what stands before this block; the marks of new items are written with it."""
        last, before, has_blank_line = self._containers, self._block, self.has_blank_line
        prefix = format_prefix(containers)
        for container in containers:
            if isinstance(container, Item):
                container.is_fresh = False
        self._containers, self._block, self.has_blank_line = list(containers), block, False
        if last is None:
            return prefix
        common = 0
        while common < min(len(last), len(containers)) and last[common] is containers[common]:
            common += 1
        old, new = last[common:], containers[common:]
        is_sibling = bool(old and new) and _are_siblings(old[0], new[0])
        if not has_blank_line and not is_sibling:
            in_item = any(isinstance(one, Item) for one in containers[:common])
            ends_quote = any(isinstance(one, Quote) for one in old)
            begun = new[0] if new else None
            is_apart = old or not isinstance(begun, Item) or begun.may_interrupt if begun else block not in _JOINING
            joins = before == "paragraph" and not is_apart
            has_blank_line = not in_item or ends_quote or joins or before in {"table", "math"}
        between = format_prefix(containers[:common], marks=False).rstrip()
        return f"\n{between}\n{prefix}" if has_blank_line else f"\n{prefix}"


def _are_siblings(one: Container, other: Container) -> bool:
    return isinstance(one, Item) and isinstance(other, Item) and one.kind == other.kind
