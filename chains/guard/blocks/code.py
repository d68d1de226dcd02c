"""Blocks of code: how the guard opens, fills and closes them, so that all renderers agree where code is."""

import re

from chains.guard.blocks.containers import Container, Item, Quote, format_prefix

FENCE = re.compile(r" {0,3}(?P<run>`{3,}(?=[^`]*\Z)|~{3,})(?P<info>.*)\Z")
_LANGUAGE = re.compile(r"[ \t]*([^\s{`~]*)")
_ALIASES = {"c++": "cpp", "c#": "csharp", "f#": "fsharp", "objective-c": "objectivec", "shell-session": "console"}
"""Some renderers know a fence by a language of letters and digits only."""
_BEGINS_WITH_TICKS = re.compile(r"([ \t]*)(`{3,})")
_DEFINITION = re.compile(r"\[.+\]:")
_UNDERLINE = re.compile(r"-{3}|={3}")
_MAYBE_UNDERLINE = re.compile(r"[ \t>]*(?:-{0,2}|={0,2})\Z")
_TWO_OF_THREE = re.compile(r"``(?=`)")
_MIN_INDENT = 3
"""Indented by so much, a fence in a list is code to renderers that know no fences in lists."""
MAX_START = 300
"""A line that begins like a definition is looked at so far."""


class Fence:
    """A block of code that is being written.

    A line that could end it for some renderer is changed: three backticks at its beginning are indented by four
    blanks; a beginning like `[a]:` is indented by one; deep in lists a blank goes between three backticks.
    """

    def __init__(self, run: str, info: str, indent: int, containers: list[Container], first_line: str) -> None:
        self._closing = re.compile(rf" {{0,3}}{re.escape(run[0])}{{{len(run)},}}[ \t]*\Z") if run else None
        self._indent = indent
        is_odd = (run[:1] == "`" and len(run) > 3) or bool(_UNDERLINE.match(self.strip(first_line)))  # noqa: PLR2004
        self.containers = _choose_containers(containers, is_odd=is_odd)
        self._ticks = "`" * (len(run) if run[:1] == "`" else 3)
        word = _LANGUAGE.match(info)
        language = word[1].lower() if word and word[1].lower() in _ALIASES else word[1] if word else ""
        self._language = re.sub(r"\W+", "", _ALIASES.get(language, language), flags=re.ASCII)
        self._pad = ""
        self._is_empty = True
        self._is_odd = is_odd

    def open(self) -> str:
        """The first line of the block, behind what its containers write before it."""
        if self._is_odd or any(isinstance(one, Item) for one in self.containers):
            self._pad = " " * max(0, _MIN_INDENT - self._width)
        return f"{self._pad}{self._ticks}{self._language}"

    def closes(self, line: str) -> bool:
        """Whether this line of the model's ends the block."""
        return bool(self._closing and self._closing.match(line))

    def strip(self, line: str) -> str:
        """The line without what the fence itself is indented by."""
        blanks = len(line) - len(line.lstrip(" "))
        return line[min(blanks, self._indent) :]

    def begin_line(self, line: str) -> tuple[str, str]:
        """What stands before a line of code, with the end of the line before, and the line as far as it is known."""
        self._is_empty = False
        prefix = format_prefix(self.containers, marks=False) + self._pad
        ticks = _BEGINS_WITH_TICKS.match(line)
        if ticks and len(ticks[2]) >= len(self._ticks) and len(ticks[1].expandtabs(4)) < 4:  # noqa: PLR2004
            line = f"    {line[ticks.end(1) :]}"
        if not prefix.endswith("  ") and _DEFINITION.match(line):
            line = f" {line}"
        return (f"\n{prefix}", line) if line else (f"\n{prefix.rstrip()}", "")

    def soften(self, text: str) -> str:
        """Deep in lists some renderers take the fence for inline code, which ends at the next three backticks."""
        return _TWO_OF_THREE.sub("`` ", text) if self.is_deep else text

    @property
    def is_deep(self) -> bool:
        """Whether the block is indented by more than a fence may be outside of lists."""
        return self._width + len(self._pad) > _MIN_INDENT

    @property
    def _width(self) -> int:
        """How far its containers indent the block; the blank behind `>` belongs to the mark."""
        return len(format_prefix(self.containers, marks=False).rpartition("> ")[2])

    def close(self) -> str:
        """The end of the block."""
        prefix = format_prefix(self.containers, marks=False)
        empty = f"\n{prefix.rstrip()}" if self._is_empty else ""  # without a line some would take the end for code
        return f"{empty}\n{prefix}{self._pad}{self._ticks}"


def may_be_underline(line: str) -> bool:
    """Whether the beginning of the first line of code may become one of dashes."""
    return bool(_MAYBE_UNDERLINE.match(line))


def may_be_definition(line: str) -> bool:
    """Whether a line of code that begins like this may become a definition for some renderer."""
    return line.startswith("[") and "]:" not in line and len(line) < MAX_START


def _choose_containers(containers: list[Container], *, is_odd: bool) -> list[Container]:
    """A fence leaves a quotation that stands in a list, and an odd one every quotation."""
    for number, container in enumerate(containers):
        before = containers[:number]
        if isinstance(container, Quote) and (is_odd or any(isinstance(one, Item) for one in before)):
            return before
    return list(containers)
