"""Code blocks of HTML pages: the code as it was written, its language and its title."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from indexing.blocks import Block
from indexing.formatting import format_fence
from indexing.html.elements import get_classes
from indexing.html.inline import format_plain
from indexing.html.names import split_names
from indexing.html.noise import is_dropped

_LANGUAGE = re.compile(
    r"(?:^|\s)(?:(?:language|lang|highlight|highlight-source)-|brush:\s*|sourceCode\s+)([A-Za-z0-9_+#.-]+)"
)
_LANGUAGE_OF_BOX = re.compile(r"(?:^|\s)(?:language|highlight|highlight-source)-([A-Za-z0-9_+#.-]+)")
"""A box may also name the language of its text, such as `lang-de`."""
_MAX_DEPTH = 9
"""Where line numbers stand in a table, so many elements lie between the code and the box that names its language."""
_NOT_LANGUAGES = frozenset({"default", "none", "notranslate", "text", "plaintext", "plain", "source", "txt"})
_LINES = frozenset({"line", "token-line", "ec-line", "code-line", "view-line", "hljs-ln-code", "blob-code"})
_LINE_TAGS = frozenset({"div", "li", "p", "tr"})
_NUMBERS = split_names(
    "linenos lineno linenumber line-number line-numbers line-numbers-rows line-numbers-wrapper ln lnt lnlinks gutter "
    "hljs-ln-numbers rouge-gutter blob-num line-number-gutter"
)
_NOT_TITLES = _NUMBERS | {"lang"}
_NOT_PLAIN = (
    "br, div, li, tr, p, button, code + code, [class*=lin], [class~=gutter], [class~=ln], [data-line], [class*=popup]"
)
"""A `pre` without any of these is read as it stands, which is fast."""
_FRAME = re.compile(r"code|highlight|chroma|language-|listing|shiki|snippet|literal-block")
_NO_FRAME = split_names("p ul ol dl h1 h2 h3 h4 h5 h6 blockquote details")
_IN_FRAMES = (
    "pre, table, td, p, ul, ol, dl, h1, h2, h3, h4, h5, h6, blockquote, details, "
    "[class*=codeBlockTitle], figcaption, .code-block-caption, .filename, [data-rehype-pretty-code-title]"
)
_CODE_CELLS = frozenset({"code", "rouge-code", "lntd", "hljs-ln-code", "blob-code"})
_MAX_TITLE_CHARACTERS = 120


def read_code(pre: LexborNode, title: str = "", language: str = "") -> Block:
    """A `<pre>`, or another element whose lines are code, as a fenced block."""
    return Block("code", format_fence(_read_lines(pre), language or find_language(pre), title))


def read_framed_code(frame: LexborNode, names: str) -> Block | None:
    """The only code inside a box that holds nothing else but its title, its language and buttons; None otherwise."""
    if frame.tag != "figure" and not _FRAME.search(names):
        return None
    inner = list(frame.iter())
    if len(inner) == 1 and inner[0].tag in {"pre", "div"} and not _has_own_text(frame):
        return None  # there is no title to find here: what is inside is read as any other code, which is faster
    found = frame.css(_IN_FRAMES)
    if any(one.tag in _NO_FRAME for one in found):
        return None
    code = _find_only_code(found)
    if code is None:
        return None
    language = find_language(code)
    titles = [one for one in found if one.tag not in {"pre", "td", "table"}]
    if titles and _read_title(frame, code, language, titles[0]):
        return None
    shown = format_plain(titles[0]) if titles else _read_title(frame, code, language)
    return read_code(code, shown, language) if len(shown) <= _MAX_TITLE_CHARACTERS else None


def _has_own_text(frame: LexborNode) -> bool:
    """Whether text stands in a box beside the element that it holds."""
    return any(child.tag == "-text" and (child.text_content or "").strip() for child in frame.iter(include_text=True))


def is_code_of_lines(node: LexborNode, names: str) -> bool:
    """Whether an element is code without a `<pre>`, as Doxygen writes it: one `div.line` a line."""
    return names == "fragment" and node.css_first("div.line") is not None


def find_language(pre: LexborNode) -> str:
    """The language that the code, or a box around it, names."""
    node: LexborNode | None = pre.css_first("code[class], code[data-lang], code[data-language]") or pre
    for _ in range(_MAX_DEPTH):
        if node is None or node.tag == "body":
            return ""
        named = _read_language(node)
        if named:
            return "" if named.lower() in _NOT_LANGUAGES else named
        node = node.parent
    return ""


def _read_language(node: LexborNode) -> str:
    attributes = node.attributes
    is_code = node.tag in {"pre", "code"}
    named = (attributes.get("data-language") or attributes.get("data-lang")) if is_code else ""
    match = None if named else (_LANGUAGE if is_code else _LANGUAGE_OF_BOX).search(attributes.get("class") or "")
    return named or (match[1] if match else "")


def _find_only_code(found: list[LexborNode]) -> LexborNode | None:
    """The `pre` of a box, or the element whose lines are code where their numbers stand in a table beside them."""
    cells = [one for one in found if one.tag == "td" and not _CODE_CELLS.isdisjoint(get_classes(one))]
    if cells:
        of_lines = get_classes(cells[-1]).isdisjoint({"hljs-ln-code", "blob-code"})
        tables = [one for one in found if one.tag == "table"]
        inner = cells[-1].css_first("pre") or cells[-1] if of_lines else tables[0]
        return inner if len(tables) == 1 else None
    codes = [one for one in found if one.tag == "pre"]
    return codes[0] if len(codes) == 1 and not any(one.tag == "table" for one in found) else None


def _read_title(frame: LexborNode, code: LexborNode, language: str, title: LexborNode | None = None) -> str:
    """What else stands in the box, beside a title that is known."""
    if len(frame.text()) == len(code.text()):
        return ""
    table = frame.css_first("table")
    left_out = {one.mem_id for one in (code, table, title) if one is not None}
    around = " ".join(_read_around(frame, left_out))
    return "" if around.lower() in {language.lower(), "text", "plaintext", "copy", "plain text"} else around


def _read_around(node: LexborNode, left_out: set[int]) -> Iterator[str]:
    for child in node.iter(include_text=True):
        if child.mem_id in left_out:
            continue
        if child.tag == "-text":
            text = " ".join((child.text_content or "").split())
            if text:
                yield text
        elif not _is_dropped(child) and _NOT_TITLES.isdisjoint(get_classes(child)):
            yield from _read_around(child, left_out)


def _is_dropped(node: LexborNode) -> bool:
    return is_dropped(node.tag or "", node.attributes, get_classes(node))


def _read_lines(pre: LexborNode) -> str:
    lines = pre.css(".token-line")
    if lines:  # Prism, as Docusaurus renders it: one element a line, each with a <br> at its end
        return "\n".join(line.text().rstrip("\n") for line in lines)
    if pre.css_first(_NOT_PLAIN) is None:
        return pre.text()
    reader = _LineReader()
    reader.read(pre)
    return "".join(reader.parts)


class _LineReader:
    """Collects the text of code whose lines are elements, with or without line ends between them."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._has_line = False
        self._ended = True
        """Whether a line end came since the last line began."""

    def read(self, node: LexborNode) -> None:
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag == "-text":
                self._add(child.text_content or "")
            elif tag == "br":
                self._add("\n")
            else:
                self._read_element(child, tag)

    def _read_element(self, node: LexborNode, tag: str) -> None:
        attributes = node.attributes
        classes = get_classes(node)
        if not _NUMBERS.isdisjoint(classes) or is_dropped(tag, attributes, classes):
            return
        is_line = not _LINES.isdisjoint(classes) or "data-line" in attributes
        is_line = is_line or (tag in _LINE_TAGS and not _holds_lines(node)) or _follows_code(node, tag)
        if is_line:
            if self._has_line and not self._ended:
                self._add("\n")
            self._has_line, self._ended = True, False
        self.read(node)

    def _add(self, text: str) -> None:
        self.parts.append(text)
        if "\n" in text:
            self._ended = True


def _holds_lines(node: LexborNode) -> bool:
    """Whether a `div` is itself inside a line, or around lines."""
    parent = node.parent
    if parent is not None and not _LINES.isdisjoint(get_classes(parent)):
        return True
    return node.css_first("[class*=line], [data-line], div, li, tr") is not None


def _follows_code(node: LexborNode, tag: str) -> bool:
    """Whether a `code` is one of several in its `pre`, each of them a line."""
    if tag != "code" or node.parent is None:
        return False
    return len([one for one in node.parent.iter() if one.tag == "code"]) > 1
