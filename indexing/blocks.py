"""What a page is made of once its syntax is gone: blocks in order, each as Markdown.

HTML and Markdown pages become the same blocks, so that everything after works on one kind of thing.
"""

import re
from collections.abc import Iterable, Sequence
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
    """1 to 6 for a heading, else 0."""
    anchor: str = ""
    """A heading's id on the page; empty where it has none."""
    inner_anchors: tuple[str, ...] = ()
    """The ids of headings inside a list or a quotation, in order; empty strings for those without one."""
    box: str = ""
    """The kind of admonition, such as `tip`, that this block is the label of."""


@dataclass(frozen=True, slots=True)
class Document:
    """A page's content, read. `title` is its first H1; empty where it has none."""

    title: str
    blocks: tuple[Block, ...]

    @property
    def leading_title(self) -> str:
        """The H1 that the page begins with; empty where it begins with something else."""
        return self.title if self.blocks and self.blocks[0].kind == "heading" and self.blocks[0].level == 1 else ""

    @property
    def heading_ids(self) -> tuple[str, ...]:
        """Every heading's id, in page order."""
        anchors = (anchor for block in self.blocks for anchor in (block.anchor, *block.inner_anchors))
        return tuple(anchor for anchor in anchors if anchor)


def format_blocks(blocks: Iterable[Block]) -> tuple[str, tuple[str, ...]]:
    """What stands inside a list's item or a quotation, and the ids of its headings, empty for those without one."""
    text = ""
    anchors: list[str] = []
    for block in blocks:
        part = block.text
        if block.kind == "heading":
            anchors.append(block.anchor)
            part = f"{'#' * block.level} {part}".strip()
        anchors.extend(block.inner_anchors)
        if part:
            text += ("\n" if block.kind == "list" else "\n\n") + part if text else part
    return text, tuple(anchors)


def format_fence(code: str, language: str = "", title: str = "") -> str:
    """A code block whose fence is longer than any run of backticks in it."""
    longest = max((len(run) for run in re.findall(r"`{3,}", code)), default=2)
    fence = "`" * (longest + 1)
    info = language if language != "text" else ""
    if title:
        info = f'{info or "text"} title="{" ".join(title.split())}"'
    return f"{fence}{info}\n{code.strip(chr(10)).rstrip()}\n{fence}"


def format_table(rows: Sequence[Sequence[str]]) -> str:
    """A table whose first row is the header; empty for no rows. Ragged rows are filled up."""
    width = max((len(row) for row in rows), default=0)
    if not width:
        return ""
    lines = [
        f"| {' | '.join(_format_cell(cell) for cell in (*row, *('' for _ in range(width - len(row)))))} |"
        for row in rows
    ]
    return "\n".join((lines[0], f"|{' --- |' * width}", *lines[1:]))


def format_list(items: Iterable[str], *, start: int | None = None, loose: bool = False) -> str:
    """A list of items that are Markdown of one or more lines; numbered from `start`, with `-` when None."""
    parts: list[str] = []
    for number, item in enumerate(items, start or 0):
        marker = "- " if start is None else f"{number}. "
        parts.append(marker + indent(item, " " * len(marker)).lstrip(" "))
    return ("\n\n" if loose else "\n").join(parts)


def format_quote(text: str) -> str:
    """A quotation."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def format_label(text: str) -> str:
    """The label of a tab, an admonition or a fold, in bold; empty for no text."""
    text = text.replace("**", "").strip()
    return f"**{text}**" if text else ""


def format_image(alt: str, source: str) -> str:
    """An image as its alt text, with its address where that is absolute; empty where nothing is said about it."""
    alt = " ".join(alt.split())
    if not alt:
        return ""
    return f"![{alt}]({source})" if is_absolute(source) else f"[Image: {alt}]"


def format_link(text: str, target: str) -> str:
    """A link, or only its text where the target is relative: it would lead nowhere outside its page."""
    if not text.strip() or not is_absolute(target) or text.strip() == target:
        return text
    return f"[{text}]({target})" if "](" not in text else text


def format_emphasis(text: str, marks: str) -> str:
    """Text between marks such as `**`, with the spaces at its ends outside; unchanged where it has them already."""
    core = text.strip()
    if not core or "\n" in core or (core.startswith(marks) and not core.startswith(f"{marks}*")):
        return text
    start = len(text) - len(text.lstrip())
    return f"{text[:start]}{marks}{core}{marks}{text[start + len(core) :]}"


def format_code_span(code: str) -> str:
    """Inline code whose delimiters are longer than any run of backticks in it."""
    runs = {len(run) for run in re.findall(r"`+", code)}
    fence = next("`" * length for length in range(1, len(runs) + 2) if length not in runs)
    padding = " " if code.startswith("`") or code.endswith("`") else ""
    return f"{fence}{padding}{code}{padding}{fence}"


def is_absolute(target: str) -> bool:
    """Whether a link can be followed without knowing the page it stands on."""
    return target.lower().startswith(("http://", "https://", "mailto:"))


def indent(text: str, prefix: str) -> str:
    """Every line that is not empty, indented."""
    return "\n".join(prefix + line if line else "" for line in text.split("\n"))


def _format_cell(cell: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", " ".join(cell.split()))
