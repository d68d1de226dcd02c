"""What a tag shows by itself, without what stands inside it, and where it ends."""

import re
from collections.abc import Sequence

from markdown_it.token import Token

from indexing.blocks import Block
from indexing.formatting import format_image, format_label
from indexing.markdown.jsx import Tag, is_unseen, parse_tag

_SILENT = re.compile(
    r"icon|image|picture|logo|svg|video|player|youtube|vimeo|iframe|embed|divider|spacer|separator|redirect|analytics|script",
    re.IGNORECASE,
)
_SILENT_NAMES = frozenset({"DocCardList", "TOCInline", "CookieConsent", "Img", "Figure", "React.Fragment", "Fragment"})


def create_tag_block(tag: Tag) -> Block | None:
    """An image's alt text, or the title that a component of unknown kind is given."""
    attributes = tag.attributes
    if tag.name == "img" or (tag.name.endswith("Image") and attributes.get("alt")):
        text = format_image(attributes.get("alt", ""), attributes.get("src", ""))
    elif tag.name[:1].isupper():
        text = format_label(attributes.get("title", ""))
    else:
        text = ""
    return Block("text", text) if text else None


def may_show_text(tag: Tag) -> bool:
    """Whether a component of which nothing is known, closed in itself, may show a text."""
    return tag.name[:1].isupper() and tag.name not in _SILENT_NAMES and not _SILENT.search(tag.name)


def is_hidden(tag: Tag) -> bool:
    """Whether a reader does not see what stands inside."""
    return not tag.is_single and (tag.name in {"noscript", "template"} or is_unseen(tag))


def find_closing_tag(tokens: Sequence[Token], position: int, end: int) -> int:
    """The position of the tag that closes the one at `position`; `end` where none does."""
    name = parse_tag(tokens[position].content).name
    depth = 0
    for index in range(position, end):
        token = tokens[index]
        tag = parse_tag(token.content) if token.type == "jsx" and not token.content.startswith("<!--") else None
        if tag and tag.name == name and not tag.is_single:
            depth += -1 if tag.closes else 1
            if depth == 0:
                return index
    return end


def list_inline(tokens: Sequence[Token]) -> list[Token]:
    """What stands in the lines of some blocks, with the tags and expressions that have a line of their own."""
    alone = ("expression", "fence", "jsx")
    return [part for token in tokens for part in token.children or ([token] if token.type in alone else [])]
