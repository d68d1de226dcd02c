"""From a page's blocks to chunks: whole heading sections, each with its own anchor and breadcrumb.

A chunk's anchor is that of a heading whose section holds the whole chunk: the anchor of the section itself, or
of the nearest heading above that has one. Tiny sections are joined to the text of the heading above them, or to each
other, and the chunk has the anchor of that heading; where each of them begins, and its own anchor, are its `parts`.
So are the names of an entry that has several.
Sections that say nothing by themselves are joined to the text before them where neither is to be had.
A text that ends with a colon before the headings that it announces names them, below its own or, with the code or list
that it announces, behind it.
"""

from dataclasses import dataclass, field, replace

from indexing.blocks import Article, Block
from indexing.chunking.filling import MAX_CHARACTERS, MIN_CHARACTERS, Measure, fill
from indexing.chunking.leads import ends_with_colon, is_bare, is_label, settle_labels
from indexing.formatting import format_code_span
from indexing.model import Chunk, Part, Place
from indexing.tokens import estimate_max_tokens

MAX_TITLE_CHARACTERS = 160
"""Longer headings are cut in breadcrumbs, so that those stay small beside the text."""
_MAX_BREADCRUMB_TOKENS = 800
"""A longer breadcrumb would leave too few of the model's tokens for the text."""
_SHORT_NAME_CHARACTERS = 40


@dataclass(slots=True, eq=False)
class _Section:
    level: int
    anchor: str
    """The id of the heading, or of the nearest one above that has one; empty where none has."""
    breadcrumb: str
    heading: str
    blocks: list[Block] = field(default_factory=list)
    children: list["_Section"] = field(default_factory=list)
    is_entry: bool = False
    """Whether it stands for an entry of a reference, and is not the section that goes on behind entries."""
    names: list[tuple[str, str]] = field(default_factory=list)
    """Further names of an entry: the anchor and the breadcrumb of each."""

    def create_parts(self, offset: int) -> list[Part]:
        """The section as a part of a chunk, with its further names."""
        return [Part(offset, anchor, name) for anchor, name in [(self.anchor, self.breadcrumb), *self.names]]


@dataclass(slots=True, eq=False)
class _Piece:
    """Text of at most MAX_CHARACTERS. It is `whole` when it is all that stands below its heading."""

    text: str
    section: _Section
    whole: bool = False
    parts: list[tuple[int, _Section]] = field(default_factory=list)
    """Where sections begin that were joined to it."""

    def create_parts(self) -> list[Part]:
        """The sections that it holds below the first; all of them where several begin it, such as names of an entry."""
        parts = [part for offset, section in self.parts for part in section.create_parts(offset)]
        has_own_text = not self.parts or self.parts[0][0] > 0
        return self.section.create_parts(0) + parts if self.section.names and has_own_text else parts

    def has_room(self, section: _Section, piece: "_Piece") -> bool:
        """Whether the text of another section may be joined to this one's."""
        text = f"{self.text}\n\n{_format_heading(section)}{piece.text}"
        return Measure(self.section.breadcrumb).text(text) <= MAX_CHARACTERS

    def join(self, section: _Section, piece: "_Piece") -> None:
        """Adds the text of another section behind this one's."""
        start = len(self.text) + 2
        text = _format_heading(section)
        self.text += f"\n\n{text}{piece.text}"
        self.parts.append((start, section))
        self.parts.extend((start + len(text) + offset, inner) for offset, inner in piece.parts)

    def name_children(self, children: list[_Section]) -> None:
        """Adds the headings below this text, as far as they fit, because it ends with the line that announces them."""
        joint = "\n\n"
        for child in children:
            text = f"{self.text}{joint}- {child.heading}"
            if child.heading and Measure(self.section.breadcrumb).text(text) <= MAX_CHARACTERS:
                self.text, joint = text, "\n"

    def become_part(self, section: _Section) -> None:
        """Makes the text one of several sections below another heading, that of `section`."""
        heading = _format_heading(self.section)
        self.text = heading + self.text
        self.parts = [(0, self.section), *((len(heading) + offset, inner) for offset, inner in self.parts)]
        self.section, self.whole = section, False


def create_chunks(article: Article, *, title: str, place: Place) -> tuple[Chunk, ...]:
    """The page's chunks in page order. `place` is the page's; each chunk gets an anchor and a section of its own."""
    title = shorten(title)
    return tuple(
        Chunk(
            title,
            piece.text,
            replace(
                place,
                url=f"{place.url}#{piece.section.anchor}" if piece.section.anchor else place.url,
                section=piece.section.breadcrumb,
                position=position,
                parts=tuple(piece.create_parts()),
            ),
        )
        for position, piece in enumerate(_cut(_create_tree(article, title)))
    )


