"""From bytes to clean text, whatever their encoding is."""

import re
from dataclasses import dataclass

import webencodings

from indexing.errors import PageError

_HIDDEN = "\u00ad\u180e\u200b\u2060-\u2064\ufeff\U000e0000-\U000e007f\x00-\x08\x0b\x0c\x0e-\x1f"
_MAY_BE_INVISIBLE = re.compile(f"[{_HIDDEN}\u200c\u200d]")
_INVISIBLE = re.compile(
    f"[{_HIDDEN}]"
    # Joiners belong to Persian, Indic scripts and emoji; beside Latin letters they only hide something.
    "|(?<=[\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?=[\x00-\u024f])"
)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_UTF_8 = b"\xef\xbb\xbf"
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)"
    rb"|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]+)",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4096
"""Browsers look into the first 1,024 bytes; generators write long comments and scripts before the declaration."""
_LOOKED_AT = 8192
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\f\r\x1b")
_MAX_CONTROL_SHARE = 0.1
"""Text with more control characters than this is no text. React's renderer leaves some NULs, about one in 700 bytes."""
_HEAD_END = re.compile(rb"</head\s*>|<body[\s>]", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_NUL_IN_TEXT = re.compile("(<[^>]*>)|\x00")


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A file's text; `warning` says how its encoding was mended, if it was."""

    text: str
    warning: str = ""


def decode(content: bytes) -> DecodedText:
    """Text from bytes in UTF-8 or UTF-16, else taken for Windows-1252 with a warning. Raises PageError for a binary."""
    if content.startswith(_UTF_16):
        return DecodedText(content.decode("utf-16", "replace"))
    if b"\x00" in content[:_LOOKED_AT]:
        _check_text(content)
    try:
        return DecodedText(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    text = content.decode("utf-8-sig", "replace")
    if _is_mostly_utf8(text):
        return DecodedText(
            text, f"holds bytes that are not UTF-8 (line {line}), of which each is a \ufffd now; save it again"
        )
    return DecodedText(
        content.decode("cp1252", errors="replace"),
        f"is not UTF-8 (line {line}) and was read as Windows-1252; save it as UTF-8",
    )


def decode_html(content: bytes) -> DecodedText:
    """The text of an HTML page in the encoding that it declares, else as `decode`.

    NULs in the text are left out, as browsers do; those inside tags are left to the parser. Raises PageError for a
    binary file.
    """
    declared = find_declared_encoding(content)
    decoded = DecodedText(content.decode(declared, "replace")) if declared else decode(content)
    if "\x00" in decoded.text:
        return DecodedText(_NUL_IN_TEXT.sub(lambda match: match[1] or "", decoded.text), decoded.warning)
    return decoded


def decode_start(content: bytes) -> str:
    """The text of the beginning of an HTML page, which may be cut anywhere; what cannot be read is marked."""
    declared = find_declared_encoding(content)
    if declared or content.startswith(_UTF_16):
        return content.decode(declared or "utf-16", "replace")
    text = content.decode("utf-8-sig", "replace")
    # A character that is cut off at the end does not make the page one of another encoding.
    if "\ufffd" not in text[:-1] or "\x00" in text or _is_mostly_utf8(text):
        return text
    return content.decode("cp1252", "replace")


def convert_to_utf8(content: bytes, label: str) -> bytes:
    """An HTML page as UTF-8 that says so, where `label`, which a server sent with it, is not what the page says.

    A page's byte order mark goes before the label, and the label before what the page declares.
    """
    if not label or content.startswith((*_UTF_16, _UTF_8)):
        return content
    sent = find_encoding(label)
    if sent:
        return _UTF_8 + content.decode(sent, "replace").encode()
    known = webencodings.lookup(label)
    return _UTF_8 + content if known and known.name == "utf-8" and find_declared_encoding(content) else content


def find_declared_encoding(content: bytes) -> str:
    """Python's name of the encoding that an HTML page declares; empty where that is none, or UTF-8."""
    if content.startswith((*_UTF_16, _UTF_8)):
        return ""
    match = _DECLARED.search(_COMMENT.sub(b"", content[:_DECLARED_WITHIN]))
    if not match and len(content) > _DECLARED_WITHIN and not _is_utf8(content):
        head = _HEAD_END.search(content, _DECLARED_WITHIN)
        match = _DECLARED.search(_COMMENT.sub(b"", content[: head.start()])) if head else None
    return find_encoding((match[1] or match[2]).decode("ascii")) if match else ""


def find_encoding(label: str) -> str:
    """Python's name of the encoding that a label on the web means; empty for UTF-8 and for unknown ones."""
    encoding = webencodings.lookup(label)
    # A declaration that can be read as ASCII is not written in UTF-16, whatever it says.
    if encoding is None or encoding.name.startswith("utf-") or encoding.name == "x-user-defined":
        return ""
    return "gb18030" if encoding.name == "gbk" else str(encoding.codec_info.name)  # browsers read the one as the other


def clean_text(text: str) -> str:
    """The text with line feeds as its only line ends, and without zero-width and other invisible characters."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _INVISIBLE.sub("", text) if _MAY_BE_INVISIBLE.search(text) else text


def _is_utf8(content: bytes) -> bool:
    if content.isascii():
        return True
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_utf8(text: str) -> bool:
    """Whether more characters beyond ASCII could be read as UTF-8 than could not: some bytes of the file are wrong."""
    wrong = text.count("\ufffd")
    return sum(len(part) for part in _BEYOND_ASCII.findall(text)) > 2 * wrong


def _check_text(content: bytes) -> None:
    start = content[:_LOOKED_AT]
    control = len(start) - len(start.translate(None, _CONTROL))
    if control > _MAX_CONTROL_SHARE * len(start):
        message = "is a binary file, not text, and was left out"
        raise PageError(message)
    if content.lstrip().startswith(b"<"):  # a page, whatever its encoding is
        return
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        message = "is a binary file, not text, and was left out"
        raise PageError(message) from error
