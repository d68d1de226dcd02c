"""A Markdown heading's id and what a reader sees of it."""

from collections.abc import Sequence

from markdown_it.token import Token

from indexing.blocks import Block
from indexing.docusaurus.heading_ids import Slugger, read_comment_id, split_heading_id
from indexing.markdown.inline import find_comment, format_plain, format_visible
from indexing.markdown.jsx import parse_tag


def create_heading(tokens: Sequence[Token], level: int, slugger: Slugger, *, mdx: bool) -> Block:
    """A heading with its id: set by hand, else made from its text. Docusaurus gives the first level none."""
    comment = find_comment(tokens[-1]) if tokens else None
    anchor = read_comment_id(comment) if comment is not None else ""
    if not anchor:
        _text, anchor = split_heading_id(_format_slug_text(tokens, mdx=mdx))
        anchor = anchor or slugger.slug(_format_slug_text(tokens, mdx=mdx))
    visible = [token for token in tokens if find_comment(token) is None]
    text, _anchor = split_heading_id(format_visible(visible))
    return Block("heading", text, level=level, anchor="" if level == 1 else anchor)


def read_tag_heading(tokens: Sequence[Token]) -> Block | None:
    """The heading that a paragraph is when it is nothing but `<h2>…</h2>`: it has an id only if it bears one."""
    if len(tokens) < 2 or tokens[0].type != "jsx" or tokens[-1].type != "jsx":  # noqa: PLR2004 - both tags
        return None
    first, last = parse_tag(tokens[0].content), parse_tag(tokens[-1].content)
    if first.name not in {"h1", "h2", "h3", "h4", "h5", "h6"} or last.name != first.name or not last.closes:
        return None
    return Block(
        "heading", format_visible(tokens[1:-1]), level=int(first.name[1]), anchor=first.attributes.get("id", "").strip()
    )


def _format_slug_text(tokens: Sequence[Token], *, mdx: bool) -> str:
    """What Docusaurus makes the slug from: in MDX a comment that is no id is an expression, so its text counts."""
    if not mdx:
        return format_plain(tokens)
    return "".join(
        f"/*{token.content[4:-3]}*/"
        if token.type == "jsx" and token.content.startswith("<!--")
        else format_plain([token])
        for token in tokens
    )
