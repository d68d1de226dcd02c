"""One HTML page: what its head says about it, and the blocks of its main content."""

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from indexing.blocks import Article, Block
from indexing.errors import PageError
from indexing.files.decoding import decode_html
from indexing.html.anchors import PendingAnchors
from indexing.html.content import find_content, find_title
from indexing.html.head import HtmlHead, read_parsed_head
from indexing.html.inline import format_plain
from indexing.html.reader import read_blocks
from indexing.html.shell import find_drawer

_UNLISTED = "theme-unlisted-banner"


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A page that was read. `warning` says how its encoding was mended, if it was."""

    head: HtmlHead
    article: Article
    is_unlisted: bool = False
    """Whether Docusaurus built the page, but lists it nowhere: it shows a banner on such a page."""
    warning: str = ""
    drawn_by: str = ""
    """What draws the page in the browser, where its HTML has no text of its own."""
    ids: frozenset[str] = frozenset()
    """The ids of such a page's elements."""


def read_html_page(content: bytes, head: HtmlHead | None = None) -> HtmlPage:
    """Reads a page from its bytes; its `head` may be known. Raises PageError when it is binary or has no content."""
    decoded = decode_html(content)
    parser = LexborHTMLParser(decoded.text)
    head = head or read_parsed_head(parser)
    root = find_content(parser, head)
    if root is None:
        message = "has no content"
        raise PageError(message)
    title = find_title(parser, root, head)
    first = [Block("heading", format_plain(title), level=1, anchor=PendingAnchors().take(title))] if title else []
    blocks = (*first, *read_blocks(root))
    heading = next((block.text for block in blocks if block.kind == "heading" and block.level == 1), "")
    is_unlisted = _UNLISTED in decoded.text and parser.css_first(f".{_UNLISTED}") is not None
    drawn_by = find_drawer(parser, blocks)
    ids = frozenset(node.attributes["id"] or "" for node in parser.css("[id]")) if drawn_by else frozenset()
    return HtmlPage(head, Article(heading, blocks), is_unlisted, decoded.warning, drawn_by, ids)


def read_html_fragment(html: str) -> list[Block]:
    """The blocks of a piece of HTML, such as a table inside Markdown."""
    body = LexborHTMLParser(html).body
    return read_blocks(body) if body else []
