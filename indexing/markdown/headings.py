"""A Markdown heading's id and what a reader sees of it."""

from collections.abc import Sequence

from markdown_it.token import Token

from indexing.blocks import Block
from indexing.markdown.heading_ids import Slugger, read_comment_id, split_heading_id
from indexing.markdown.inline import InlineFormat, find_comment, format_plain, format_visible
from indexing.markdown.jsx import parse_tag


def create_heading(
    tokens: Sequence[Token], level: int, slugger: Slugger, how: InlineFormat, *, has_comment_ids: bool
) -> Block:
    """A heading with its id: set by hand, else made from its text. Docusaurus gives the first level none."""
    comment = find_comment(tokens[-1]) if tokens and (has_comment_ids or not _is_html_comment(tokens[-1])) else None
    anchor = read_comment_id(comment) if comment is not None else ""
    if not anchor:
        text = _format_slug_text(tokens)
        _text, anchor = split_heading_id(text)
        anchor = anchor or slugger.slug(text)
    visible = [token for token in tokens if find_comment(token) is None]
    text, _anchor = split_heading_id(format_visible(visible, how))
    return Block("heading", text, level=level, anchor="" if level == 1 else anchor)


def read_tag_heading(tokens: Sequence[Token], how: InlineFormat) -> Block | None:
    """The heading that is written as `<h2>…</h2>`, with the id that its tag has; None for any other paragraph."""
    if len(tokens) < 2 or tokens[0].type != "jsx" or tokens[-1].type != "jsx":  # noqa: PLR2004 - both tags
        return None
    first, last = parse_tag(tokens[0].content), parse_tag(tokens[-1].content)
    if first.name not in {"h1", "h2", "h3", "h4", "h5", "h6"} or last.name != first.name or not last.closes:
        return None
    text = format_visible(tokens[1:-1], how)
    return Block("heading", text, level=int(first.name[1]), anchor=first.attributes.get("id", "").strip())


def _is_html_comment(token: Token) -> bool:
    return token.type == "jsx" and token.content.startswith("<!--")


def _format_slug_text(tokens: Sequence[Token]) -> str:
    """The text from which Docusaurus makes the slug. Of `:name[label]`, a directive to it, it uses only the label."""
    return "".join(token.info if token.type == "text_directive" else format_plain([token]) for token in tokens)
