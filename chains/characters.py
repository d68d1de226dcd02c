"""Which characters may leave: none that a reader cannot see and that changes what they see or copy."""

import re

JOINERS = "\u200b\u200c\u200d\ufe0e\ufe0f"
_INVISIBLE = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi
    "\u00ad\u034f\u180b-\u180f\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff"  # zero width
    "\ufe00-\ufe0d\ufffe\uffff"
)
INVISIBLE = re.compile(f"[{_INVISIBLE}]")
_SUSPECT = re.compile(f"[\U0001f3f4\r\u2028\u2029\ud800-\udfff{JOINERS}{_INVISIBLE}]")
_TAGS = tuple("".join(chr(0xE0000 + ord(one)) for one in f"{region}\x7f") for region in ("gbeng", "gbsct", "gbwls"))
_FLAG = re.compile(f"\U0001f3f4(?:{'|'.join(_TAGS)})")
"""The flags of England, Scotland and Wales are made of a black flag and letters that nobody sees; no others are."""
_MAYBE_FLAG = re.compile("\U0001f3f4[\U000e0061-\U000e007a]{0,5}\\Z")
_INVISIBLE_OR_FLAG = re.compile(f"({_FLAG.pattern})|[{_INVISIBLE}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LETTER = (
    "\u0620-\u08ff\u0900-\u109f\u1780-\u180a\u1810-\u1cff\ua800-\uabff\ufb50-\ufdff\ufe70-\ufefc\U00011000-\U00011fff"
)
"""Scripts in which a zero-width character between two letters means something: from Arabic to Myanmar and Khmer."""
_PICTURE = "\u00a9\u00ae\u203c-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_KEYCAP = "#*0-9"
_MISPLACED = re.compile(
    f"(?<![{_LETTER}])[\u200b\u200c]|[\u200b\u200c](?![{_LETTER}])"
    f"|(?<![{_LETTER}{_PICTURE}\ufe0f])\u200d|\u200d(?![{_LETTER}{_PICTURE}])"
    f"|(?<![{_PICTURE}{_KEYCAP}])[\ufe0e\ufe0f]"
)
_MAX_HELD = 8
"""Two of them in a row are no sequence any more, so a longer run need not be kept whole."""


class CharacterFilter:
    """Takes out of a stream what may not leave; every end of a line becomes a line feed."""

    def __init__(self) -> None:
        self._held = ""
        """What depends on the next character: a carriage return, zero-width characters."""
        self._before = ""

    def add(self, text: str) -> str:
        """What may go on now."""
        if not self._held and (_is_plain(text) or not _SUSPECT.search(text)):
            self._before = text[-1:] or self._before
            return text
        return self._take(self._held + text, final=False)

    def finish(self) -> str:
        """What was held back; call it once, at the end."""
        return self._take(self._held, final=True) if self._held else ""

    def _take(self, text: str, *, final: bool) -> str:
        flag = None if final else _MAYBE_FLAG.search(text)
        text, begun = (text[: flag.start()], flag.group()) if flag else (text, "")
        text = _INVISIBLE_OR_FLAG.sub(r"\1", text)
        body = text if final else text.rstrip(f"\r{JOINERS}")
        self._held = text[len(body) :][:_MAX_HELD] + begun
        body = body.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", " ").replace("\u2029", " ")
        # The character before stands in front, for the patterns that look behind themselves.
        body = _MISPLACED.sub("", self._before + _SURROGATE.sub("\ufffd", body))[len(self._before) :]
        self._before = body[-1:] or self._before
        return body


def _is_plain(text: str) -> bool:
    """Whether it is ASCII without control characters, but for ends of lines; that is told fast."""
    return text.isascii() and (text.isprintable() or text.replace("\n", "").isprintable())


def strip_invisible(text: str) -> str:
    """Plain text without characters that nobody sees: for titles, snippets and whatever else is no Markdown."""
    if _is_plain(text):
        return text
    characters = CharacterFilter()
    return characters.add(text) + characters.finish()
