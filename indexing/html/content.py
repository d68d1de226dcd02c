"""Which element of a page is its content, whatever generator wrote it, and the title above that."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from indexing.html.elements import get_classes
from indexing.html.head import HtmlHead
from indexing.html.inline import format_plain
from indexing.html.noise import is_dropped, is_hidden

_NAMED = (
    ".theme-doc-markdown",  # Docusaurus
    ".sl-markdown-content",  # Starlight
    ".VPHome",  # VitePress, whose front page has its own text below what it offers
    ".vp-doc",
    ".md-content__inner, .md-content",  # Material for MkDocs
    "[itemprop=articleBody]",  # Read the Docs' themes
    "article[role=main], .bd-article",  # furo, pydata
    "div.body[role=main], div.body",  # Sphinx
    ".td-content",  # Docsy
    "#content > main",  # mdBook
    ".api-content",  # Redoc
    "div.header + div.contents",  # Doxygen
    "body.article > #content, body.book > #content, body.manpage > #content",  # AsciiDoctor
)
"""What generators call the content, each with a name that nothing else on a page has."""
_ANY_NAMED = ", ".join(_NAMED)
_DOXYGEN_TITLE = ".headertitle .title"
"""What stands in the place of a first heading; the headings below it begin at the first level again."""
_MAINS = ("[role=main]", "main")
_NO_WEIGHT = "a, script, style, template, noscript"
_MOST = 0.5
"""An only article is the content when it has this share of the text of `main`."""
_DENSEST = 0.6
"""An element that has this share of the text around it is looked into: below it, content and frame are on one level."""
_ALONE = 0.95
_MAX_DEPTH = 40
_PARTS = "h2, h3"
_BOXES = frozenset({"body", "div", "main", "article", "section", "table", "tbody", "tr", "td", "center", "font"})
_BEFORE_SITE_NAME = (" - ", " | ", " :: ", ": ", " » ", " / ")
_BANNERS = frozenset({"header", "nav", "footer", "aside", "a"})


def find_content(parser: LexborHTMLParser, head: HtmlHead) -> LexborNode | None:
    """The element that holds the content: what a generator calls so, else `main`, else the densest one."""
    for selector in _NAMED if parser.css_first(_ANY_NAMED) is not None else ():
        named = _find_shown(parser, selector)
        if named is not None:
            return named
    for selector in _MAINS:
        main = _find_shown(parser, selector)
        if main is not None:
            return _choose_article(main)
    body = parser.body
    return _find_densest(body, head) if body is not None else None


def find_title(parser: LexborHTMLParser, content: LexborNode, head: HtmlHead) -> LexborNode | None:
    """The page's first heading where it stands outside the content; None where there is none, or only a banner.

    What the head calls the page tells a title from a banner.
    """
    title = parser.css_first(_DOXYGEN_TITLE) if head.generator == "doxygen" else None
    if title is not None:
        return title
    if content.css_first("h1") is not None:
        return None
    main = next(filter(None, map(parser.css_first, _MAINS)), None)
    within_main = {heading.mem_id for heading in main.css("h1")} if main is not None else set()
    for heading in parser.css("h1"):
        text = format_plain(heading)
        if not text:
            continue
        if heading.mem_id in within_main or (text == head.title and not _is_link(heading)):
            return None if _is_dropped(heading) else heading
    return None


def _find_shown(parser: LexborHTMLParser, selector: str) -> LexborNode | None:
    """The first of these elements that holds something, and is shown; one that is hidden where no other is."""
    found = [node for node in parser.css(selector) if _has_content(node)]
    return next((node for node in found if not is_hidden(node.attributes)), found[0] if found else None)


def _has_content(node: LexborNode) -> bool:
    return bool(node.css_first("p, pre, li, table, h1, h2, img, dl")) or bool(node.text().strip())


def _choose_article(main: LexborNode) -> LexborNode:
    """An article in `main` where it is the content; cards and comments are articles as well."""
    articles = main.css("article")
    if not articles:
        return main
    title = main.css_first("h1")
    if title is not None:
        article = next((one for one in articles if one.css_first("h1") is not None), None)
        return main if article is None or _leaves_sections(main, article) else article
    alone = len(articles) == 1 and len(articles[0].text()) >= _MOST * len(main.text())
    return articles[0] if alone else main


def _leaves_sections(main: LexborNode, article: LexborNode) -> bool:
    """Whether the article with the title is only the first of several parts, which hold more than it does."""
    return len(main.css("article h2[id], article[id] h2")) > len(article.css("h2")) and (
        len(article.text()) < _MOST * len(main.text())
    )


def _find_densest(body: LexborNode, head: HtmlHead) -> LexborNode:
    """The smallest element that holds most of the text, with the titles of the page or, without one, most headings."""
    titles = [one for one in body.css("h1") if not _is_link(one) and not _names_site(one, head)]
    around = _find_common_ancestors(titles)
    node, length, weight = body, len(body.text()), None
    headings = 0 if around else len(body.css(_PARTS))
    for _ in range(_MAX_DEPTH):
        children = [child for child in node.iter() if child.tag in _BOXES]
        if not children or (around and not any(child.mem_id in around for child in children)):
            return node
        lengths = [len(child.text()) for child in children]
        place, inner = _find_heaviest(node, length, weight, children, lengths)
        if place is None:
            return node
        if around and children[place].mem_id not in around:
            return node
        kept = 0 if around else len(children[place].css(_PARTS))
        if kept < _DENSEST * headings:
            return node
        node, length, weight, headings = children[place], lengths[place], inner, kept
    return node


def _find_common_ancestors(titles: list[LexborNode]) -> set[int]:
    """The elements, by their identity, that hold all titles of a page."""
    found: set[int] = set()
    for number, title in enumerate(titles):
        above: set[int] = set()
        node = title.parent
        while node is not None:
            above.add(node.mem_id)
            node = node.parent
        found = found & above if number else above
    return found


def _find_heaviest(
    node: LexborNode, length: int, weight: int | None, children: list[LexborNode], lengths: list[int]
) -> tuple[int | None, int | None]:
    """Which child holds most of the text, and what that weighs where it was weighed; None for text in several."""
    longest = max(lengths)
    if longest >= _ALONE * length:  # whatever links it holds, which are slow to count
        return lengths.index(longest), None
    weights = [_weigh(child, size) for child, size in zip(children, lengths, strict=True)]
    heaviest = max(weights)
    if not heaviest or heaviest < _DENSEST * (_weigh(node, length) if weight is None else weight):
        return None, None
    return weights.index(heaviest), heaviest


def _weigh(node: LexborNode, length: int) -> int:
    """How much of an element's text is no link: of those, the frame around the content consists."""
    return length - sum(len(other.text()) for other in node.css(_NO_WEIGHT))


def _names_site(heading: LexborNode, head: HtmlHead) -> bool:
    """Whether a heading is a banner with the name of the site, which the head has behind the page's own title."""
    text = format_plain(heading)
    before = head.title.removesuffix(text)
    return bool(text) and (text == head.site_name or (before != head.title and before.endswith(_BEFORE_SITE_NAME)))


def _is_link(heading: LexborNode) -> bool:
    """Whether all of a heading leads elsewhere, as the name of a site does."""
    links = [link for link in heading.css("a") if not (link.attributes.get("href") or "#").startswith("#")]
    return bool(links) and format_plain(links[0]) == format_plain(heading)


def _is_dropped(heading: LexborNode) -> bool:
    node: LexborNode | None = heading
    while node is not None and node.tag != "body":
        if node.tag in _BANNERS - {"header"} or is_dropped(node.tag or "", node.attributes, get_classes(node)):
            return True
        node = node.parent
    return False
