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
_ODD_LINE = re.compile(r"^(?:[ \t]*(?:```|~~~|\n|\Z)|\[|[ \t]{200})", re.MULTILINE)
"""A line of code that may end it, is empty, or is changed."""
_PLAIN_BEGINNING = re.compile(r"[ \t]{0,100}[^\s`~\[]")
_TWO_OF_THREE = re.compile(r"``(?=`)")
_CLOSING_INDENT = re.compile(r" {0,3}[`~]")
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
        self._run = run
        self._indent = indent
        begins_underline = _UNDERLINE.match(self.strip(first_line)) is not None
        is_odd = begins_underline or (run[:1] == "`" and len(run) > 3)  # noqa: PLR2004
        self.containers = _choose_containers(containers, is_odd=is_odd) if containers else containers
        self._ticks = run if run[:1] == "`" else "```"
        self._language = info if info.isascii() and info.isalnum() else _find_language(info)
        self._is_empty = True
        prefix = format_prefix(self.containers, marks=False) if self.containers else ""
        width = len(prefix.rpartition("> ")[2])  # the blank behind `>` belongs to the mark
        in_item = any(isinstance(one, Item) for one in self.containers)
        self._pad = " " * max(0, _MIN_INDENT - width) if is_odd or in_item else ""
        self._prefix = prefix + self._pad
        self.is_deep = width + len(self._pad) > _MIN_INDENT
        """Whether the block is indented by more than a fence may be outside of lists."""

    def open(self) -> str:
        """The first line of the block, behind what its containers write before it."""
        return f"{self._pad}{self._ticks}{self._language}"

    def closes(self, line: str) -> bool:
        """Whether this line of the model's ends the block."""
        run = line.strip(" \t")
        is_run = len(run) >= len(self._run) > 0 and not run.strip(self._run[0])
        return is_run and _CLOSING_INDENT.match(line) is not None

    def strip(self, line: str) -> str:
        """The line without what the fence itself is indented by."""
        blanks = len(line) - len(line.lstrip(" "))
        return line[min(blanks, self._indent) :]

    def begin_line(self, line: str) -> tuple[str, str]:
        """What stands before a line of code, with the end of the line before, and the line as far as it is known."""
        self._is_empty = False
        prefix = self._prefix
        ticks = _BEGINS_WITH_TICKS.match(line) if "```" in line else None
        if ticks and len(ticks[2]) >= len(self._ticks):
            # A tab behind a prefix may be as narrow as one blank.
            indent = ticks[1] if prefix else ticks[1].expandtabs(4)
            line = f"    {line[ticks.end(1) :]}" if len(indent) < 4 else line  # noqa: PLR2004
        if line[:1] == "[" and not prefix.endswith("  ") and _DEFINITION.match(line):
            line = f" {line}"
        return (f"\n{prefix}", line) if line else (f"\n{prefix.rstrip()}", "")

    def pass_on(self, text: str, start: int) -> tuple[str, int]:
        """Lines in which nothing is odd, as they are written, and where they end: behind a line, or within the last."""
        if self._prefix or self._indent:
            return "", start
        end = max(start, text.rfind("\n", start) + 1)
        odd = _ODD_LINE.search(text, start, end)
        end = odd.start() if odd else end
        lines = f"\n{text[start : end - 1]}" if end > start else ""
        if not odd and _PLAIN_BEGINNING.match(text, end):
            lines, end = f"{lines}\n{text[end:]}", len(text)
        self._is_empty = self._is_empty and not lines
        return lines, end

    def soften(self, text: str) -> str:
        """Deep in lists some renderers take the fence for inline code, which ends at the next three backticks."""
        return _TWO_OF_THREE.sub("`` ", text) if self.is_deep else text

    def close(self) -> str:
        """The end of the block."""
        # Without a line some renderers would take the end of the block for its code.
        empty = f"\n{self._prefix.rstrip()}" if self._is_empty else ""
        return f"{empty}\n{self._prefix}{self._ticks}"


def _find_language(info: str) -> str:
    word = _LANGUAGE.match(info)
    language = word[1] if word else ""
    return re.sub(r"\W+", "", _ALIASES.get(language.lower(), language), flags=re.ASCII)


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
