"""How a character is written so that every renderer shows it as the text that it is.

Entities are used, because they are understood by renderers that show a backslash, and because what the
guard wrote itself is thereby told from what the model escaped.
"""

import re
from html.entities import html5

from chains.characters import INVISIBLE

PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
ENTITY = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));")
UNFINISHED_ENTITY = re.compile(r"&(?:#(?:[0-9]{0,7}|[xX][0-9a-fA-F]{0,6})|[A-Za-z][A-Za-z0-9]{0,31})?\Z")
_NAMED = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_LAST = 0x10FFFF


def escape(character: str) -> str:
    """The character as an entity."""
    return _NAMED.get(character) or f"&#{ord(character)};"


def escape_all(text: str) -> str:
    """The text with a backslash before all ASCII punctuation, to be read as text."""
    return "".join(f"\\{one}" if one in PUNCTUATION else one for one in text)


def decode(entity: re.Match[str]) -> str | None:
    """The characters that an entity stands for; None for a name that there is not, "" for what may not leave."""
    decimal, hexadecimal, name = entity.groups()
    if name:
        characters = html5.get(f"{name};")
        if characters is None:
            return None
    else:
        code = int(decimal) if decimal else int(hexadecimal, 16)
        characters = chr(code) if 0 < code <= _LAST and not 0xD800 <= code <= 0xDFFF else "\ufffd"  # noqa: PLR2004
    characters = re.sub(r"[\t\n\r\u2028\u2029]", " ", characters)
    return re.sub("[\u200b-\u200d\ufe0e\ufe0f]", "", INVISIBLE.sub("", characters))
