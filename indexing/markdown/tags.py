"""What a tag shows by itself, without what stands inside it, and where it ends."""

import re
from collections.abc import Callable, Sequence

from markdown_it.token import Token

from indexing.blocks import Block
from indexing.formatting import format_image, format_label
from indexing.markdown.jsx import Tag, is_unseen, parse_tag

_SILENT = re.compile(
    r"Icon[A-Z].*|.*?(?:(?:Icon|Image|Picture|Logo|Video|Embed|Divider|Spacer)s?"
    r"|Svg|SVG|Player|You[Tt]ube|Vimeo|I[Ff]rame|Separator|Redirect|Analytics)"
)
"""Names that end so are those of components without text; `<Description>` and `<VideoTable>` may have some."""
_LABELS = ("title", "heading", "header", "label", "summary", "caption")
"""The attributes in which components have the text above their content, the usual ones first."""
_SILENT_NAMES = frozenset(
    {"DocCardList", "TOCInline", "CookieConsent", "Img", "Figure", "React.Fragment", "Fragment", "Script", "Style"}
)


def create_tag_block(tag: Tag, format_attribute: Callable[[Tag, str], str]) -> Block | None:
    """An image's alt text, or the title that a component of unknown kind is given."""
    is_own = tag.name[:1].isupper()
    if tag.name == "img" or (is_own and "alt" in tag.attributes):
        text = format_image(format_attribute(tag, "alt"), tag.attributes.get("src", ""))
    elif is_own:
        found = (format_attribute(tag, name) for name in _LABELS if name in tag.attributes)
        text = format_label(next(filter(None, found), ""))
    else:
        text = ""
    return Block("text", text) if text else None


def may_show_text(tag: Tag) -> bool:
    """Whether a tag may show a text that stands nowhere in the file: HTML, or that of an unknown component."""
    if "dangerouslySetInnerHTML" in tag.attributes:
        return True
    if not tag.is_single or not tag.name[:1].isupper() or tag.name in _SILENT_NAMES:
        return False
    return not _SILENT.fullmatch(tag.name)


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
