"""Which generator made a page."""

import re

from selectolax.lexbor import LexborHTMLParser

_NAMED = re.compile(
    r"docusaurus|mkdocs|vitepress|starlight|nextra|hugo|jekyll|asciidoctor|antora|doxygen|mdbook|sphinx|docutils|astro|"
    r"gitbook|hexo|vuepress|docsify",
    re.IGNORECASE,
)
_SAME = {"docutils": "sphinx"}
_SPHINX = re.compile(r"(?:^|/)(?:documentation_options|doctools|sphinx_highlight|searchtools)\.js")
_MDBOOK = "generated using mdBook"
_SPHINX_TITLE = re.compile(r"(?:—|–|-|\|) [^|—–]*\bdocumentation$")
"""How Sphinx ends the title of a page, unless its owner chose another end."""


def recognise_generator(parser: LexborHTMLParser, named: str, title: str) -> tuple[str, str]:
    """The generator's name in small letters, and the way to the root of its output where it says that.

    `named` is the page's meta `generator`. Both are empty where nothing is known.
    """
    match = _NAMED.search(named)
    name = _SAME.get(match[0].lower(), match[0].lower()) if match else ""
    if name not in {"", "sphinx", "hugo"}:
        return name, ""
    for script in parser.css("head > script[src]"):
        attributes = script.attributes
        if _SPHINX.search(attributes.get("src") or ""):
            return "sphinx", attributes.get("data-url_root") or ""
    if name:
        return name, ""
    comments = parser.head.traverse(include_text=True) if parser.head else ()
    if any(node.tag == "-comment" and _MDBOOK in (node.comment_content or "") for node in comments):
        return "mdbook", ""
    return ("sphinx" if _SPHINX_TITLE.search(title) else ""), ""
