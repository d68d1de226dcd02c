"""Some models end an answer with a list of sources of their own. Ours come with the answer, so theirs is left out."""

import re

_NAMES = (
    "sources?|references?|citations?|quellen?|quellenangaben|références|fuentes|referencias|fonti|riferimenti|fontes|"
    "referências|bronnen|źródła|källor|kilder|lähteet|kaynaklar|источники|джерела|参考(?:資料|文献|资料)?|出典|引用|来源|來源|출처"
)
_HEADING = re.compile(
    rf"[ \t]*(?:[#>]+[ \t]*)?[*_]{{0,3}}(?:{_NAMES})(?: used| cited)?[*_]{{0,3}}[ \t]*[:：]?[*_]{{0,3}}[ \t]*"
    r"(?:\[\^?\d[\d,\s\[\]^;–-]*\][ \t.]*)?",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"\s*(?:\Z|[-*+•]\s|\d{1,3}[.)]\s|\[|-{3,}\s*\Z)")
_MAY_BECOME_HEADING = re.compile(
    r"[ \t]*(?:[#>]+[ \t]*)?[*_]{0,3}\w{0,20}(?: (?:u(?:s(?:ed?)?)?|c(?:i(?:t(?:ed?)?)?)?)?)?"
    r"[*_ \t:：]*(?:\[[\d,\s\[\]^;–-]*)?[ \t.]*"
)
_MAY_BECOME_FENCE = re.compile(r"[ \t]*(?:`{1,2}|~{1,2})")
_FENCE = re.compile(r"[ \t]*(?:`{3}|~{3})")
_ENTRY_CHARACTERS = 8
"""How many characters of a line it takes to tell whether the line is an entry of a list."""
_MAX_HELD = 4_000
_MAX_HEADING = 200
"""A longer line is no heading: a row of blanks is not looked at again and again."""
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


class SourceListFilter:
    """Holds back a heading such as `Sources:` with a list, and lets it go only when other text follows it."""

    def __init__(self) -> None:
        self._line = ""
        """The beginning of the current line, while it may still become a heading."""
        self._list = ""
        """A heading and what followed it so far."""
        self._is_prose = False
        """True when the rest of the current line is no heading."""
        self._has_text = False
        self._is_code = False

    def feed(self, text: str) -> str:
        """What may go on now."""
        if self._is_prose and "\n" not in text:
            return text
        return "".join(self._take(piece) for piece in _LINES.findall(text))

    def flush(self) -> str:
        """What was held back without need; call it once, at the end."""
        held = self._list + self._line
        if not self._list:
            is_list = bool(self._line.strip() and _HEADING.fullmatch(self._line)) and not self._is_code
        else:
            is_list = bool(_ENTRY.match(self._line)) or not self._line
        self._list = self._line = ""
        return "" if is_list and self._has_text else held

    def _take(self, piece: str) -> str:
        is_whole = piece.endswith("\n")
        if self._is_prose:
            self._is_prose = not is_whole
            return piece
        self._line += piece
        if self._list:
            return self._take_after_heading(is_whole=is_whole)
        content = self._line.rstrip("\n")
        if len(content) > _MAX_HEADING:
            return self._release(is_whole=is_whole)
        if is_whole and not self._is_code and _HEADING.fullmatch(content):
            self._list, self._line = self._line, ""
            return ""
        may_become = _MAY_BECOME_FENCE.fullmatch(content) or (
            not self._is_code and _MAY_BECOME_HEADING.fullmatch(content)
        )
        return "" if may_become and not is_whole else self._release(is_whole=is_whole)

    def _take_after_heading(self, *, is_whole: bool) -> str:
        is_known = is_whole or len(self._line) > _ENTRY_CHARACTERS
        if is_known and (not _ENTRY.match(self._line) or len(self._list) + len(self._line) > _MAX_HELD):
            return self._release(is_whole=is_whole)
        if is_whole:
            self._list, self._line = self._list + self._line, ""
        return ""

    def _release(self, *, is_whole: bool) -> str:
        released = self._list + self._line
        self._is_code = self._is_code != bool(_FENCE.match(self._line))
        self._list = self._line = ""
        self._is_prose = not is_whole
        self._has_text = self._has_text or bool(released.strip())
        return released
