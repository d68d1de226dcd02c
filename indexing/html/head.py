"""What the head of an HTML page says about the page."""

import re
from dataclasses import dataclass
from urllib.parse import urldefrag

from selectolax.lexbor import LexborHTMLParser

from indexing.html.inline import format_plain

_DOC_ID = "docs-doc-id-"
_HEAD_END = re.compile(rb"</head\s*>|<body[\s>]", re.IGNORECASE)
_SITE_NAME = re.compile(r"\s+[|–—·]\s+[^|–—·]*$|\s+-\s+[^-]*documentation$")


@dataclass(frozen=True, slots=True)
class HtmlHead:
    """What the head of a page and the classes of `<html>` say. A string is empty where they do not say it."""

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
    """Whether search engines are asked to leave the page out (`noindex`)."""
    alternates: tuple[tuple[str, str], ...]
    """The same page in other languages, as pairs of language and address."""

    @property
    def doc_id(self) -> str:
        """The id of the Docusaurus doc that the page is; empty for any other page."""
        return next((name.removeprefix(_DOC_ID) for name in self.classes if name.startswith(_DOC_ID)), "")


def read_html_head(content: bytes) -> HtmlHead:
    """Reads only the head, from the beginning of a page's bytes."""
    match = _HEAD_END.search(content)
    return read_parsed_head(LexborHTMLParser(content[: match.start()] if match else content))


def read_parsed_head(parser: LexborHTMLParser) -> HtmlHead:
    """Reads the head of a page that is parsed already."""
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
