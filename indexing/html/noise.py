"""Which elements a reader of the page does not see, or does not read: hidden text and the frame around the content."""

import re
from collections.abc import Mapping

DROPPED_TAGS = frozenset(
    {
        "script",
        "style",
        "template",
        "noscript",
        "nav",
        "button",
        "form",
        "input",
        "select",
        "textarea",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "audio",
        "video",
        "head",
        "link",
        "meta",
        "map",
        "footer",
        "-comment",
    }
)

_DROPPED_CLASSES = frozenset(
    {  # Docusaurus
        "hash-link",
        "theme-edit-this-page",
        "theme-doc-footer",
        "theme-doc-breadcrumbs",
        "theme-doc-toc-mobile",
        "theme-doc-toc-desktop",
        "theme-doc-version-banner",
        "theme-doc-version-badge",
        "pagination-nav",
        "table-of-contents",
        "theme-last-updated",
    }
    | {  # MkDocs, Sphinx and others
        "headerlink",
        "header-anchor",
        "anchorjs-link",
        "breadcrumbs",
        "breadcrumb",
        "wy-breadcrumbs",
        "rst-footer-buttons",
        "md-source-file",
        "md-content__button",
        "edit-this-page",
        "prev-next-area",
        "prev-next-footer",
        "toctree-wrapper",
        "related",
        "linenos",
        "linenodiv",
        "viewcode-link",
        "skip-link",
    }
    | {  # text that is not shown
        "sr-only",
        "visually-hidden",
        "lty-visually-hidden",
        "screen-reader-only",
        "screen-reader-text",
        "katex-html",
    }
)

_INVISIBLE_STYLE = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]))", re.IGNORECASE
)


def is_dropped(tag: str, attributes: Mapping[str, str | None], classes: frozenset[str]) -> bool:
    """Whether the element and all below it are left out. Panels of tabs that are not chosen are kept."""
    if tag in DROPPED_TAGS:
        return True
    if not attributes:
        return False
    if not classes.isdisjoint(_DROPPED_CLASSES) and tag not in {"h1", "h2", "h3", "h4", "h5", "h6"}:
        return True
    if attributes.get("role") == "navigation" or attributes.get("aria-hidden") == "true":
        return True
    if attributes.get("role") == "tabpanel":
        return False
    return "hidden" in attributes or bool(_INVISIBLE_STYLE.search(attributes.get("style") or ""))
