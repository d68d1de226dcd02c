"""Reads what stands in a line, and writes it as Markdown of its own."""

import re

from chains.guard import addresses, brackets
from chains.guard.escapes import ENTITY, PUNCTUATION, UNFINISHED_ENTITY, decode, escape
from chains.guard.line import Kind, Line
from chains.guard.patterns import (
    HOLD,
    HOLD_WIDTH,
    LONG_BLANKS,
    MAIL,
    MAX_BLANKS,
    MAX_HELD,
    OPENING,
    SCHEME_BEFORE,
    SPECIAL,
    WRAPPER,
    WWW,
)
from chains.guard.plain import DENSE, MANY, Plain
from chains.guard.spans import read_code, read_math
from chains.guard.step import Step, Wait

_CHUNK = 500
"""So much is read at once, so that putting something back in front costs little."""
_ALWAYS = frozenset("`*~[]$|")
"""What was escaped and would mean something wherever it stands."""
_AT_START = frozenset("#>-+=:~|")
_BRACKET_NEXT = re.compile(r"\\?[\[【［]")
_MANY_ENTITIES = 20
_BLANKS = " " * MAX_BLANKS
_LINE_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_LINE_BREAK_PART = re.compile(r"<(?:b(?:r ?/?)?)?\Z", re.IGNORECASE)
_LETTER = re.compile(r"\w")
_NO_TAG = re.compile(r"[=0-9]| \w")
"""Behind `<` these begin no tag for any renderer."""


