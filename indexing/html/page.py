"""One HTML page: what its head says about it, and the blocks of its main content."""

import re
from dataclasses import dataclass
from urllib.parse import urldefrag

from selectolax.lexbor import LexborHTMLParser

from indexing.blocks import Block, Document
from indexing.errors import PageError
from indexing.files import decode
from indexing.html.inline import format_plain
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
_DOC_ID = "docs-doc-id-"
_HEAD_END = re.compile(rb"</head\s*>|<body[\s>]", re.IGNORECASE)
_SITE_NAME = re.compile(r"\s+[|–—·]\s+[^|–—·]*$|\s+-\s+[^-]*documentation$")


@dataclass(frozen=True, slots=True)
class HtmlHead:
    """What the head of a page and the classes of `<html>` tell; empty strings where they do not."""

    title: str
    canonical: str
    """Its own address, without an anchor."""
    default: str
    """The address of the same page in the default locale."""
    version: str
    docusaurus_tag: str
    locale: str
    generator: str
    classes: frozenset[str]
    redirects: bool
    is_hidden: bool
    """Not to be found by search engines (`noindex`)."""
    alternates: tuple[tuple[str, str], ...]
    """The same page in other languages: language, address."""

    @property
    def doc_id(self) -> str:
        """The id of the Docusaurus doc that the page is; empty for any other page."""
        return next((name.removeprefix(_DOC_ID) for name in self.classes if name.startswith(_DOC_ID)), "")


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A page that was read. `warning` says how its encoding was mended, if it was."""

    head: HtmlHead
    document: Document
    is_unlisted: bool = False
    """Built, but not to be found: Docusaurus shows a banner on such a page."""
    warning: str = ""


def load_html_page(content: bytes) -> HtmlPage:
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
    return HtmlPage(_read_head(parser), Document(heading, tuple(blocks)), is_unlisted, decoded.warning)


def load_html_head(content: bytes) -> HtmlHead:
    """Reads only the head, from the beginning of a page's bytes."""
    match = _HEAD_END.search(content)
    return _read_head(LexborHTMLParser(content[: match.start()] if match else content))


def read_html_fragment(html: str) -> list[Block]:
    """The blocks of a piece of HTML, such as a table inside Markdown."""
    body = LexborHTMLParser(html).body
    return read_blocks(body) if body else []


def _read_head(parser: LexborHTMLParser) -> HtmlHead:
    root = parser.root
    attributes = root.attributes if root else {}
    metas: dict[str, str] = {}
    redirects = False
    for meta in parser.css("head > meta"):
        of = meta.attributes
        metas.setdefault((of.get("name") or of.get("property") or "").lower(), of.get("content") or "")
        redirects = redirects or (of.get("http-equiv") or "").lower() == "refresh"
    canonical = default = ""
    alternates: list[tuple[str, str]] = []
    for link in parser.css("head > link[rel]"):
        of = link.attributes
        if of.get("rel") == "canonical":
            canonical = canonical or urldefrag(of.get("href") or "").url
        elif of.get("hreflang") == "x-default":
            default = of.get("href") or ""
        elif of.get("rel") == "alternate" and of.get("hreflang"):
            alternates.append((of.get("hreflang") or "", of.get("href") or ""))
    title = parser.css_first("head > title")
    return HtmlHead(
        title=_SITE_NAME.sub("", format_plain(title)) if title else "",
        canonical=canonical,
        default=default,
        version=metas.get("docusaurus_version", ""),
        docusaurus_tag=metas.get("docusaurus_tag", ""),
        locale=metas.get("docusaurus_locale", "") or (attributes.get("lang") or ""),
        generator=metas.get("generator", ""),
        classes=frozenset((attributes.get("class") or "").split()),
        redirects=redirects,
        is_hidden="noindex" in metas.get("robots", "").lower(),
        alternates=tuple(alternates),
    )
