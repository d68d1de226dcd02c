"""Pages without text of their own, which JavaScript draws in the browser."""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from indexing.blocks import Block

_PLACEHOLDER = re.compile(r"\b(?:loading|please wait|javascript)\b", re.IGNORECASE)
_MAX_PLACEHOLDER_CHARACTERS = 200
_MAX_BLOCKS = 3
_DRAWERS = re.compile(r"docsify|redoc|swagger-ui|rapidoc|stoplight|scalar", re.IGNORECASE)
_MOUNTS = (
    "#app, #root, #__next, #__nuxt, #__docusaurus, #___gatsby, #svelte, #q-app, #redoc, #swagger-ui, redoc, rapi-doc, "
    "elements-api"
)
_UNSEEN = frozenset({"script", "noscript", "style", "link", "template"})


def find_drawer(parser: LexborHTMLParser, blocks: Sequence[Block]) -> str:
    """What draws the page in the browser, such as `docsify`, else `JavaScript`; empty for a page that has its text."""
    if len(blocks) > _MAX_BLOCKS:
        return ""
    text = " ".join(block.text for block in blocks)
    mount = parser.css_first(_MOUNTS) or _find_component(parser)
    # What stands around an empty mount, such as a footer, is not the page.
    is_placeholder = _PLACEHOLDER.search(text) or (mount is not None and not mount.text(skip_empty=True).strip())
    if text.strip() and (len(text) > _MAX_PLACEHOLDER_CHARACTERS or not is_placeholder):
        return ""
    scripts = parser.css("script")
    is_drawn = mount is not None or any(_PLACEHOLDER.search(node.text()) for node in parser.css("noscript"))
    if not scripts or not is_drawn:
        return ""
    sources = " ".join(f"{script.attributes.get('src') or ''} {script.text()[:500]}" for script in scripts)
    match = _DRAWERS.search(sources)
    return match[0].lower() if match else "JavaScript"


def _find_component(parser: LexborHTMLParser) -> LexborNode | None:
    """The element of the site's own, such as `my-app`, that alone makes the body; None where there is more."""
    body = parser.body
    nodes = [node for node in body.iter() if node.tag not in _UNSEEN] if body else []
    return nodes[0] if len(nodes) == 1 and "-" in (nodes[0].tag or "") else None
