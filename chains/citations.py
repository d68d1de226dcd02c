"""What may leave of a model's text: markers of the given sources and no others."""

import re

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_MARKER = re.compile(r"[ \t]*\[\^?\d{1,4}(?:\s?[,;–-]\s?\^?\d{1,4})*\]")
_UNFINISHED_MARKER = re.compile(r"[ \t]*(?:\[[\^\d,;–\- ]{0,60})?\Z")
_SPECIAL = re.compile(r"[ \t]*\[|[ \t]+\Z|`+|\n")


class CitationGuard:
    """Cleans a stream of Markdown: `feed` it what arrives, send what it returns, at the end send `flush`.

    A marker that names no source is taken out; `[1, 2]`, `[1-3]` and `[^1]` become `[1][2]`, `[1][2][3]` and `[1]`.
    What may still become a marker is held back until it is whole. Code, fenced or inline, is left as it is: `row[0]`
    is no marker there.
    """

    def __init__(self, sources: int) -> None:
        self._sources = sources
        self._held = ""
        self._line = ""
        self._fence = ""
        self._ticks = 0
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
        text, position, sent = self._held, 0, []
        while position < len(text):
            special = _SPECIAL.search(text, position)
            start = special.start() if special else len(text)
            sent.append(self._keep(text[position:start]))
            if special is None:
                position = start
                break
            end = self._step(text, start, special.group(), sent, final=final)
            if end is None:
                position = start
                break
            position = end
        self._held = text[position:]
        return "".join(sent)

    def _step(self, text: str, start: int, special: str, sent: list[str], *, final: bool) -> int | None:
        """Deal with one special place; returns where to go on, or None to wait for more text."""
        end = start + len(special)
        if special == "\n":
            self._end_line()
            sent.append(special)
        elif special[0] == "`":
            if end == len(text) and not final:
                return None
            self._toggle_inline_code(special)
            sent.append(self._keep(special))
        elif self._fence or self._ticks:
            sent.append(self._keep(special))
        elif marker := _MARKER.match(text, start):
            sent.append(self._keep(self._format_marker(marker.group())))
            return marker.end()
        elif not final and _UNFINISHED_MARKER.match(text, start):
            return None
        else:
            sent.append(self._keep(special))
        return end

    def _keep(self, text: str) -> str:
        self._line += text
        return text

    def _end_line(self) -> None:
        fence = _FENCE.match(self._line)
        if self._fence:
            closes = fence and fence[1].startswith(self._fence) and not self._line[fence.end() :].strip()
            if closes:
                self._fence = ""
        elif fence:
            self._fence = fence[1]
        # Inline code is not followed over the end of a line: a lone backtick must not switch the guard off.
        self._line, self._ticks = "", 0

    def _toggle_inline_code(self, ticks: str) -> None:
        if self._fence or (not self._line.strip() and len(ticks) >= len("```")):
            return
        if not self._ticks:
            self._ticks = len(ticks)
        elif self._ticks == len(ticks):
            self._ticks = 0

    def _format_marker(self, marker: str) -> str:
        kept = [number for number in _numbers(marker) if 1 <= number <= self._sources]
        self.cited += [number for number in dict.fromkeys(kept) if number not in self.cited]
        if not kept:
            return ""
        space = marker[: marker.index("[")]
        return space + "".join(f"[{number}]" for number in dict.fromkeys(kept))


def _numbers(marker: str) -> list[int]:
    numbers: list[int] = []
    for part in re.split(r"[,;]", marker.strip(" \t[]")):
        first, *rest = (int(number) for number in re.findall(r"\d+", part))
        last = rest[-1] if rest else first
        numbers += range(first, min(last, first + 50) + 1) if last >= first else (first, last)
    return numbers
