"""Paragraphs, underlined headings and lists of MDX, which has no indented code: indentation means nothing there."""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.rules_block import StateBlock, list_block


def use_mdx_blocks(md: MarkdownIt) -> None:
    """Puts rules of ours in the place of those that take a line for code, or for a paragraph's next, by its indent."""
    md.disable(["code", "lheading"])
    md.block.ruler.at("paragraph", _paragraph)
    md.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's
    around, state.listIndent = state.listIndent, -1  # what it compares indents with, to leave code out
    is_list = list_block(state, start, end, silent)
    state.listIndent = around
    return is_list


def _paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001, FBT001 - markdown-it's
    around, state.parentType = state.parentType, "paragraph"
    terminators = state.md.block.ruler.getRules("paragraph")
    line, level, end = start + 1, 0, state.lineMax
    while line < end and not state.isEmpty(line):
        level = _read_underline(state, line)
        if level or (state.sCount[line] >= 0 and _is_read_by(terminators, state, line)):
            break
        line += 1
    content = state.getLines(start, line, state.blkIndent, False).strip()  # noqa: FBT003 - markdown-it's
    state.line = line + 1 if level else line
    kind, tag = ("heading", f"h{level}") if level else ("paragraph", "p")
    state.push(f"{kind}_open", tag, 1).map = [start, state.line]
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = content, [start, line], []
    state.push(f"{kind}_close", tag, -1)
    state.parentType = around
    return True


def _is_read_by(rules: Sequence[RuleFuncBlockType], state: StateBlock, line: int) -> bool:
    for rule in rules:  # noqa: SIM110 - a generator takes twice the time, once a line
        if rule(state, line, state.lineMax, True):  # noqa: FBT003 - markdown-it's
            return True
    return False


def _read_underline(state: StateBlock, line: int) -> int:
    """The level of the heading that a line of `=` or `-` makes of the lines above it; 0 for any other line."""
    if state.sCount[line] < state.blkIndent:
        return 0
    begin = state.bMarks[line] + state.tShift[line]
    mark = state.src[begin]
    if mark not in "=-" or state.src[begin : state.eMarks[line]].rstrip().strip(mark):
        return 0
    return 1 if mark == "=" else 2