def shorten(title: str) -> str:
    """A title on one line, cut to MAX_TITLE_CHARACTERS."""
    title = " ".join(title.split())
    return title if len(title) <= MAX_TITLE_CHARACTERS else title[: MAX_TITLE_CHARACTERS - 1].rstrip() + "…"


def _create_tree(article: Article, title: str) -> _Section:
    root = _Section(0, "", title, "")
    stack = [root]
    seen_title = False
    anchors = {""}
    other_title: Block | None = None
    """The page's first heading, where it differs from the page's title: it is put before the text below it."""
    announcing: _Section | None = None
    """The section before this one, where it ends with a line that announces what this one begins with."""
    for block in article.blocks:
        if block.kind != "heading":
            if announcing and block.kind not in {"text", "end"}:
                announcing.blocks.append(Block("list", f"- {stack[-1].heading}"))
            announcing = None
            if other_title and block.kind != "end" and stack == [root]:
                root.blocks.append(other_title)
            other_title = other_title if block.kind == "end" else None
            stack[-1].blocks.append(block)
            if block.is_entry:
                around = stack[-2].breadcrumb
                stack[-1].names.append((block.anchor, _extend(around, shorten(block.text.strip("*")), title)))
            continue
        is_entry = block.is_entry and block.anchor not in anchors
        anchors.add(block.anchor)
        if block.level == 1 and not seen_title:
            seen_title = True  # the page's own title; its anchor is the page
            if not root.blocks and not root.children:
                if block.text and shorten(block.text) != title:
                    other_title = Block("text", f"# {block.text}")
                continue
        labels = _take_labels(stack[-1])
        before = stack[-1]
        while stack[-1].level >= block.level:
            stack.pop()
        parent = stack[-1]
        announcing = before if before is not parent and block.text and _announces_more(before.blocks) else None
        name = shorten(block.text)
        section = _Section(
            block.level,
            block.anchor or parent.anchor,
            _extend(parent.breadcrumb, name, title) if name and name != title else parent.breadcrumb,
            name,
            labels,
            is_entry=is_entry,
        )
        parent.children.append(section)
        stack.append(section)
    return root


def _extend(breadcrumb: str, name: str, title: str) -> str:
    """The breadcrumb with one level more, or only its ends where all levels would leave too few tokens for the text."""
    longer = f"{breadcrumb} > {name}"
    if len(longer) <= _MAX_BREADCRUMB_TOKENS // 4 or estimate_max_tokens(longer) <= _MAX_BREADCRUMB_TOKENS:
        return longer
    return f"{title[:_SHORT_NAME_CHARACTERS].rstrip()} > … > {name[:_SHORT_NAME_CHARACTERS].rstrip()}"


def _take_labels(section: _Section) -> list[Block]:
    """Takes labels away from the end of a section: they belong to the section that begins behind them.

    An entry of which nothing else is said is a text itself, so that its name is found and its place is cited.
    """
    blocks = section.blocks
    labels: list[Block] = []
    while blocks and blocks[-1].kind == "text" and not blocks[-1].is_entry and is_label(blocks[-1].text):
        labels.insert(0, blocks.pop())
    if labels and not blocks and section.is_entry:
        blocks.append(Block("text", format_code_span(section.heading)))
    return labels


def _announces_more(blocks: list[Block]) -> bool:
    return bool(blocks) and blocks[-1].kind == "text" and ends_with_colon(blocks[-1].text)


def _cut(section: _Section) -> list[_Piece]:
    pieces = [_Piece(text, section) for text in fill(settle_labels(section.blocks), section.breadcrumb)]
    own = pieces[-1] if pieces else None
    host = own if section.anchor else None
    """The last piece, when it has this section's anchor: a tiny child may be joined to it."""
    tiny: _Piece | None = None
    """The last piece, when it is a tiny child itself."""
    for child in section.children:
        for piece in _cut(child):
            is_own = piece.whole and piece.section is child
            if not (host or tiny) and is_own and pieces and is_bare(piece.text) and pieces[-1].has_room(child, piece):
                pieces[-1].join(child, piece)
                pieces[-1].whole = False
                continue
            if not (section.anchor and is_own and len(piece.text) < MIN_CHARACTERS):
                host = tiny = None
                pieces.append(piece)
                continue
            if host and host.has_room(child, piece):
                host.join(child, piece)
            elif tiny:
                tiny.become_part(section)
                tiny.join(child, piece)
                host, tiny = tiny, None
            else:
                host, tiny = None, piece
                pieces.append(piece)
    if own and not own.parts and ends_with_colon(own.text):
        own.name_children(section.children)
    if len(pieces) == 1 and pieces[0].section is section:
        pieces[0].whole = True
    return pieces


def _format_heading(section: _Section) -> str:
    """A section's heading before its text; nothing for a place without one, such as a page that goes on."""
    return f"{'#' * min(section.level, 6)} {section.heading}\n\n" if section.heading else ""
