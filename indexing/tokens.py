"""How many tokens of an embedding model a text may have at most, estimated without the model's tokenizer."""

import re
from math import ceil

MAX_TOKENS = 2048
"""What gemini-embedding-001 reads of one text; it silently ignores the rest."""

_LETTERS_PER_CHARACTER = 0.45
"""Words are split into pieces of some letters; in Base64 and the like of about two."""
_PER_SPACE = 0.25
_LETTERS = {ord(letter): None for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"}
_SPACES = {ord(space): None for space in " \n\t"}
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_COMMON = re.compile(
    "[\u0080-\u07ff\u0900-\u0dff\u0e00-\u0eff\u1e00-\u206f\u20a0-\u22ff\u2500-\u257f\u3000-\u30ff\u4e00-\u9fff"
    "\uac00-\ud7a3\uff00-\uffef]+"
)
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def estimate_max_tokens(text: str) -> int:
    """An upper estimate: a token for each digit, sign and common letter beyond ASCII; bytes for rare characters."""
    ascii_text = text if text.isascii() else _NOT_ASCII.sub("", text)
    without_letters = ascii_text.translate(_LETTERS)
    signs = without_letters.translate(_SPACES)
    letters, spaces = len(ascii_text) - len(without_letters), len(without_letters) - len(signs)
    tokens = letters * _LETTERS_PER_CHARACTER + spaces * _PER_SPACE + len(signs)
    if ascii_text is not text:
        others = len(text) - len(ascii_text)
        common = sum(map(len, _COMMON.findall(text)))
        tokens += common + 3 * (others - common) + len(_ASTRAL.findall(text))
    return ceil(tokens)
