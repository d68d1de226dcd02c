"""Which elements a reader of the page does not see, or does not read: hidden text and the frame around the content."""

import re
from collections.abc import Mapping

from indexing.html.names import split_names

DROPPED_TAGS = split_names(
    "script style template noscript nav button form input select textarea iframe object embed svg canvas audio video "
    "head link meta map footer dialog -comment"
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_DROPPED_CLASSES = split_names(
    # Docusaurus
    "hash-link theme-edit-this-page theme-doc-footer theme-doc-breadcrumbs theme-doc-toc-mobile "
    "theme-doc-toc-desktop theme-doc-version-banner theme-doc-version-badge pagination-nav table-of-contents "
    "theme-last-updated "
    # signs beside headings that link to them
    "headerlink header-anchor anchorjs-link sl-anchor-link subheading-anchor td-heading-self-link "
    "markdownIt-Anchor headeranchor-link "
    # tables of contents, sidebars and ways to other pages
    "toc toc2 md-toc tableofcontents local-toc page-toc on-this-page toctree-wrapper starlight-toc "
    "mobile-starlight-toc nextra-toc td-toc bd-toc toc-drawer VPDocAside VPDocOutlineDropdown VPLocalNav "
    "nextra-breadcrumb "
    "breadcrumbs breadcrumb md-sidebar md-header md-footer md-tabs sphinxsidebar wy-nav-side bd-sidebar "
    "bd-sidebar-primary bd-sidebar-secondary bd-header-article td-sidebar td-sidebar-nav nextra-sidebar "
    "rst-footer-buttons prev-next prev-next-area prev-next-footer pagination-links related related-pages pager "
    "nav-wrapper nav-wide-wrapper nav-chapters mobile-nav-chapters VPDocFooter rst-versions skip-link "
    "pagination page-nav page-navigation prevnext prev-next-links post-navigation docs-pagination "
    # about the page itself
    "md-source-file md-content__button edit-this-page edit-link VPLastUpdated td-page-meta headerbtn "
    "td-page-meta__lastmod last-updated last-update page-last-updated page-feedback doc-feedback feedback md-feedback "
    # what is not printed
    "d-print-none print:hidden x:print:hidden noprint no-print "
    # code: numbers, links to the source, buttons
    "linenos linenodiv viewcode-link copybtn copy-button copy-code-button clipboard-button "
    # ways back from footnotes
    "footnote-backref footnote-back data-footnote-backref fn-backref reversefootnote "
    # what appears under the pointer
    "tooltiptext tooltip-text tooltip-content md-tooltip md-tooltip2 tippy-box twoslash-popup-container "
    # text that is not shown, and formulas that stand on the page a second time
    "sr-only visually-hidden lty-visually-hidden screen-reader-only screen-reader-text katex-html "
    "MathJax_Preview MathJax MathJax_Display MathJax_SVG"
)
_TELLING = frozenset({"role", "aria-hidden", "id", "rel", "hidden", "style"})
"""Without any of these, nothing but its classes leaves an element out."""
_DROPPED_ROLES = frozenset({"navigation", "tooltip", "search", "doc-toc"})
_DROPPED_IDS = frozenset({"toc", "TOC", "TableOfContents", "table-of-contents", "markdown-toc", "nav-path"})
_IDENTIFIED = frozenset({"div", "ul", "ol", "aside"})
"""Only these are left out by their id: a section may rightly be called `toc`."""
_CLOSED_ROLES = frozenset({"tabpanel", "region"})
"""Tabs and folds that are not open are only hidden until a reader opens them."""

_INVISIBLE_STYLE = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]))", re.IGNORECASE
)
_SIGNS = split_names("¶ # § ◆ 🔗 ⚓ ∞ ❡ ◊ ↩ ⤴ ↑ ⇧ ⇑ ^ ⏎ ↵ ⮌ link permalink anchor") | {""}
_MODIFIERS = dict.fromkeys(map(ord, "\ufe0e\ufe0f\u200b\u2060\ufeff\u00a0 \t\n[]()"))
_TITLED_SIGNS = ("permalink to ", "direct link to ", "link to this ", "section titled ", "anchor link to ")


def is_dropped(tag: str, attributes: Mapping[str, str | None], classes: frozenset[str]) -> bool:
    """Whether the element and all below it are left out. Tabs and folds that are not open are kept."""
    if tag in DROPPED_TAGS:
        return True
    if not attributes:
        return False
    if classes and tag not in _HEADINGS and _is_frame(classes):
        return True
    return not attributes.keys().isdisjoint(_TELLING) and _is_not_read(tag, attributes, classes)


def is_hidden(attributes: Mapping[str, str | None]) -> bool:
    """Whether an element is not shown, by its attributes."""
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    return bool(_INVISIBLE_STYLE.search(attributes.get("style") or ""))


def _is_not_read(tag: str, attributes: Mapping[str, str | None], classes: frozenset[str]) -> bool:
    role = attributes.get("role")
    if role in _DROPPED_ROLES or _leads_around(tag, attributes, classes):
        return True
    if role in _CLOSED_ROLES or "tab-pane" in classes:
        return False
    if attributes.get("aria-hidden") == "true" and tag != "p":  # of a paragraph, only those who listen hear a twin
        return True
    return is_hidden(attributes)


def _leads_around(tag: str, attributes: Mapping[str, str | None], classes: frozenset[str]) -> bool:
    """Whether an element is a table of contents by its id, or a link to the page before or after this one."""
    if tag == "a":
        return attributes.get("rel") in {"prev", "next"}
    return tag in _IDENTIFIED and attributes.get("id") in _DROPPED_IDS and "section" not in classes


def is_sign(text: str, target: str) -> bool:
    """Whether a link is only a sign, such as the ¶ beside a heading or the arrow that leads back from a footnote."""
    if not target.startswith("#"):
        return False
    shown = text.strip().lower()
    return shown.translate(_MODIFIERS) in _SIGNS or shown.startswith(_TITLED_SIGNS)


def _is_frame(classes: frozenset[str]) -> bool:
    if not classes.isdisjoint(_DROPPED_CLASSES):
        return True
    return "contents" in classes and ("topic" in classes or "local" in classes)  # the table of contents of docutils