class Inline(Line):
    """Reads lines piece by piece: `start`, `add`, `end`. What it returns may be sent."""

    _plain: Plain | None = None
    """Writes the rest of the answer, when there was too much in it."""

    def start(self, kind: Kind) -> None:
        """Begin a line."""
        super().start(kind)
        self._held = ""
        self._awaited: re.Pattern[str] | None = None
        """What must come before what is held can be read."""
        self.breaks_hard = False

    def add(self, text: str) -> str:
        """What may be sent now."""
        if self._plain:
            return self.add_plain(text, final=False)
        if self._awaited:
            if not self._awaited.search(text) and len(self._held) + len(text) < MAX_HELD:
                self._held += text
                return ""
            self._awaited = None
        elif (
            not self._held
            and not SPECIAL.search(text)
            and not HOLD.search(text, max(0, len(text) - HOLD_WIDTH))
            and _BLANKS not in text
        ):
            return self.keep(text)
        if len(text) <= _CHUNK:
            return self._take(text, final=False)
        return "".join(self._take(text[at : at + _CHUNK], final=False) for at in range(0, len(text), _CHUNK))

    @property
    def is_spent(self) -> bool:
        """Whether there was more to look at than any answer has; from then on all is text."""
        is_line = self.kind in {"text", "heading"}
        return bool(self._plain) or (is_line and self.effort > MANY and self.effort * DENSE > self.written)

    def add_plain(self, text: str, *, final: bool) -> str:
        """Write what comes as text, and all that follows."""
        self._plain, self._held = self._plain or Plain(), ""
        return self.keep(self._plain.add(text, final=final))

    def end(self) -> str:
        """End the line; what was held back is written."""
        self._awaited = None
        if self._plain:
            return self.add_plain("", final=True)
        return self._take("", final=True)

    def write(self, text: str, kind: Kind) -> str:
        """A whole line."""
        self.start(kind)
        return self.add(text) + self.end()

    def _take(self, added: str, *, final: bool) -> str:
        text, position, sent = self._held + added, 0, list[str]()
        if _BLANKS in text:
            text = LONG_BLANKS.sub(_BLANKS, text)
        while position < len(text):
            special = SPECIAL.search(text, position)
            if special is None:
                hold = None if final else HOLD.search(text, max(position, len(text) - HOLD_WIDTH))
                end = hold.start() if hold else len(text)
                rest = text[position:end]
                if final and rest[-1:] in (" ", "\t"):
                    self.breaks_hard = rest.endswith("  ")
                    rest = rest.rstrip(" \t")
                if rest:
                    sent.append(self.keep(rest))
                position = end
                break
            start = special.start()
            before = self._find_before(text, position, start)
            if start - len(before) > position:
                sent.append(self.keep(text[position : start - len(before)]))
            position = start - len(before)
            step = self._read(text, start, special.group(), before, final=final)
            if isinstance(step, Wait):
                self._awaited = step.pattern
                break
            position = step.end
            self.effort += 1 + (step.written.count("&#") if len(step.written) > _MANY_ENTITIES else 0)
            if step.written:
                sent.append(step.written)
            if step.again or not step.written or self.is_joined:
                text, position = step.again + text[position:], 0
            if self.effort > MANY and self.is_spent:
                return "".join(sent) + self.add_plain(text[position:], final=final)
        self._held = text[position:]
        return "".join(sent)

    def _find_before(self, text: str, position: int, start: int) -> str:
        """Blanks and emphasis before a bracket, which may go with it; the beginning of an address."""
        special = text[start]
        if start == position:
            return ""
        if special in OPENING or text[start : start + 2] in ("\\", "\\[", "!", "!["):
            before = WRAPPER.search(text, max(position, start - HOLD_WIDTH), start).group()  # type: ignore[union-attr]
        elif special == "." or text.startswith("/", start + 1):
            pattern = SCHEME_BEFORE if special == ":" else WWW
            found = pattern.search(text, max(position, start - 5), start)
            before = found.group() if found else ""
        else:
            return ""
        if start - len(before) == position and before:  # what stands before it was written already
            is_cut = self.last == before[0] if before[0] in "*_" else before[0].isalpha() and self.tail[-1:].isalnum()
            return "" if is_cut else before
        return before

    def _read(self, text: str, start: int, found: str, before: str, *, final: bool) -> Step | Wait:
        match found[0]:
            case "[" | "【" | "［":
                return brackets.read_bracket(self, text, start, before, final=final)
            case "\\":
                return self._read_backslash(text, start, before, final=final)
            case "&":
                return self._read_entity(text, start, final=final)
            case "<":
                return self._read_less_than(text, start, final=final)
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
            case "|":
                self.pipes += 1
                return Step(start + 1, self.keep("|") if self.kind in {"text", "heading"} else self.put("&#124;", "|"))
        return addresses.read_address(self, text, start, before, final=final)

    def _read_backslash(self, text: str, start: int, before: str, *, final: bool) -> Step | Wait:
        character = text[start + 1 : start + 2]
        if not character and not final:
            return Wait()
        if character == "[" and brackets.may_be_marker(self, text, start, final=final):
            return brackets.read_bracket(self, text, start, before, final=final)
        if not character and self.kind == "text" and not self.has_only_marks:
            self.breaks_hard = True
            return Step(start + 1, self.keep(before.rstrip(" \t")))
        written = self.keep(before)
        if character and character in PUNCTUATION:
            return self._read_literal(character, text, start + 2, written, final=final)
        return Step(start + 1, written + self._put_backslash(character))

    def _put_backslash(self, behind: str) -> str:
        return self.put("\\" if _is_plain(behind) else "&#92;", "\\")

    def _read_entity(self, text: str, start: int, *, final: bool) -> Step | Wait:
        entity = ENTITY.match(text, start)
        if entity is None:
            if not final and UNFINISHED_ENTITY.match(text, start):
                return Wait()
            return Step(start + 1, self.keep("&"))
        characters = decode(entity)
        if characters is None:
            return Step(start + 1, self.put("&amp;", "&"))
        if len(characters) != 1:
            return Step(entity.end(), self.take_out(), characters if not set(characters) & PUNCTUATION else "")
        if characters == "/" and self.tail.endswith("/"):
            return Step(entity.end(), self.put_code("/"))
        if characters == "@" and not addresses.LOCAL_PART.search(self.tail):
            return Step(entity.end(), self.put("&#64;", "@"))
        if (characters in "/:@" and not (self.has_only_marks and characters == ":")) or (
            characters == "." and (WWW.search(self.tail) or MAIL.search(self.tail))
        ):
            return Step(entity.end(), "", characters)  # they may be parts of an address
        if characters in PUNCTUATION:
            return Step(entity.end(), self.put(escape(characters), characters))
        if characters.isascii() and characters.isalnum():
            return Step(entity.end(), self.put(f"&#{ord(characters)};", characters))
        if characters == "\u00a0" or (characters.isspace() and characters != " "):
            return Step(entity.end(), self.put(escape(characters) if self.is_fresh else characters, characters))
        return Step(entity.end(), self.take_out(), characters)

    def _read_literal(self, character: str, text: str, end: int, written: str, *, final: bool) -> Step | Wait:
        """A character that was escaped: it is text. What means nothing by itself is read on as if it was not."""
        behind = text[end : end + 1]
        if not behind and not final and character in "&!^\\_":
            return Wait()
        if character == "/" and not final and text[end:] in {"", "\\"}:
            return Wait()
        if character == "/" and text.startswith("\\/", end):
            return Step(end + 2, written, "//")
        if character == "/" and self.tail.endswith("/"):
            return Step(end, written + self.put_code("/"))
        entity = self.put(escape(character), character) if self._must_escape(character, text, end) else ""
        if entity:
            return Step(end, written + entity)
        if character in "&!^\\_":
            return Step(end, written + self.put(character, character))
        return Step(end, written, character)

    def _must_escape(self, character: str, text: str, end: int) -> bool:
        behind = text[end : end + 1]
        match character:
            case "&":
                return behind == "#" or behind.isalnum() or behind in {"\\", "&"}
            case "<":
                return True
            case "!" | "^":
                return bool(_BRACKET_NEXT.match(text, end)) or self.is_fresh or behind in {"\\", "&"}
            case "\\":
                return not _is_plain(behind)
            case "_":
                return not (self.tail[-1:].isalnum() and behind.isalnum())
            case ";":
                return bool(re.search(r"&#?\w*\Z", self.tail))
            case "." | ")":
                return self.tail.isdigit()
            case "#":
                return self.is_fresh or self.kind == "heading"
        return character in _ALWAYS or (self.is_fresh and character in _AT_START)

    def _read_less_than(self, text: str, start: int, *, final: bool) -> Step | Wait:
        if self.kind == "cell" or (self.kind == "text" and _LETTER.search(self.tail)):
            if line_break := _LINE_BREAK.match(text, start):
                return Step(line_break.end(), self.put(line_break.group(), "\n"))
            if not final and _LINE_BREAK_PART.match(text, start):
                return Wait()
        behind = text[start + 1 : start + 3]
        if len(behind) < 2 and not final:  # noqa: PLR2004
            return Wait()
        return Step(start + 1, self.put("<" if _NO_TAG.match(behind) else "&lt;", "<"))


def _is_plain(character: str) -> bool:
    """Whether a backslash before it is one for every renderer, and no address begins with it."""
    return character.isascii() and character.isalnum() and character not in "hHfFwW"
