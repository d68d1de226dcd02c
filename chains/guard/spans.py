"""Reads inline code and maths."""

import re

from chains.guard.line import Line
from chains.guard.patterns import ATTRIBUTE, MATH, MAX_HELD, NO_MATH, TICKS
from chains.guard.step import Step, Wait

_DOLLAR = re.compile(r"\$")
_DOLLARS = re.compile(r"\$+")
_MAX_STRIKE = 3
_MARK = re.compile(r"[\\`*_\[\]<>&!|~$^]")


def read_code(line: Line, text: str, start: int, *, final: bool) -> Step | Wait:
    """Code that is closed on its line; other backticks are text."""
    limit = min(len(text), start + 2 * MAX_HELD)
    if not final and limit < start + 2 * MAX_HELD and text.find("`", start + 1) < 0:
        return Wait(TICKS)
    ticks = TICKS.match(text, start, limit).end() - start  # type: ignore[union-attr]
    may_grow = not final and limit < start + 2 * MAX_HELD
    for close in TICKS.finditer(text, start + ticks, limit):
        if close.end() == limit and may_grow:
            return Wait()
        if len(close.group()) == ticks:
            code = text[start + ticks : close.start()]
            if code[0] == code[-1] == " " and code.strip(" "):
                code = code[1:-1]
            if line.last == "~" and may_grow and len(text) < close.end() + _MAX_STRIKE:
                return Wait()
            if line.may_be_code(code):
                behind = text[close.end() : close.end() + _MAX_STRIKE]
                return Step(close.end(), line.put_code_with_ticks(code, behind))
            return Step(close.end(), "", _MARK.sub(r"\\\g<0>", code))
    if may_grow:
        return Wait(TICKS)
    return Step(start + ticks, line.put("&#96;" * ticks, "`" * ticks))


def read_math(line: Line, text: str, start: int, *, final: bool) -> Step | Wait:
    """Maths between dollars in which nothing else could be read; other dollars are text."""
    limit = min(len(text), start + MAX_HELD)
    may_grow = not final and limit < start + MAX_HELD
    math = MATH.match(text, start, limit)
    if math and math.end() == limit and may_grow:
        return Wait()
    dollars = _DOLLARS.match(text, start, limit).end()  # type: ignore[union-attr]
    if math is None:
        if may_grow and "$" not in text[dollars:limit]:
            return Wait(_DOLLAR)
        if may_grow and text[start:limit].rstrip("$").find("$", dollars - start) < 0:
            return Wait()
    elif _is_plain_math(line, math[2]):
        return Step(math.end(), line.put(math.group(), math.group()))
    return Step(dollars, line.put("&#36;" * (dollars - start), "$" * (dollars - start)))


def _is_plain_math(line: Line, content: str) -> bool:
    if line.kind not in {"text", "heading", "cell"} or not is_plain_math(content):
        return False
    return content.count("[") == content.count("]") and not content.endswith("\\")


def is_plain_math(content: str) -> bool:
    """Whether nothing in it could be read as something else, nor do harm as maths."""
    brace = content.find("{")
    return not NO_MATH.search(content) and (brace < 0 or not ATTRIBUTE.search(content, brace))
