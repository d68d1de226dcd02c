"""JSX and HTML tags inside Markdown: where they end, and what they are."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

_OPEN = re.compile(r"</?([A-Za-z][\w.:-]*)?")
_ATTRIBUTE = re.compile(r"""([A-Za-z_:][\w:.-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|(?=(\{))))?|(\{)""")
_STRING_EXPRESSION = re.compile(r"""\{\s*(?:"([^"\\]*)"|'([^'\\]*)'|`([^`\\$]*)`)\s*\}""")
_TAG_OR_BRACE = re.compile(r"[<{]")
_COMMENT_EXPRESSION = re.compile(r"\{\s*/\*(.*)\*/\s*\}", re.DOTALL)

_NEVER_COMPONENTS = frozenset({"script", "style"})
"""What stands in these is no text even where a component has such a name."""
_NO_SIGNS = str.maketrans("", "", " \"'`")

MAX_TAG_CHARACTERS = 20_000
"""A tag or an expression that has not ended by then is taken for text."""

_MAX_BRACES = 50
"""Braces that are nested deeper are taken for text, so that a page of open braces is read in linear time."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag. `name` is empty for a fragment; attributes whose value is not a plain string are empty or missing."""

    name: str
    attributes: Mapping[str, str]
    expressions: Mapping[str, str]
    """The attributes whose value is an expression that is no plain string, with their braces; `{true}` for none."""
    spreads: tuple[str, ...]
    """What stands in braces between the attributes, such as `{...props}`."""
    closes: bool
    """Whether it is an end tag, such as `</b>`."""
    is_single: bool
    """Whether it is closed in itself, such as `<b/>`."""


@lru_cache(maxsize=1024)
def parse_tag(raw: str) -> Tag:
    """The tag that `raw` is, from `<` to `>`."""
    match = _OPEN.match(raw)
    name = (match[1] or "") if match else ""
    body = raw[match.end() if match else 1 : -1]
    attributes: dict[str, str] = {}
    expressions: dict[str, str] = {}
    spreads: list[str] = []
    position = 0
    while found := _ATTRIBUTE.search(body, position):
        position = found.end()
        if not found[4] and not found[5]:
            attributes[found[1]] = found[2] or found[3] or ""
            if found[2] is found[3] is None:
                expressions[found[1]] = "{true}"
            continue
        start = found.start(5) if found[5] else position
        end = find_brace_end(body, start, len(body))
        position = end if end > 0 else start + 1
        if found[5]:
            spreads.append(body[start:position])
            continue
        text = read_expression(body[start:position])
        if text is None:
            attributes[found[1]], expressions[found[1]] = "", body[start:position]
        else:
            attributes[found[1]] = text
    return Tag(name, attributes, expressions, tuple(spreads), raw.startswith("</"), body.rstrip().endswith("/"))


def find_tag_end(text: str, start: int, end: int) -> int:
    """The position after the tag that begins with `<` at `start`; -1 where none begins or it does not end in time."""
    match = _OPEN.match(text, start, end)
    if not match:
        return -1
    position = match.end()
    if not match[1]:
        return position + 1 if text.startswith(">", position) else -1
    if text.startswith("//", position) or (position < end and text[position] not in " \t\n/>{"):
        return -1  # an address or an e-mail in angle brackets
    stop = min(end, start + MAX_TAG_CHARACTERS)
    while position < stop:
        character = text[position]
        if character == ">":
            return position + 1
        if character == "<":
            return -1
        if character in "\"'":
            position = text.find(character, position + 1, stop)
        elif character == "{":
            position = find_brace_end(text, position, stop) - 1
        if position < 0:
            return -1
        position += 1
    return -1


def find_brace_end(text: str, start: int, end: int) -> int:
    """The position after the `}` that closes the `{` at `start`; -1 without one. Strings and comments are skipped."""
    open_ones: list[str] = []
    """The braces and templates that have not ended: a template may hold expressions, and these templates again."""
    position = start
    stop = min(end, start + MAX_TAG_CHARACTERS)
    while position < stop and len(open_ones) <= _MAX_BRACES:
        character = text[position]
        if open_ones and open_ones[-1] == "`":
            position = _step_in_template(text, position, open_ones)
        elif character in "\"'/":
            position = _skip(text, position, stop)
            if position < 0:
                return -1
        elif character == "{" or (character == "`" and text.find("`", position + 1, stop) > 0):
            open_ones.append(character)
        elif character == "}":
            open_ones.pop()
            if not open_ones:
                return position + 1
        position += 1
    return -1


def _step_in_template(text: str, position: int, open_ones: list[str]) -> int:
    """The last position of the sign that stands there: one with a backslash before it, or the beginning of `${`."""
    if text[position] == "`":
        open_ones.pop()
    elif text.startswith("${", position):
        open_ones.append("{")
        return position + 1
    return position + (text[position] == "\\")


def _skip(text: str, position: int, stop: int) -> int:
    """The last position of a string or comment; that of its first sign where it is none, -1 for one without an end."""
    character = text[position]
    if character == "/":
        return _find_comment_end(text, position, stop) if text.startswith(("/*", "//"), position) else position
    if character == "'" and text[position - 1].isalnum():  # an apostrophe
        return position
    closing = _find_quote(text, character, position + 1, stop)
    return closing if closing > 0 else position


def _find_quote(text: str, mark: str, position: int, stop: int) -> int:
    """The position of the next quotation mark without a backslash before it; -1 without one."""
    while (found := text.find(mark, position, stop)) >= 0:
        before = found
        while before > position and text[before - 1] == "\\":
            before -= 1
        if (found - before) % 2 == 0:
            return found
        position = found + 1
    return -1


def _find_comment_end(text: str, position: int, stop: int) -> int:
    """The last position of a comment; that of its first slash where it is none, -1 where it does not end."""
    if text.startswith("/*", position):
        return text.find("*/", position + 2, stop) + 1 or -1
    if text[position - 1] not in " \t\n{(,;":  # an address
        return position
    return text.find("\n", position, stop)


def is_element(name: str, names: Collection[str]) -> bool:
    """Whether a tag is one of these of HTML. `<table>` and `<TABLE>` are, `<Table>` is a component."""
    lower = name.lower()
    return lower in names and (name in {lower, name.upper()} or lower in _NEVER_COMPONENTS)


def replace_own(raw: str, format_expression: Callable[[str], str], format_component: Callable[[Tag], str]) -> str:
    """HTML with what a component or an expression shows in its place; expressions inside other tags stay."""
    parts: list[str] = []
    position = 0
    while match := _TAG_OR_BRACE.search(raw, position):
        begin = match.start()
        parts.append(raw[position:begin])
        if raw.startswith("<!--", begin):
            position = max(raw.find("-->", begin), begin) + 3
            continue
        find_end = find_tag_end if raw[begin] == "<" else find_brace_end
        position = find_end(raw, begin, len(raw))
        if position < 0:
            position = begin + 1
        piece = raw[begin:position]
        if len(piece) == 1:
            parts.append(piece)
        elif raw[begin] == "{":
            parts.append(format_expression(piece))
        else:
            tag = parse_tag(piece)
            parts.append(format_component(tag) if tag.name[:1].isupper() else piece)
    return "".join((*parts, raw[position:]))


def read_expression(raw: str) -> str | None:
    """The text of a string in braces, such as `{'a b'}`; None for any other expression."""
    match = _STRING_EXPRESSION.fullmatch(raw)
    return next((value for value in match.groups() if value is not None), None) if match else None


def is_unseen(tag: Tag) -> bool:
    """Whether a tag says that a reader does not see what stands inside it."""
    if "hidden" in tag.attributes and tag.expressions.get("hidden", "{true}") != "{false}":
        return True
    style = tag.attributes.get("style") or tag.expressions.get("style", "")
    return "display" in style and "display:none" in style.translate(_NO_SIGNS)


def read_comment(raw: str) -> str | None:
    """What a comment says, in either syntax; None for anything else."""
    if raw.startswith("<!--"):
        return raw[4:-3].strip()
    match = _COMMENT_EXPRESSION.fullmatch(raw)
    return match[1].strip() if match and "*/" not in match[1] else None
