"""Which follow-ups can be understood without the turns before them."""

import re

from gemini_emulator.words import content_words

MIN_WORDS = 3
_REFERS = re.compile(
    r"\b(?:it|its|they|them|their|this|that|these|those|one|ones|same|other|another|else|instead|former|latter|above|there"
    r"|then|again|he|she|him|her)\b|^\s*(?:and|or|but|so|also|what about|how about|why not|more|ok|okay|yes|no)\b",
    re.IGNORECASE,
)


def stands_alone(question: str) -> bool:
    """Whether a question has a subject of its own and refers to nothing: turns before it would only lead it astray."""
    return not _REFERS.search(question) and len(set(content_words(question))) >= MIN_WORDS
