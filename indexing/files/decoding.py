"""From bytes to clean text, whatever their encoding is."""

import re
from dataclasses import dataclass

from indexing.errors import PageError

_HIDDEN = "\u00ad\u180e\u200b\u2060-\u2064\ufeff\U000e0000-\U000e007f\x00-\x08\x0b\x0c\x0e-\x1f"
_MAY_BE_INVISIBLE = re.compile(f"[{_HIDDEN}\u200c\u200d]")
_INVISIBLE = re.compile(
    f"[{_HIDDEN}]"
    # Joiners belong to Persian, Indic scripts and emoji; beside Latin letters they only hide something.
    "|(?<=[\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?=[\x00-\u024f])"
)


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A file's text; `warning` says how its encoding was mended, if it was."""

    text: str
    warning: str = ""


def decode(content: bytes) -> DecodedText:
    """Text from bytes in UTF-8 or UTF-16, else taken for Windows-1252 with a warning. Raises PageError for a binary."""
    warning = ""
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = content.decode("utf-16")
        elif b"\x00" in content[:8192]:
            message = "is a binary file, not text, and was left out"
            raise PageError(message)
        else:
            text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        warning = f"is not UTF-8 (line {line}) and was read as Windows-1252; save it as UTF-8"
        text = content.decode("cp1252", errors="replace")
    return DecodedText(text, warning)


def clean_text(text: str) -> str:
    """The text with line feeds as its only line ends, and without zero-width and other invisible characters."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _INVISIBLE.sub("", text) if _MAY_BE_INVISIBLE.search(text) else text
