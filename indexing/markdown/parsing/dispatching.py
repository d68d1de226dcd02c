"""Which of markdown-it's rules are tried where: only those that may begin with the character that stands there.

markdown-it tries all of its rules at each line and at each sign, which takes a third of its time.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.parser_inline import RuleFuncInlineType
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_Rule = TypeVar("_Rule")
_Table = Mapping[str, tuple[_Rule, ...]]

_BLOCKS = {
    "admonition": "!?",
    "blockquote": ">",
    "comment_line": "[",
    "directive": ":",
    "fence": "`~",
    "footnote_def": "[",
    "heading": "#",
    "hr": "*-_",
    "jsx": "<{",
    "list": "*+-0123456789",
    "module": "ei",
    "reference": "[",
}
"""The characters with which each block may begin. Rules that stand not here are tried at every line."""
_INLINE = {
    "autolink": "<",
    "backticks": "`",
    "emphasis": "*_",
    "entity": "&",
    "escape": "\\",
    "expression": "{",
    "footnote_ref": "[",
    "image": "!",
    "jsx": "<",
    "link": "[",
    "newline": "\n",
    "strikethrough": "~",
    "text_directive": ":",
}
_TEXT = "text"
"""The rule that takes everything up to the next sign with which another rule begins."""
_SIGNS = "".join(dict.fromkeys("".join(_INLINE.values())))


def dispatch_by_character(md: MarkdownIt) -> None:
    """Puts one rule in the place of all; the parser's rules must be complete."""
    md.block.ruler = _MergedRules(md.block.ruler, _merge_blocks)
    md.inline.ruler = _MergedRules(md.inline.ruler, _merge_inline)
    md.inline.terminator_re = re.compile(f"[{re.escape(_SIGNS)}\\]]")  # a bracket ends the text of a link


class _MergedRules(Ruler[_Rule]):
    """The rules of another ruler; those of a chain are merged into one."""

    def __init__(self, ruler: Ruler[_Rule], merge: Callable[[Iterable[tuple[str, _Rule]]], _Rule]) -> None:
        super().__init__()
        self._ruler = ruler
        self._names = dict(zip(ruler.getRules(), ruler.get_active_rules(), strict=True))
        self._merge = merge
        self._merged: dict[str, list[_Rule]] = {}

    def getRules(self, chainName: str = "") -> list[_Rule]:  # noqa: N802, N803 - markdown-it's
        if chainName not in self._merged:
            rules = self._ruler.getRules(chainName)
            self._merged[chainName] = [self._merge((self._names[rule], rule) for rule in rules)]
        return self._merged[chainName]

    def get_active_rules(self) -> list[str]:
        return self._ruler.get_active_rules()


def _merge_blocks(named: Iterable[tuple[str, RuleFuncBlockType]]) -> RuleFuncBlockType:
    rules = tuple(named)
    elsewhere = tuple(rule for name, rule in rules if name not in _BLOCKS)
    table: _Table[RuleFuncBlockType] = {
        sign: tuple(rule for name, rule in rules if sign in _BLOCKS.get(name, sign))
        for sign in set("".join(_BLOCKS.values()))
    }

    def read_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's
        position = state.bMarks[start] + state.tShift[start]
        for rule in table.get(state.src[position : position + 1], elsewhere):  # noqa: SIM110 - twice as fast
            if rule(state, start, end, silent):
                return True
        return False

    return read_block


def _merge_inline(named: Iterable[tuple[str, RuleFuncInlineType]]) -> RuleFuncInlineType:
    rules = tuple(named)
    elsewhere = tuple(rule for name, rule in rules if name == _TEXT)
    table: _Table[RuleFuncInlineType] = {
        sign: tuple(rule for name, rule in rules if sign in _INLINE.get(name, "")) for sign in _SIGNS
    }

    def read_inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's
        for rule in table.get(state.src[state.pos], elsewhere):  # noqa: SIM110 - twice as fast
            if rule(state, silent):
                return True
        return False

    return read_inline
