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
        self.pending: tuple[Block, list[Container], str] | None = None
        """What begins with the next text: a block, or with "" a line of one; and how its line begins."""
        self._breaks_hard = False
        self.has_blank_line = False
        """The model left lines empty behind the last one."""

    def take(self) -> str:
        """What was collected since the last call."""
        sent, self._sent = self._sent, []
        return sent[0] if len(sent) == 1 else "".join(sent)

    def begin_block(self, block: Block, containers: list[Container], lead: str = "") -> None:
        """Begin a block, as soon as there is text of it."""
        self.pending = (block, containers, lead)

    def begin_line(self, lead: str = "") -> None:
        """Begin the next line of the block, as soon as there is text of it."""
        self.pending = ("", self._containers or [], lead)

    def end_line(self, *, breaks_hard: bool = False) -> bool:
        """End a line; False when nothing was written of it."""
        is_empty, self.pending = self.pending is not None, None
        self._breaks_hard = breaks_hard and not is_empty
        return not is_empty

    def put(self, text: str) -> None:
        """Write text of the current line."""
        if not text:
            return
        if self.pending is not None:
            (block, containers, lead), self.pending = self.pending, None
            if block:
                self._breaks_hard = False
                text = f"{self._separate(block, containers)}{lead}{text}"
            else:
                prefix = format_prefix(containers, marks=False) if containers else ""
                text = f"{'  ' if self._breaks_hard else ''}\n{prefix}{lead}{text}"
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
        if not containers and not last:
            self._containers, self._block, self.has_blank_line = containers, block, False
            return "" if last is None else "\n\n"
        prefix = format_prefix(containers)
        for container in containers:
            if isinstance(container, Item):
                container.is_fresh = False
        self._containers, self._block, self.has_blank_line = list(containers), block, False
        if last is None:
            return prefix
        common = 0
        for one, other in zip(last, containers, strict=False):
            if one is not other:
                break
            common += 1
        if not has_blank_line and not _are_siblings(last, containers, common):
            has_blank_line = _needs_blank_line(before, block, last, containers, common)
        if not has_blank_line:
            return f"\n{prefix}"
        between = format_prefix(containers[:common], marks=False).rstrip() if common else ""
        return f"\n{between}\n{prefix}"


def _are_siblings(last: list[Container], containers: list[Container], common: int) -> bool:
    """Whether an item follows another one of the same list."""
    if common >= min(len(last), len(containers)):
        return False
    one, other = last[common], containers[common]
    return isinstance(one, Item) and isinstance(other, Item) and one.kind == other.kind


def _needs_blank_line(
    before: Block, block: Block, last: list[Container], containers: list[Container], common: int
) -> bool:
    """Whether renderers tell this block from the one before only by an empty line."""
    if before in {"table", "math"} or not any(isinstance(one, Item) for one in containers[:common]):
        return True
    if any(isinstance(one, Quote) for one in last[common:]):
        return True
    if before != "paragraph":
        return False
    if len(containers) == common:
        return block in _JOINING
    begun = containers[common]
    return len(last) == common and isinstance(begun, Item) and not begun.may_interrupt
