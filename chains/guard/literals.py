"""Reads what stands for a character: escapes, entities, and `<`."""

import re

from chains.guard import addresses, brackets
from chains.guard.escapes import ENTITY, PUNCTUATION, UNFINISHED_ENTITY, decode, escape
from chains.guard.line import OBJECT, Line
from chains.guard.patterns import MAIL, OPENING, WWW
from chains.guard.step import Step, Wait

_ALWAYS = frozenset("`*~[]$|")
"""What was escaped and would mean something wherever it stands."""
_AT_START = frozenset("#>-+=:~|")
_BRACKET_NEXT = re.compile(r"\\?[\[【［]")
_LINE_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_LINE_BREAK_PART = re.compile(r"<(?:b(?:r ?/?)?)?\Z", re.IGNORECASE)
_BEGUN = re.compile(rf"[\w{OBJECT}]")
"""Behind a letter or a link, a tag does not begin its line, and so no block of HTML."""
_NO_TAG = re.compile(r"[=0-9]| (?![hfw])\w", re.IGNORECASE)
"""Behind `<` these begin no tag for any renderer. An address, which is written as code, may begin with h, f and w."""


def read_backslash(line: Line, text: str, start: int, before: str, *, final: bool) -> Step | Wait:
    """An escaped character, a marker whose brackets are escaped, a line break, or a backslash."""
    character = text[start + 1 : start + 2]
    if not character and not final:
        return Wait()
    if character == "[" and brackets.may_be_marker(line, text, start, final=final):
        return brackets.read_bracket(line, text, start, before, final=final)
    if not character and line.kind == "text" and not line.has_only_marks:
        line.breaks_hard = True
        return Step(start + 1, line.keep(before.rstrip(" \t")))
    written = line.keep(before)
    if character and character in PUNCTUATION:
        return _read_literal(line, character, text, start + 2, written, final=final)
    return Step(start + 1, written + line.put("\\" if _is_plain(character) else "&#92;", "\\"))


def read_entity(line: Line, text: str, start: int, before: str, *, final: bool) -> Step | Wait:
    """An entity, or `&`. `before`: blanks, which must not end the line when the entity is taken out."""
    entity = ENTITY.match(text, start)
    if entity is None:
        if not final and UNFINISHED_ENTITY.match(text, start):
            return Wait()
        return Step(start + 1, line.keep(before) + line.keep("&"))
    characters = decode(entity)
    if characters is None:
        return Step(start + 1, line.keep(before) + line.put("&amp;", "&"))
    if characters == "fj":  # the only entity of two letters, which would join what stands before
        return Step(entity.end(), line.keep(before) + line.put(entity.group(), characters))
    if len(characters) != 1:
        return Step(entity.end(), line.take_out(), before + ("" if set(characters) & PUNCTUATION else characters))
    if characters == " ":
        return Step(entity.end(), line.take_out(), f"{before} ")
    written = line.keep(before)
    if characters == "/" and line.tail.endswith("/"):
        return Step(entity.end(), written + line.put_code("/"))
    if characters == "@" and not addresses.LOCAL_PART.search(line.tail):
        return Step(entity.end(), written + line.put("&#64;", "@"))
    if (characters in "/:@" and not (line.has_only_marks and characters == ":")) or (
        characters == "." and (WWW.search(line.tail) or MAIL.search(line.tail))
    ):
        return Step(entity.end(), written, characters)  # they may be parts of an address
    if characters in PUNCTUATION or characters in OPENING:
        return Step(entity.end(), written + line.put(escape(characters), characters))
    if characters.isascii() and characters.isalnum():
        return Step(entity.end(), written + line.put(f"&#{ord(characters)};", characters))
    if characters == "\u00a0" or characters.isspace():
        return Step(entity.end(), written + line.put(escape(characters) if line.is_fresh else characters, characters))
    return Step(entity.end(), written + line.take_out(), characters)


def read_less_than(line: Line, text: str, start: int, *, final: bool) -> Step | Wait:
    """A line break, or `<`."""
    if line.kind == "cell" or (line.kind == "text" and _BEGUN.search(line.tail)):
        if line_break := _LINE_BREAK.match(text, start):
            return Step(line_break.end(), line.put(line_break.group(), "\n"))
        if not final and _LINE_BREAK_PART.match(text, start):
            return Wait()
    behind = text[start + 1 : start + 3]
    if len(behind) < 2 and not final:  # noqa: PLR2004
        return Wait()
    return Step(start + 1, line.put("<" if _NO_TAG.match(behind) else "&lt;", "<"))


def _read_literal(line: Line, character: str, text: str, end: int, written: str, *, final: bool) -> Step | Wait:
    """A character that was escaped: it is text. What means nothing by itself is read on as if it was not."""
    behind = text[end : end + 1]
    if not behind and not final and character in "&!^\\_":
        return Wait()
    if character == "/" and not final and text[end:] in {"", "\\"}:
        return Wait()
    if character == "/" and text.startswith("\\/", end):
        return Step(end + 2, written, "//")
    if character == "/" and line.tail.endswith("/"):
        return Step(end, written + line.put_code("/"))
    entity = line.put(escape(character), character) if _must_escape(line, character, text, end) else ""
    if entity:
        return Step(end, written + entity)
    if character in "&!^\\_":
        return Step(end, written + line.put(character, character))
    return Step(end, written, character)


def _must_escape(line: Line, character: str, text: str, end: int) -> bool:
    behind = text[end : end + 1]
    match character:
        case "&":
            return behind == "#" or behind.isalnum() or behind in {"\\", "&"}
        case "<":
            return True
        case "!" | "^":
            return bool(_BRACKET_NEXT.match(text, end)) or line.is_fresh or behind in {"\\", "&"}
        case "\\":
            return not _is_plain(behind)
        case "_":
            return not (line.tail[-1:].isalnum() and behind.isalnum())
        case ";":
            return bool(re.search(r"&#?\w*\Z", line.tail))
        case "." | ")":
            return line.tail.isdigit()
        case "#":
            return line.has_only_marks or line.kind == "heading" or line.last == "&"
    return character in _ALWAYS or (character in _AT_START and line.has_only_marks)


def _is_plain(character: str) -> bool:
    """Whether a backslash before it is one for every renderer, and no address begins with it."""
    return character.isascii() and character.isalnum() and character not in "hHfFwW"
