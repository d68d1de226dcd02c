"""Reads what begins with a bracket: markers, links, images."""

import re

from chains.guard.escapes import escape
from chains.guard.line import OBJECT, Line
from chains.guard.markers import LOOKAHEAD, MARKER, judge, parse_numbers
from chains.guard.patterns import LABEL, LABEL_PART, MAX_HELD, OPENING, TARGET
from chains.guard.step import Step, Wait

_MAX_ROW = 10
"""No sentence bears more markers than this."""
_MAX_MARKER = 50
_NO_NUMBER = re.compile(r"(?![\d【［])[\u2e80-\uffff\U00020000-\U0003ffff]")
"""Behind a wide bracket no marker begins with it, whatever is taken out."""
_CUT_MARKER = re.compile(r"\[\d{0,4}\]?\Z")
_PLAIN_LABEL = re.compile(r"(?![ \t])(?:[^\\&<`\[\]{$|@!^/:.\u0100-\U0010ffff]{1,49}|`[^`|\\ ][^`|\\]*`)(?<![ \t])")
"""The text of a link that is written as it stands."""
_CLOSE = re.compile(r"[\]】］)`\n\[]")


def may_be_marker(line: Line, text: str, start: int, *, final: bool) -> bool:
    """Whether an escaped bracket begins a marker, or may."""
    if line.kind in {"label", "alt", "plain"}:
        return False
    if MARKER.match(text, start, start + 100):
        return True
    return not final and len(text) < start + 100 and bool(re.compile(r"\\\[[\w \t,;–#^†.-]*\\?\Z").match(text, start))


def read_bracket(line: Line, text: str, start: int, before: str, *, final: bool) -> Step | Wait:
    """A marker, a link, or a bracket that means nothing."""
    limit = min(len(text), start + MAX_HELD)
    may_grow = not final and limit < start + MAX_HELD
    has_markers = line.kind in {"text", "heading", "cell"}
    if may_grow and has_markers and _CUT_MARKER.match(text, start):
        return Wait()
    marker = MARKER.match(text, start, limit) if has_markers else None
    if marker:
        step = _read_marker(line, text, marker, before, may_grow=may_grow)
        if step is not None:
            return step
    elif has_markers and may_grow and _MARKER_PART.match(text, start):
        return Wait(_CLOSE)
    if text[start] == "[" and line.kind in {"text", "heading", "cell"}:
        link = _read_link(line, text, start, before, may_grow=may_grow)
        if link is not None:
            return link
    if text[start] == "\\":
        return Step(start + 2, line.keep(before) + line.put("&#91;", "["))
    written = line.keep(before)
    if has_markers and not final and start + 1 == len(text):
        return Wait()
    is_harmless = not has_markers or _NO_NUMBER.match(text, start + 1)
    if text[start] != "[" and is_harmless:
        return Step(start + 1, written + line.keep(text[start]))
    return Step(start + 1, written + line.put(escape(text[start]), text[start]))


_MARKER_PART = re.compile(r"\\?[\[【［][\w \t,;–—&.#^-]{0,120}(?:†[^\]】］\n\[]{0,60})?\\?\Z")


def read_image(line: Line, text: str, start: int, before: str, *, final: bool) -> Step | Wait:
    """An image, or a character that must not stand before a bracket."""
    if text[start] == "!" and text.startswith("[", start + 1) and line.kind not in {"alt", "plain"}:
        limit = min(len(text), start + MAX_HELD)
        parts = _find_link(text, start + 1, limit, may_grow=not final and limit < start + MAX_HELD)
        if isinstance(parts, Wait):
            return parts
        if parts and not MARKER.fullmatch(f"[{parts[1]}]"):
            end, label, target = parts
            url = line.policy.format_target(target)
            if not url:
                return Step(end, line.take_out(), before + _put_back(line, label, before))
            if "|" in label and line.kind == "text":
                line.hides_pipe = True
            # Some renderers write these into the element as they are.
            alt = line.child().write(label, "alt").replace(">", "&gt;").replace('"', "&#34;")
            if MARKER.fullmatch(f"[{alt}]"):
                return Step(end, line.take_out(), f"{before}{alt}")
            return Step(end, line.keep(before) + line.put(f"![{alt}](<{url}>)", OBJECT))
    behind = text[start + 1 : start + 3]
    if behind in {"", "\\"}:
        return Step(start + 1, line.keep(before + text[start])) if final else Wait()
    escaped = {"!": "&#33;", "^": "&#94;"}[text[start]]
    return Step(start + 1, line.keep(before) + line.put(escaped, text[start]))


