"""What MDX and Docusaurus add to Markdown, as rules for markdown-it.

Tags, comments, expressions and the lines of directives become tokens of their own between the blocks that they
stand around, so that what is inside them is read as ordinary Markdown.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, code
from markdown_it.rules_inline import StateInline

from indexing.markdown.jsx import find_brace_end, find_tag_end, is_element, parse_tag

RAW_TAGS = frozenset({"script", "style", "pre", "table", "svg", "math", "textarea"})
"""What stands inside these is not Markdown; they become one token up to their closing tag."""

_DIRECTIVE = re.compile(r"(:{3,})\s*([A-Za-z][\w-]*)?(?:\[(.*?)\])?(?:\{([^}]*)\})?[ \t]*(.*)")
_DIRECTIVE_TITLE = re.compile(r"""\btitle=(?:"([^"]*)"|'([^']*)')""")
_TEXT_DIRECTIVE = re.compile(r":[A-Za-z](?:[\w-]*[A-Za-z0-9])?(?![\w:-])(?:\[([^\[\]\n]*)\])?", re.ASCII)
_MODULE = re.compile(r"(?:import|export)(?=[\s{*'\"])")
_COMMENT = re.compile(r"\[//\]:\s*(?:#|<>)\s*(?:\(.*\)|\".*\"|'.*')\s*")
"""`[//]: # (what nobody reads)`; markdown-it takes it for text where it holds a parenthesis, others do not."""
_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}


def mdx_plugin(md: MarkdownIt, *, expressions: bool) -> None:
    """Adds the rules. With `expressions`, braces and `import` lines have a meaning, as in MDX."""
    md.block.ruler.before("reference", "comment_line", _comment_line)
    md.block.ruler.before("fence", "directive", _directive, _INTERRUPTS)
    md.block.ruler.before("fence", "jsx", _flow if expressions else _tags, _INTERRUPTS)
    md.inline.ruler.after("autolink", "jsx", _inline_jsx)
    md.inline.ruler.after("autolink", "text_directive", _text_directive)
    if expressions:
        md.block.ruler.before("fence", "module", _module)
        md.inline.ruler.after("autolink", "expression", _inline_expression)
    else:
        md.block.ruler.at("code", _code)


def _comment_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001, ARG001 - markdown-it's
    position = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("[//]:", position) or state.is_code_block(start):
        return False
    if not _COMMENT.fullmatch(state.src, position, state.eMarks[start]):
        return False
    state.line = start + 1
    return True


