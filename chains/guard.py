"""What may leave of a model's text: markers of the given sources, and links that the documentation knows.

Renderers disagree about what is code. So code is left alone only where every renderer takes it for code: in fences that
begin in the first column, and between backticks on one line. In what may be code (fences in lists and quotations, and
everything behind one) markers stay as they are, but URLs are looked at.
"""

import re
from typing import Protocol

from chains.citations import MARKER, UNFINISHED_MARKER, find_cited, format_marker
from chains.links import LinkPolicy, find_url_end
from chains.syntax import (
    AUTOLINK,
    DEFINITION,
    FENCE,
    LETTER,
    LINE_BEGINNING,
    PLAIN_TAG,
    SPECIAL,
    SPECIAL_IN_CODE,
    TAG_START,
    TARGET,
    TITLE,
    UNFINISHED_TAG,
    URL_IN_CODE,
    URL_REST,
    find_close,
)

REMOVED = "[…]"
"""Stands for a URL that may not leave."""
MAX_HELD = 2_000
"""Characters held back for one construct; a longer one is sent as text that no renderer takes for a link."""


class AnswerGuard:
    """Cleans a stream of Markdown: `feed` it what arrives, send what it returns, at the end send `flush`.

    A marker that names no source is taken out; `[1, 2]`, `[1-3]` and `[^1]` become `[1][2]`, `[1][2][3]` and `[1]`. A
    link or an image whose target `links` does not allow leaves only its text; a bare URL becomes REMOVED. HTML that
    could fetch anything is shown as text. Whatever may still become one of these is held back until it is whole.
    """

    def __init__(self, sources: int, links: LinkPolicy) -> None:
        self._sources = sources
        self._links = links
        self._held = ""
        self._line = ""
        """What was sent of the current line: what a renderer sees."""
        self._fence = ""
        self._is_sure = True
        """False behind a fence that renderers may disagree about."""
        self._is_open_tick = False
        """True behind a backtick that may begin code which goes on in the next line."""
        self.cited: list[int] = []
        """The numbers that were let through, each once, in order of first use."""

    def feed(self, text: str) -> str:
        """What may be sent now."""
        self._held += text
        return self._take(final=False)

    def flush(self) -> str:
        """What was still held back; call it once, at the end."""
        return self._take(final=True)

    def _take(self, *, final: bool) -> str:
        text, position, sent = self._held, 0, list[str]()
        tail = "\r" if text.endswith("\r") and not final else ""  # the first half of a line end, perhaps
        if "\r" in text:
            text = text.removesuffix(tail).replace("\r\n", "\n").replace("\r", "\n")
        while position < len(text):
            if self._fence and self._is_sure:
                position = self._pass_code(text, position, sent)
                continue
            special = (SPECIAL_IN_CODE if self._fence else SPECIAL).search(text, position)
            start = special.start() if special else len(text)
            if start > position:
                sent.append(self._keep(text[position:start]))
            position = start
            if special is None:
                break
            end = self._step(text, start, special.group(), sent, final=final)
            if end is None:
                break
            position = end
        self._held = text[position:] + tail
        return "".join(sent)

    def _pass_code(self, text: str, position: int, sent: list[str]) -> int:
        end = text.find("\n", position)
        sent.append(self._keep(text[position : len(text) if end < 0 else end]))
        if end < 0:
            return len(text)
        sent.append("\n")
        self._end_line()
        return end + 1

    def _step(self, text: str, start: int, special: str, sent: list[str], *, final: bool) -> int | None:
        """Deal with one special place; returns where to go on, or None to wait for more text."""
        final = final or len(text) - start > MAX_HELD
        if special == "\n":
            sent.append(special)
            self._end_line()
            return start + 1
        step = self._find_step(special)
        if step is not None:
            return step(text, start, special, sent, final=final)
        if not final and start + len(special) == len(text):
            return None
        sent.append(self._keep(special))
        return start + len(special)

    def _find_step(self, special: str) -> "_Step | None":
        if special[0] == "`":
            return self._step_code
        if special == "](":
            return self._step_target
        if special == "<":
            return self._step_tag
        if special[-1] == "[":
            return self._step_image if special.endswith("![") else self._step_bracket
        return self._step_url if special.endswith("//") or special.lower() == "www." else None

    def _step_code(self, text: str, start: int, ticks: str, sent: list[str], *, final: bool) -> int | None:
        end = start + len(ticks)
        if end == len(text) and not final:
            return None
        begins_fence = len(ticks) >= len("```") and LINE_BEGINNING.match(self._line)
        is_escaped = self._line.endswith("\\")
        if not begins_fence and not is_escaped:
            close = re.compile(rf"(?<!`){ticks}(?!`)").search(text, end)
            line_end = text.find("\n", end)
            if close and (line_end < 0 or close.start() < line_end):
                if close.end() == len(text) and not final:
                    return None
                code = text[start : close.end()]
                # A renderer that sees code begin earlier, or cells of a table, sees this as text.
                is_doubtful = self._is_open_tick or not self._is_sure or "|" in code
                sent.append(self._keep(self._remove_urls(code) if is_doubtful else code))
                return close.end()
            if line_end < 0 and not final:
                return None
        self._is_open_tick = True
        sent.append(self._keep(ticks))
        return end

    def _step_bracket(self, text: str, start: int, special: str, sent: list[str], *, final: bool) -> int | None:
        """A definition, a marker, a link, or a bracket that means nothing."""
        if LINE_BEGINNING.match(self._line) and (definition := DEFINITION.match(text, start + len(special) - 1)):
            if definition.end() == len(text) and not final:
                return None
            if self._take_definition(definition, sent):
                return definition.end()
        if marker := MARKER.match(text, start):
            return self._step_marker(text, start, marker.group(), sent, final=final)
        if not final and UNFINISHED_MARKER.match(text, start):
            return None
        return self._step_image(text, start, special, sent, final=final)

    def _step_image(self, text: str, start: int, special: str, sent: list[str], *, final: bool) -> int | None:
        """An image, or a link; held back until the bracket on the same line that closes it tells."""
        bracket = start + len(special) - 1
        close = find_close(text, bracket)
        rest = text[bracket if close is None else close :]
        target = TARGET.match(text, close) if close is not None else None
        may_go_on = close is None or rest == "]" or rest.startswith("](")
        if target is None and may_go_on and not final and "\n" not in rest:
            return None
        if target is None or close is None:
            sent.append(self._keep(special))
            return start + len(special)
        before, inner = text[start:bracket], self._clean(text[bracket + 1 : close])
        is_allowed = self._links.allows(target["target"].strip("<>"))
        link = f"{before}[{inner}]({target['target']})"  # without its title, which is text where there is no link
        sent.append(self._keep(link if is_allowed else before.removesuffix("!") + inner))
        return target.end()

    def _step_marker(self, text: str, start: int, marker: str, sent: list[str], *, final: bool) -> int | None:
        end = start + len(marker)
        if end == len(text) and not final:
            return None  # it may become a link: [1](…)
        if text.startswith("(", end):
            target = TARGET.match(text, end - 1)
            if target:
                end = target.end()
            elif not final and "\n" not in text[end:]:
                return None
        numbers = find_cited(marker, self._sources)
        self.cited += [number for number in numbers if number not in self.cited]
        sent.append(self._keep(format_marker(marker, numbers)))
        return end

    def _take_definition(self, definition: re.Match[str], sent: list[str]) -> bool:
        """A reference's target, or an entry of a list of sources that the model makes itself; False: it is neither."""
        label, target = definition["label"], definition["target"]
        is_number = label.lstrip("^").isdecimal()
        if label.startswith("^"):
            return is_number
        if not TITLE.match(definition["rest"]):
            return False
        if not is_number and target and self._links.allows(target.strip("<>")):
            sent.append(self._keep(f"[{label}]: {target}"))
        return True

    def _step_target(self, text: str, start: int, _: str, sent: list[str], *, final: bool) -> int | None:
        """The second half of a link whose first half went over lines, or of something in code that looks like one."""
        target = TARGET.match(text, start)
        if target is None:
            if not final and "\n" not in text[start:]:
                return None
            sent.append(self._keep("](" if self._fence else "]\\("))
            return start + len("](")
        is_allowed = self._links.allows(target["target"].strip("<>"))
        sent.append(self._keep(f"]({target['target']})" if is_allowed else "]"))
        return target.end()

    def _step_tag(self, text: str, start: int, _: str, sent: list[str], *, final: bool) -> int | None:
        if autolink := AUTOLINK.match(text, start):
            is_allowed = self._links.allows(autolink["target"])
            sent.append(self._keep(autolink.group() if is_allowed else REMOVED))
            return autolink.end()
        tag = PLAIN_TAG.match(text, start)
        if tag and LETTER.search(self._line):  # a tag that begins a line begins a block of HTML
            sent.append(self._keep(tag.group()))
            return tag.end()
        if not final and UNFINISHED_TAG.match(text, start):
            return None
        begins_tag = TAG_START.match(text, start)
        sent.append(self._keep("&lt;" if begins_tag else "<"))
        return start + 1

    def _step_url(self, text: str, start: int, _: str, sent: list[str], *, final: bool) -> int | None:
        rest = URL_REST.match(text, start)
        url = rest.group() if rest else ""
        if start + len(url) == len(text) and not final:
            return None
        end = find_url_end(url)
        sent.append(self._keep((url[:end] if self._links.allows(url[:end]) else REMOVED) + url[end:]))
        return start + len(url)

    def _remove_urls(self, code: str) -> str:
        def replace(match: re.Match[str]) -> str:
            url = match.group()
            end = find_url_end(url)
            return url if self._links.allows(url[:end]) else REMOVED + url[end:]

        return URL_IN_CODE.sub(replace, code)

    def _clean(self, text: str) -> str:
        """The text of a link, which may hold markers and images of its own."""
        inner = AnswerGuard(self._sources, self._links)
        inner._line = "a"  # it stands inside a line
        cleaned = inner.feed(text) + inner.flush()
        self.cited += [number for number in inner.cited if number not in self.cited]
        return cleaned

    def _keep(self, text: str) -> str:
        self._line += text
        return text

    def _end_line(self) -> None:
        fence = FENCE.match(self._line)
        if self._fence:
            if fence and fence["run"].startswith(self._fence) and not fence["info"].strip(" \t"):
                self._fence = ""
        elif fence and not (fence["run"][0] == "`" and "`" in fence["info"]):
            self._fence, self._is_open_tick = fence["run"], False
            self._is_sure = self._is_sure and not fence["before"]
        if not self._line.strip():
            self._is_open_tick = False
        self._line = ""


class _Step(Protocol):
    """Where to go on after a special place, or None to wait for more text."""

    def __call__(self, text: str, start: int, special: str, sent: list[str], /, *, final: bool) -> int | None: ...