def _read_marker(line: Line, text: str, marker: re.Match[str], before: str, *, may_grow: bool) -> Step | Wait | None:
    """None: it is text, or a link."""
    end = marker.end()
    blank = before.rstrip("*_")
    wrapper = before[len(blank) :]
    if may_grow and len(text) < end + len(wrapper) + LOOKAHEAD:
        return Wait()
    if text.startswith("(", end):
        target = TARGET.match(text, end, end + MAX_HELD)
        if target is None and may_grow and _may_become_target(text, end):
            return Wait(_CLOSE)
        if target:
            end = target.end()
            if may_grow and len(text) < end + len(wrapper) + LOOKAHEAD:
                return Wait()
    is_wrapped = bool(wrapper) and text.startswith(wrapper, end)
    behind = end + len(wrapper) if is_wrapped else end
    numbers = parse_numbers(marker[1])
    in_run = line.is_behind_marker and line.last == "]" and not wrapper
    context = line.tail + (blank if is_wrapped else before)
    is_glued = context[-1:].isascii() and context[-1:].isalpha()
    run = _find_end_of_run(line, text, behind) if is_glued and not in_run else behind
    after = text[run : run + LOOKAHEAD]
    if may_grow and (len(after) < LOOKAHEAD or (after[0] in OPENING and not _CLOSE.search(text, run + 1))):
        return Wait()
    next_to = text[behind : behind + LOOKAHEAD]
    verdict = judge(numbers, line.policy, context, (next_to, after), in_run=in_run)
    if verdict == "text" or (line.last in {"!", "^"} and not before):
        return None
    if verdict == "removed":
        if is_wrapped or not wrapper:
            return Step(behind, "")
        return Step(behind, line.keep(before))
    named = [number for number in numbers if number in line.policy.numbers]
    if is_wrapped:
        return Step(behind, line.put_marker(named, blank, wrapper))
    written = line.keep(before) if wrapper else ""
    return Step(behind, written + line.put_marker(named, "" if wrapper else blank, ""))


def _read_link(line: Line, text: str, start: int, before: str, *, may_grow: bool) -> Step | Wait | None:
    parts = _find_link(text, start, min(len(text), start + MAX_HELD), may_grow=may_grow)
    if parts is None or isinstance(parts, Wait):
        return parts
    end, label, target = parts
    url = "" if line.last in ("!", "^") and not before else line.policy.format_target(target)
    if not url:
        return Step(end, line.take_out(), before + _put_back(line, label, before))
    text_of_link = label if _PLAIN_LABEL.fullmatch(label) else line.child().write(label, "label")
    if not text_of_link.strip():
        return Step(end, line.take_out(), before)
    if MARKER.fullmatch(f"[{text_of_link}]"):
        return Step(end, line.take_out(), f"{before}[{text_of_link}]")
    written = line.keep(before)
    if "|" in label and line.kind == "text":
        line.hides_pipe = True
    return Step(end, written + line.put(f"[{text_of_link}](<{url}>)", OBJECT))


def _find_link(text: str, start: int, limit: int, *, may_grow: bool) -> tuple[int, str, str] | Wait | None:
    """Where it ends, its text and its target."""
    label = LABEL.match(text, start, limit)
    if label is None:
        part = LABEL_PART.match(text, start, limit)
        return Wait(_CLOSE) if may_grow and part and part.end() == limit else None
    if label.end() == limit and may_grow:
        return Wait()
    if not text.startswith("(", label.end()):
        return None
    target = TARGET.match(text, label.end(), label.end() + MAX_HELD)
    if target:
        return target.end(), label[1], target[1] if target[1] is not None else target[2]
    return Wait(_CLOSE) if may_grow and _may_become_target(text, label.end()) else None


def _may_become_target(text: str, start: int) -> bool:
    return len(text) < start + MAX_HELD


def _find_end_of_run(line: Line, text: str, start: int) -> int:
    """Where a row of markers of given sources ends, one directly behind the other."""
    for _ in range(_MAX_ROW):
        marker = MARKER.match(text, start, start + _MAX_MARKER)
        if marker is None or not line.policy.numbers.issuperset(parse_numbers(marker[1])):
            break
        start = marker.end()
    return start


def _put_back(line: Line, label: str, before: str = "") -> str:
    """The text of a link that is refused, which is read again; directly behind a marker it must not join it."""
    return f" {label}" if line.is_behind_marker and not before else label
