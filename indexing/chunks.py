"""From a page's blocks to chunks: whole heading sections, each with its own anchor and breadcrumb.

A chunk's anchor is that of a heading whose section holds the whole chunk: the anchor of the section itself, or
of the nearest heading above that has one. Tiny sections are joined only below a heading with an anchor, to
the text of that heading or to each other, and then cited by it: a section at the top of a page keeps its own anchor.
"""

from dataclasses import dataclass, field, replace

from indexing.blocks import Block, Document
from indexing.filling import MAX_CHARACTERS, MIN_CHARACTERS, Measure, fill
from indexing.model import Chunk, Place
from indexing.tokens import estimate_max_tokens

MAX_TITLE_CHARACTERS = 160
"""Longer headings are cut in breadcrumbs, so that those stay small beside the text."""
_MAX_BREADCRUMB_TOKENS = 800
_SHORT_NAME_CHARACTERS = 40


@dataclass(slots=True, eq=False)
class _Section:
    level: int
    anchor: str
    """Of the nearest heading with an id, this one or one above; empty: the page's top."""
    breadcrumb: str
    heading: str
    blocks: list[Block] = field(default_factory=list)
    children: list["_Section"] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class _Piece:
    """Text of at most MAX_CHARACTERS; `whole` when it is all there is below its heading."""

    text: str
    section: _Section
    whole: bool = False


def create_chunks(document: Document, *, title: str, place: Place) -> tuple[Chunk, ...]:
    """The page's chunks in page order. `place.url` is the page's; its section is not looked at."""
    title = shorten(title)
    return tuple(
        Chunk(
            title,
            piece.text,
            replace(
                place,
                url=f"{place.url}#{piece.section.anchor}" if piece.section.anchor else place.url,
                section=piece.section.breadcrumb,
            ),
        )
        for piece in _cut(_create_tree(document, title))
    )


def shorten(title: str) -> str:
    """A title on one line, cut to MAX_TITLE_CHARACTERS."""
    title = " ".join(title.split())
    return title if len(title) <= MAX_TITLE_CHARACTERS else title[: MAX_TITLE_CHARACTERS - 1].rstrip() + "…"


def _create_tree(document: Document, title: str) -> _Section:
    root = _Section(0, "", title, "")
    stack = [root]
    seen_title = False
    other_title: Block | None = None
    """The page's first heading, where the page is called something else: it goes before the text below it."""
    for block in document.blocks:
        if block.kind == "end":
            continue
        if block.kind != "heading":
            if other_title and stack == [root]:
                root.blocks.append(other_title)
            other_title = None
            stack[-1].blocks.append(block)
            continue
        if block.level == 1 and not seen_title:
            seen_title = True  # the page's own title; its anchor is the page
            if not root.blocks and not root.children:
                if block.text and shorten(block.text) != title:
                    other_title = Block("text", f"# {block.text}")
                continue
        while stack[-1].level >= block.level:
            stack.pop()
        parent = stack[-1]
        name = shorten(block.text)
        section = _Section(
            block.level,
            block.anchor or parent.anchor,
            _extend(parent.breadcrumb, name, title) if name and name != title else parent.breadcrumb,
            name,
        )
        parent.children.append(section)
        stack.append(section)
    return root


def _extend(breadcrumb: str, name: str, title: str) -> str:
    """One level more; only the ends where all levels would leave too few tokens for the text."""
    longer = f"{breadcrumb} > {name}"
    if len(longer) <= _MAX_BREADCRUMB_TOKENS // 4 or estimate_max_tokens(longer) <= _MAX_BREADCRUMB_TOKENS:
        return longer
    return f"{title[:_SHORT_NAME_CHARACTERS].rstrip()} > … > {name[:_SHORT_NAME_CHARACTERS].rstrip()}"


def _cut(section: _Section) -> list[_Piece]:
    pieces = [_Piece(text, section) for text in fill(section.blocks, section.breadcrumb)]
    host = pieces[-1] if pieces and section.anchor else None
    """The last piece, when it is cited by this section's anchor: what a tiny child may be joined to."""
    tiny: _Piece | None = None
    """The last piece, when it is a tiny child itself."""
    measure = Measure(section.breadcrumb)
    for child in section.children:
        for piece in _cut(child):
            if not (section.anchor and piece.whole and piece.section is child and len(piece.text) < MIN_CHARACTERS):
                host = tiny = None
                pieces.append(piece)
                continue
            text = f"{_format_heading(child)}\n\n{piece.text}"
            if host and measure.text(f"{host.text}\n\n{text}") <= MAX_CHARACTERS:
                host.text = f"{host.text}\n\n{text}"
            elif tiny:
                tiny.text = f"{_format_heading(tiny.section)}\n\n{tiny.text}\n\n{text}"
                tiny.section, tiny.whole = section, False
                host, tiny = tiny, None
            else:
                host, tiny = None, piece
                pieces.append(piece)
    if len(pieces) == 1 and pieces[0].section is section:
        pieces[0].whole = True
    return pieces


def _format_heading(section: _Section) -> str:
    return f"{'#' * section.level} {section.heading}".rstrip()
