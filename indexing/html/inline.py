"""What stands inside a paragraph, as Markdown."""

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborNode

from indexing.formatting import format_code_span, format_emphasis, format_image, format_link, format_power
from indexing.html.names import split_names
from indexing.html.noise import is_dropped, is_sign

MAX_DEPTH = 200
"""Elements nested deeper than this are read as plain text."""

_SPACE = re.compile(r"[ \t\n\f\r]+")
_CODE = frozenset({"code", "kbd", "samp", "tt"})
_APART = split_names("p div li dt dd tr td th h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre summary section article")
"""Words in these do not run together with those around them."""
_WRAPPERS = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~"}


def format_inline(node: LexborNode, depth: int = 0) -> str:
    """The content of an element as one line of Markdown, lines where it has `<br>`; spaces at both ends are kept."""
    parts: list[str] = []
    child = node.child
    while child is not None:
        tag = child.tag or ""
        if tag == "-text":
            parts.append(collapse(child.text_content or ""))
        elif tag in _WRAPPERS and child.next is not None and child.next.tag == tag:
            text, child = _format_run(child, tag, depth)
            parts.append(text)
        else:
            parts.append(format_inline_node(child, depth))
        child = child.next
    return "".join(parts)


def _format_run(first: LexborNode, tag: str, depth: int) -> tuple[str, LexborNode]:
    """Emphasised elements with nothing between them, which a reader sees as one, and the last of them."""
    parts = [_format_emphasised(first, depth)]
    last = first
    while last.next is not None and last.next.tag == tag:
        last = last.next
        parts.append(_format_emphasised(last, depth))
    return format_emphasis("".join(parts), _WRAPPERS[tag]), last


def _format_emphasised(node: LexborNode, depth: int) -> str:
    attributes = node.attributes
    if is_dropped(node.tag or "", attributes, split_names(attributes.get("class"))):
        return ""
    return collapse(node.text()) if depth > MAX_DEPTH else format_inline(node, depth + 1)


def format_inline_node(node: LexborNode, depth: int = 0) -> str:
    """One node inside a paragraph as Markdown; empty for what is not shown."""
    tag = node.tag or ""
    if tag == "-text":
        return collapse(node.text_content or "")
    if tag == "br":
        return "\n"
    if depth > MAX_DEPTH:
        return collapse(node.text())
    attributes = node.attributes
    classes = frozenset((attributes.get("class") or "").split()) if attributes else frozenset()
    return "" if is_dropped(tag, attributes, classes) else _format_element(node, tag, attributes, classes, depth)


def _format_element(
    node: LexborNode, tag: str, attributes: Mapping[str, str | None], classes: frozenset[str], depth: int
) -> str:
    if tag == "img":
        return format_image(attributes.get("alt") or "", attributes.get("src") or "")
    if tag in _CODE and (_holds_one_text(node) or not node.css_first("pre")):
        code = collapse(node.text())
        return format_code_span(code) if code.strip() else ""
    if tag == "math" or "katex-mathml" in classes:
        return _format_formula(node)
    text = format_inline(node, depth + 1)
    if tag == "a":
        target = attributes.get("href") or ""
        if text.strip().isdecimal() and _leads_to_footnote(attributes, classes):
            return f"[^{text.strip()}]"  # bare, the number would belong to the word before it
        return "" if is_sign(text, target) else format_link(text, target)
    if tag == "sup":
        return format_power(text)
    return format_emphasis(text, _WRAPPERS[tag]) if tag in _WRAPPERS else text


def _is_sign(link: LexborNode, target: str) -> bool:
    return target.startswith("#") and is_sign(format_plain(link), target)


def _leads_to_footnote(attributes: Mapping[str, str | None], classes: frozenset[str]) -> bool:
    return "data-footnote-ref" in attributes or attributes.get("role") == "doc-noteref" or "footnote-ref" in classes


def _holds_one_text(node: LexborNode) -> bool:
    """Whether an element holds one text and nothing else, perhaps in one element more, as most code does."""
    child = node.child
    if child is not None and child.next is None and child.tag == "span":
        child = child.child
    return child is not None and child.next is None and child.tag == "-text"


def _format_formula(node: LexborNode) -> str:
    """The source of a formula where the page has it, else the formula as text, in either case once."""
    source = node.css_first("annotation[encoding*=tex i], annotation")
    formula = source.text() if source else (node.attributes.get("alttext") or node.text())
    return f"${collapse(formula).strip()}$" if formula.strip() else ""


def collapse(text: str) -> str:
    """The text with every run of white space as one space."""
    if "\n" not in text and "  " not in text and "\t" not in text and "\r" not in text and "\f" not in text:
        return text
    return _SPACE.sub(" ", text)


def tidy(text: str) -> str:
    """Inline Markdown without spaces at the ends of its lines."""
    if "\n" not in text:
        return collapse(text).strip()
    return "\n".join(line for line in (_SPACE.sub(" ", line).strip() for line in text.split("\n")) if line)


def format_plain(node: LexborNode) -> str:
    """The text that an element shows, on one line and without Markdown."""
    parts: list[str] = []
    _collect(node, parts, 0)
    return " ".join("".join(parts).split())


def format_name(node: LexborNode) -> str:
    """The text of a heading or a term, which may be nothing but the button that opens what stands below it."""
    text = format_plain(node)
    if text:
        return text
    opener = node.css_first("button[aria-expanded], button[aria-controls]")
    return "" if opener is None else format_plain(opener)


def _collect(node: LexborNode, parts: list[str], depth: int) -> None:
    child = node.child
    while child is not None:
        tag = child.tag or ""
        if tag == "-text":
            parts.append(child.text_content or "")
        elif tag == "img":
            parts.append(child.attributes.get("alt") or "")
        elif tag == "br":
            parts.append(" ")
        elif depth < MAX_DEPTH:
            attributes = child.attributes
            classes = frozenset((attributes.get("class") or "").split()) if attributes else frozenset()
            if is_dropped(tag, attributes, classes):
                pass
            elif tag == "math" or "katex-mathml" in classes:
                parts.append(_format_formula(child).strip("$"))
            elif tag in _APART:
                parts.append(" ")
                _collect(child, parts, depth + 1)
                parts.append(" ")
            elif tag != "a" or not _is_sign(child, attributes.get("href") or ""):
                _collect(child, parts, depth + 1)
        child = child.next
