"""What the head of an HTML page says about the page."""

import re
from dataclasses import dataclass
from urllib.parse import urldefrag

from selectolax.lexbor import LexborHTMLParser

from indexing.files.decoding import decode_start
from indexing.html.generator import recognise_generator
from indexing.html.inline import format_plain

_DOC_ID = "docs-doc-id-"
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\"\s;]+)", re.IGNORECASE)
_HEAD_END = re.compile(rb"</head\s*>|<body[\s>]", re.IGNORECASE)
_SITE_NAME = re.compile(r"\s+[|–—·]\s+[^|–—·]*$|\s+-\s+[^-]*documentation$")


@dataclass(frozen=True, slots=True)
class HtmlHead:
    """What the head of a page and the classes of `<html>` say. A string is empty where they do not say it."""

    title: str
    site_name: str
    """What stands behind the title, such as the name of the site."""
    canonical: str
    """Its own address, without an anchor."""
    default: str
    """The address of the same page in the default locale."""
    version: str
    docusaurus_tag: str
    locale: str
    generator: str
    """The name of what made the page, in small letters: `docusaurus`, `sphinx`, `mkdocs`, `doxygen`, …"""
    root: str
    """The way from the page to the root of its documentation, such as `../`, where Sphinx says it."""
    classes: frozenset[str]
    redirects: bool
    redirect_target: str
    markdown: str
    """Where the same page is as Markdown."""
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
    return read_parsed_head(LexborHTMLParser(decode_start(content[: match.start()] if match else content)))


def read_parsed_head(parser: LexborHTMLParser) -> HtmlHead:
    """Reads the head of a page that is parsed already."""
    root = parser.root
    attributes = root.attributes if root else {}
    metas: dict[str, str] = {}
    refresh: str | None = None
    for meta in parser.css("head > meta, head > noscript > meta"):
        of = meta.attributes
        metas.setdefault((of.get("name") or of.get("property") or "").lower(), of.get("content") or "")
        if (of.get("http-equiv") or "").lower() == "refresh":
            refresh = of.get("content") or ""
    target = _REFRESH.search(refresh or "")
    canonical = default = markdown = ""
    alternates: list[tuple[str, str]] = []
    for link in parser.css("head > link[rel]"):
        of = link.attributes
        if of.get("rel") == "canonical":
            canonical = canonical or urldefrag(of.get("href") or "").url
        elif of.get("hreflang") == "x-default":
            default = of.get("href") or ""
        elif of.get("rel") == "alternate" and of.get("hreflang"):
            alternates.append((of.get("hreflang") or "", of.get("href") or ""))
        elif of.get("rel") == "alternate" and of.get("type") == "text/markdown":
            markdown = of.get("href") or ""
    title = parser.css_first("head > title")
    named = format_plain(title) if title else ""
    generator, way = recognise_generator(parser, metas.get("generator", ""), named)
    if generator == "docusaurus":  # a page's own `<title>` takes the place of Docusaurus' only there
        named = metas.get("og:title") or named
    locale = metas.get("docusaurus_locale") or metas.get("docsearch:language") or attributes.get("lang") or ""
    return HtmlHead(
        title=_SITE_NAME.sub("", named),
        site_name=behind[0].strip(" |–—·-") if (behind := _SITE_NAME.search(named)) else "",
        canonical=canonical,
        default=default,
        version=metas.get("docusaurus_version") or metas.get("docsearch:version", "").partition(",")[0].strip(),
        docusaurus_tag=metas.get("docusaurus_tag", ""),
        locale=locale or _find_own_language(canonical, alternates),
        generator=generator,
        root=way or (attributes.get("data-content_root") or ""),
        classes=frozenset((attributes.get("class") or "").split()),
        redirects=refresh is not None,
        redirect_target=target[1] if target else "",
        markdown=markdown,
        is_hidden="noindex" in metas.get("robots", "").lower(),
        alternates=tuple(alternates),
    )


def _find_own_language(canonical: str, alternates: list[tuple[str, str]]) -> str:
    """The language under which a page names itself among its translations."""
    return next((language for language, address in alternates if canonical and address == canonical), "")