def _directive(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001, ARG001 - markdown-it's
    position = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(":::", position) or state.is_code_block(start):
        return False
    match = _DIRECTIVE.fullmatch(state.src, position, state.eMarks[start])
    if not match or (not match[2] and match[5].strip()):
        return False
    if not silent:
        token = state.push("directive", "", 0)
        token.markup, token.info = match[1], (match[2] or "").lower()
        title = _DIRECTIVE_TITLE.search(match[4] or "")
        token.content = (match[3] or match[5] or (title and (title[1] or title[2])) or "").strip()
        token.map = [start, start + 1]
        state.line = start + 1
    return True


def _tags(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's
    is_code = state.is_code_block(start) and not _goes_on_with_html(state, start)
    return not is_code and _read_flow(state, start, end, silent, "<")


def _code(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's
    return state.is_code_block(start) and not _goes_on_with_html(state, start) and code(state, start, end, silent)


def _goes_on_with_html(state: StateBlock, start: int) -> bool:
    """Whether a line stands right below a tag: up to an empty line all is HTML, which may be indented."""
    if not start or not state.tokens or state.isEmpty(start - 1):
        return False
    last = state.tokens[-1]
    return last.type == "jsx" and not last.content.startswith("<!--")


def _flow(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's
    return _read_flow(state, start, end, silent, "<{")


def _read_flow(state: StateBlock, start: int, end: int, silent: bool, opening: str) -> bool:  # noqa: FBT001
    """Lines that hold nothing but tags, comments and expressions; these may go over several lines."""
    position = state.bMarks[start] + state.tShift[start]
    source, limit = state.src, state.eMarks[end - 1]
    found: list[tuple[str, str]] = []
    while position < limit and source[position] in opening:
        after = _find_flow_end(source, position, limit)
        if after < 0:
            return False
        found.append(("expression" if source[position] == "{" else "jsx", source[position:after]))
        position = after
        while position < limit and source[position] in " \t":
            position += 1
    if not found or (position < limit and source[position] != "\n"):
        return False
    if len(found) > 1 and all(kind == "expression" for kind, _raw in found):
        return False  # one paragraph
    if not silent:
        _push(state, found, start, position)
    return True


def _find_flow_end(source: str, position: int, limit: int) -> int:
    """The position after the tag, comment or expression that begins at `position`; -1 where none ends."""
    if source[position] == "{":
        return find_brace_end(source, position, limit)
    if source.startswith("<!--", position):
        end = source.find("-->", position, limit) + 3
        return end if end >= position + 7 else limit  # a comment that does not end hides the rest
    end = find_tag_end(source, position, limit)
    if end < 0:
        return -1
    tag = parse_tag(source[position:end])
    has_raw = is_element(tag.name, RAW_TAGS) and not tag.closes and not tag.is_single
    return _find_closing(source, tag.name, end, limit) if has_raw else end


def _module(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's
    begin = state.bMarks[start]
    if state.level or state.sCount[start] or silent or not _MODULE.match(state.src, begin):
        return False
    line, depth = start, 0
    while line < end:
        text = state.src[state.bMarks[line] : state.eMarks[line]]
        if not text.strip() and depth <= 0:
            break
        depth += sum(text.count(opening) for opening in "{([") - sum(text.count(closing) for closing in "})]")
        line += 1
    token = state.push("module", "", 0)
    token.content = state.src[begin : state.eMarks[line - 1]]
    token.map = [start, line]
    state.line = line
    return True


def _inline_jsx(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's
    if state.src[state.pos] != "<":
        return False
    if state.src.startswith("<!--", state.pos):
        position = state.src.find("-->", state.pos + 4) + 3
        position = position if position >= state.pos + 7 else len(state.src)
    else:
        position = find_tag_end(state.src, state.pos, state.posMax)
    if position < 0:
        return False
    if not silent:
        state.push("jsx", "", 0).content = state.src[state.pos : position]
    state.pos = position
    return True


def _inline_expression(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's
    if state.src[state.pos] != "{" or state.src.startswith("{#", state.pos):
        return False
    position = find_brace_end(state.src, state.pos, state.posMax)
    if position < 0:
        return False
    if not silent:
        state.push("expression", "", 0).content = state.src[state.pos : position]
    state.pos = position
    return True


def _text_directive(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's
    """`:name[label]`. Docusaurus shows one without a label as it is written, and makes slugs of the label alone."""
    if state.src[state.pos] != ":" or state.src.startswith(":", state.pos - 1 if state.pos else 1):
        return False
    match = _TEXT_DIRECTIVE.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        token = state.push("text_directive", "", 0)
        token.content, token.info = match[1] or match[0], match[1] or ""
    state.pos = match.end()
    return True


def _push(state: StateBlock, found: list[tuple[str, str]], start: int, position: int) -> None:
    for kind, raw in found:
        token = state.push(kind, "", 0)
        token.content = raw
        token.map = [start, start + 1]
    line = start
    while line < state.lineMax and state.eMarks[line] < position:
        line += 1
    state.line = line + 1


def _find_closing(source: str, name: str, position: int, limit: int) -> int:
    match = re.compile(rf"</{re.escape(name)}\s*>", re.IGNORECASE).search(source, position, limit)
    return match.end() if match else limit
