"""One HTML page: what its head says about it, and the blocks of its main content."""

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from indexing.blocks import Article, Block
from indexing.errors import PageError
from indexing.files.decoding import decode
from indexing.html.head import HtmlHead, read_parsed_head
from indexing.html.reader import read_blocks

_MAIN = (
    ".theme-doc-markdown",
    "main article",
    "[role=main]",
    "main",
    "article",
    "#content",
    "body",
)


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A page that was read. `warning` says how its encoding was mended, if it was."""

    head: HtmlHead
    article: Article
    is_unlisted: bool = False
    """Whether Docusaurus built the page, but lists it nowhere: it shows a banner on such a page."""
    warning: str = ""


def read_html_page(content: bytes) -> HtmlPage:
    """Reads a page from its bytes. Raises PageError when it is binary or has no content of its own."""
    decoded = decode(content)
    parser = LexborHTMLParser(decoded.text)
    root = next((node for node in map(parser.css_first, _MAIN) if node is not None), None)
    if root is None:
        message = "has no content"
        raise PageError(message)
    blocks = read_blocks(root)
    heading = next((block.text for block in blocks if block.kind == "heading" and block.level == 1), "")
    is_unlisted = parser.css_first(".theme-unlisted-banner") is not None
    return HtmlPage(read_parsed_head(parser), Article(heading, tuple(blocks)), is_unlisted, decoded.warning)


def read_html_fragment(html: str) -> list[Block]:
    """The blocks of a piece of HTML, such as a table inside Markdown."""
    body = LexborHTMLParser(html).body
    return read_blocks(body) if body else []
