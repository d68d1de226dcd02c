"""How many tokens a text has, estimated without a model's tokenizer: at most (for cutting), or roughly (for prices)."""

import re
from math import ceil

MAX_TOKENS = 2048
"""What gemini-embedding-001 reads of one text; it silently ignores the rest."""

_ASCII_CHARACTERS_PER_TOKEN = 4
_OTHER_CHARACTERS_PER_TOKEN = 1.5
_TOKENS_PER_LETTER = 0.45
"""A token holds several letters of a word, but only about two of Base64 and the like."""
_TOKENS_PER_SPACE = 0.25
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_SPACES = b" \n\t"
_RARE = re.compile(
    "[^\x00-\x7f\u0080-\u07ff\u0900-\u0dff\u0e00-\u0eff\u1e00-\u206f\u20a0-\u22ff\u2500-\u257f\u3000-\u30ff"
    "\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef]"
)
"""Characters beyond those that are common in texts."""


def estimate_max_tokens(text: str) -> int:
    """How many tokens an embedding model makes of a text at most.

    Each digit, each sign and each common character beyond ASCII counts as one token, a rare character as its bytes.
    """
    ascii_text = text.encode("ascii", "ignore")
    without_letters = ascii_text.translate(None, _LETTERS)
    signs = without_letters.translate(None, _SPACES)
    letters, spaces = len(ascii_text) - len(without_letters), len(without_letters) - len(signs)
    tokens = letters * _TOKENS_PER_LETTER + spaces * _TOKENS_PER_SPACE + len(signs)
    if len(ascii_text) < len(text):
        rare = _RARE.findall(text)
        common = len(text) - len(ascii_text) - len(rare)
        tokens += common + sum(4 if character > "\uffff" else 3 for character in rare)
    return ceil(tokens)


def estimate_tokens(text: str) -> int:
    """Roughly how many tokens a text has: 4 Latin characters make one, 1.5 of other scripts."""
    other = sum(character > "\u02ff" for character in text) if not text.isascii() else 0
    return max(1, round((len(text) - other) / _ASCII_CHARACTERS_PER_TOKEN + other / _OTHER_CHARACTERS_PER_TOKEN))
