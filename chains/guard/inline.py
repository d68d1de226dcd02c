"""Reads what stands in a line, and writes it as Markdown of its own."""

import re

from chains.guard import addresses, brackets, literals
from chains.guard.line import Kind, Line, find_numbers
from chains.guard.patterns import (
    LONG_BLANKS,
    MAX_BLANKS,
    MAX_HELD,
    OPENING,
    SCHEME_BEFORE,
    SPECIAL,
    WRAPPER,
    WRAPPER_WIDTH,
    WWW,
    WWW_BEFORE,
)
from chains.guard.plain import Plain
from chains.guard.spans import read_code, read_math
from chains.guard.step import Step, Wait
from chains.guard.verbatim import (
    HOLD,
    HOLD_WIDTH,
    HOLDABLE,
    HOLDABLE_LETTERS,
    NUMBERS,
    QUIET,
    QUIET_TO_END,
    VERBATIM,
    VERBATIM_TO_END,
)

_CHUNK = 500
"""So much is read at once, so that putting something back in front costs little."""
_MANY_ENTITIES = 20
_CUT_SIGN = re.compile(r"[!^]\\?\Z")
_BLANKS = " " * MAX_BLANKS
_BLANKS_OR_EMPHASIS = frozenset(" \t*_")
_DOT = re.compile(r"\.")
_ODD_BEGINNINGS = frozenset("[/`(:. \t")
"""Text that begins with one of these is passed on unread only if what was written before allows it."""


