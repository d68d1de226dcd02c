"""Code blocks of HTML pages: the code as it was written, its language and its title."""

import re

from selectolax.lexbor import LexborNode

from indexing.blocks import Block
from indexing.formatting import format_fence

_LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang|highlight|brush:)-?([A-Za-z0-9_+#.-]+)")
_NOT_LANGUAGES = frozenset({"default", "none", "notranslate", "text", "plaintext", "source"})


def read_code(pre: LexborNode, title: str = "") -> Block:
    """A `<pre>` as a fenced block."""
    return Block("code", format_fence(_read_lines(pre), _find_language(pre), title))


def _read_lines(pre: LexborNode) -> str:
    lines = pre.css(".token-line")
    if lines:  # Prism, as Docusaurus renders it: one element a line, each with a <br> at its end
        return "\n".join(line.text().rstrip("\n") for line in lines)
    if pre.css_first("br, .linenos, .lineno, .gp"):
        return _read_nodes(pre)
    return pre.text()


def _read_nodes(node: LexborNode) -> str:
    parts: list[str] = []
    for child in node.traverse(include_text=True):
        if child.tag == "-text":
            parent = child.parent
            if parent is None or "lineno" not in (parent.attributes.get("class") or ""):
                parts.append(child.text_content or "")
        elif child.tag == "br":
            parts.append("\n")
    return "".join(parts)


def _find_language(pre: LexborNode) -> str:
    node: LexborNode | None = pre.css_first("code[class]") or pre
    for _ in range(4):
        if node is None:
            return ""
        match = _LANGUAGE.search(node.attributes.get("class") or "")
        if match:
            return "" if match[1] in _NOT_LANGUAGES else match[1]
        node = node.parent
    return ""