class Inline(Line):
    """Reads lines piece by piece: `start`, `add`, `end`. What it returns may be sent."""

    plain: Plain | None = None
    """Writes the rest of the answer, when there was too much in it."""

    def add(self, text: str, *, whole: bool = False) -> str:
        """What may be sent now. `whole`: the line ends with this text."""
        if self.plain:
            return self.add_plain(text)
        if self._awaited:
            if not whole and len(self._held) + len(text) < MAX_HELD and not self._awaited.search(text):
                self._held += text
                return ""
            self._awaited = None
        else:
            piece = self._held + text
            if (
                (QUIET_TO_END if whole else QUIET).fullmatch(piece)
                and not (self.is_joined or self.is_behind_marker)
                and (self.kind != "heading" or "#" not in piece)
                and (self.last or piece[0] not in " \t")
            ):
                return self._add_words(piece, whole=whole)
        if len(text) <= _CHUNK:
            return self._take(self._held + text, final=whole)
        sent = self._take_long(text)
        return sent + self.end() if whole and not self.plain else sent

    def _add_words(self, text: str, *, whole: bool) -> str:
        """Write words, but for what must be held back, or left out, at their end."""
        last, end = text[-1], len(text)
        if last in _BLANKS_OR_EMPHASIS or (last in HOLDABLE_LETTERS and not whole):
            end = self._find_end(text, 0, final=whole)
            self._held = "" if whole else text[end:]
            text = text[:end]
        else:
            self._held = ""
        return self.put(text, text) if text else ""

    def pass_line(self, text: str) -> str:
        """A whole line that begins with a letter or with code, when it is written as it stands; otherwise nothing."""
        if (
            len(text) > _CHUNK
            or text[-1] in " \t"
            or VERBATIM_TO_END.fullmatch(text) is None
            or _BLANKS in text
            or (self.effort.room < len(text) and not self.effort.has_room(len(text)))
        ):
            return ""
        if "[" in text and not self.policy.numbers.issuperset(find_numbers(text)):
            return ""
        self.note("\n")
        text = self.cite_in(text) if "[" in text else text
        self.note(text)
        self.effort.pass_on(text)
        self.may_be_struck = self.may_be_struck or "~" in text
        self.pipes, self.hides_pipe, self.breaks_hard = 0, False, False
        return text

    def add_plain(self, text: str) -> str:
        """Write what comes as text, and all that follows."""
        self.plain, self._held = self.plain or Plain(), ""
        return self.keep(self.plain.add(text))

    def end(self) -> str:
        """End the line, or the answer; what was held back is written."""
        if self.plain:
            return self.keep(self.plain.add("", final=True))
        if self._held == "." and self.last and not self.is_joined and self.tail[-1:] not in "wW":
            self._held = ""
            return self.put(".", ".")
        return self._take(self._held, final=True) if self._held else ""

    def write(self, text: str, kind: Kind) -> str:
        """A whole line."""
        self.start(kind)
        return self.add(text, whole=True)

    def _take_long(self, text: str) -> str:
        sent = ""
        for at in range(0, len(text), _CHUNK):
            if self.plain:
                return sent + self.add_plain(text[at:])
            sent += self._take(self._held + text[at : at + _CHUNK], final=False)
        return sent

    def _take(self, text: str, *, final: bool) -> str:
        if _BLANKS in text:
            text = LONG_BLANKS.sub(_BLANKS, text)
        position, size, sent = 0, len(text), ""
        while position < size:
            start = self._pass_over(text, position, final=final)
            special = SPECIAL.search(text, start) if start < size else None
            if text[position] == "." and start == position and WWW.search(self.tail):
                special = _DOT.match(text, position)  # behind "www" of which a letter was written otherwise
            if special is None:
                end = self._find_end(text, position, final=final)
                if self.is_joined and not final and not text[position:end].strip(" \t*_"):
                    end = position  # what follows tells whether these marks would begin a block
                if end > position:
                    sent += self._pass_on(text, position, end)
                self._held = text[size if final else end :]
                return sent
            start = special.start()
            before = self._find_before(text, position, start)
            end = start - len(before)
            if self.is_joined and not final and _CUT_SIGN.match(text, start) and not text[position:end].strip(" \t*_"):
                self._held = text[position:]
                return sent
            if end > position:
                sent += self._pass_on(text, position, end)
            step = self._read(text, start, before, final=final)
            if isinstance(step, Wait):
                self._awaited, self._held = step.pattern, text[end:]
                return sent
            position = step.end
            self.effort.add(1 + (step.written.count("&#") if len(step.written) > _MANY_ENTITIES else 0))
            sent += step.written
            if step.again or not step.written or self.is_joined:
                self.effort.add(1)
                text, position = step.again + text[position:], 0
                size = len(text)
            if self.effort.room < 0 and self.kind in {"text", "heading"} and self.effort.is_too_much:
                return sent + self.add_plain(text[position:])
        self._held = ""
        return sent

    def _pass_over(self, text: str, position: int, *, final: bool) -> int:
        """Where the text that is written as it stands ends."""
        first = text[position]
        if self.is_joined or (first in _ODD_BEGINNINGS and not self._may_begin_with(first)):
            return position
        if (
            "@" in self.tail
            or self.kind not in {"text", "cell", "heading"}
            or (self.kind == "heading" and "#" in text)
            or (self.is_behind_marker and (self.has_only_markers or first.isalnum() or first == "_"))
            or (self.effort.room < len(text) and not self.effort.has_room(len(text)))
        ):
            # A dot that was cut off from its word is nothing special at the end of a sentence.
            return position + 1 if first == "." and not text[position + 1 : position + 2].strip() else position
        pattern = VERBATIM_TO_END if final else VERBATIM
        if first == "." and not position:
            end = pattern.match(f"-{text}").end() - 1  # type: ignore[union-attr]
        else:
            end = pattern.match(text, position).end()  # type: ignore[union-attr]
        if text.find("[", position, end) < 0:
            return end
        numbers = NUMBERS.finditer(text, position, end)
        unknown = (found.start() for found in numbers if found[1] and int(found[1]) not in self.policy.numbers)
        return next(unknown, end)

    def _may_begin_with(self, first: str) -> bool:
        match first:
            case ".":
                return bool(self.last) and self.tail[-1:] not in "wW"
            case "`":
                return self.last not in {"`", "~"}
            case " " | "\t":
                return bool(self.last)
            case "(" | ":":
                return not self.is_behind_marker
        return False

    def _pass_on(self, text: str, start: int, end: int) -> str:
        """Write text that is passed on as it stands."""
        passed = text[start:end]
        self.effort.count_later(passed, text[end : end + 1])
        return self.put_verbatim(passed) if "`" in passed or "[" in passed else self.keep(passed)

    def _find_end(self, text: str, position: int, *, final: bool) -> int:
        """Where the text ends that may be written: before white space at the end, and what something may begin with."""
        last = text[-1]
        if final:
            if last not in " \t":
                return len(text)
            self.breaks_hard = text.endswith("  ", position)
            return max(position, len(text.rstrip(" \t")))
        if last not in HOLDABLE:
            return len(text)
        if last in " \t":
            return max(position, len(text.rstrip(" \t")))
        if last in "*_":
            end = len(text.rstrip("*_"))
            is_emphasis = len(text) - end <= 3 and end >= position  # noqa: PLR2004
            return max(position, len(text[:end].rstrip(" \t"))) if is_emphasis else len(text)
        hold = HOLD.search(text, max(position, len(text) - HOLD_WIDTH))
        return hold.start() if hold else len(text)

    def _find_before(self, text: str, position: int, start: int) -> str:
        """Blanks and emphasis before a bracket, which may go with it; the beginning of an address."""
        special = text[start]
        if start == position:
            return ""
        if special in OPENING or text[start : start + 2] in ("\\", "\\[", "!", "!["):
            before = WRAPPER.search(text, max(position, start - WRAPPER_WIDTH), start).group()  # type: ignore[union-attr]
        elif special == "&":
            return text[len(text[position:start].rstrip(" \t")) + position : start]
        elif special == "." or (special == ":" and text.startswith("/", start + 1)):
            pattern = SCHEME_BEFORE if special == ":" else WWW_BEFORE
            found = pattern.search(text, max(position, start - 5), start)
            before = found.group() if found else ""
        else:
            return ""
        if start - len(before) == position and before:  # what stands before it was written already
            last = self.tail[-1:]
            is_cut = last in ("*", "_") if before[0] in "*_" else before[0].isalpha() and last.isalnum()
            return "" if is_cut else before
        return before

    def _read(self, text: str, start: int, before: str, *, final: bool) -> Step | Wait:
        match text[start]:
            case "[" | "【" | "［":
                return brackets.read_bracket(self, text, start, before, final=final)
            case "\\":
                return literals.read_backslash(self, text, start, before, final=final)
            case "&":
                return literals.read_entity(self, text, start, before, final=final)
            case "<":
                return literals.read_less_than(self, text, start, final=final)
            case "`":
                return read_code(self, text, start, final=final)
            case "$":
                return read_math(self, text, start, final=final)
            case "!" | "^":
                return brackets.read_image(self, text, start, before, final=final)
            case ":" if text.startswith("o", start + 1):
                return Step(start + 1, self.put("&#58;", ":"))
            case "]":
                return Step(start + 1, self.put("&#93;", "]"))
            case "{":  # in some renderers it begins attributes of what stands before it
                return Step(start + 1, self.put("&#123;", "{"))
            case "|":
                written = self.keep("|") if self.kind in {"text", "heading"} else self.put("&#124;", "|")
                self.pipes += written[-1] == "|"
                return Step(start + 1, written)
        return addresses.read_address(self, text, start, before, final=final)
