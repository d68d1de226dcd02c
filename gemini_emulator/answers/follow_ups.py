"""Which follow-ups can be understood without the turns before them."""

import re

from gemini_emulator.words import content_words

SHORT = 4
"""A question of fewer words and without a verb, such as "Which file?", is a piece of one."""
MANY_WORDS = 3
"""Of so many words of content, without a verb that is known here, somebody searches, or asks in another language."""

_OPENING = re.compile(
    r"^\s*(?:(?:ok|okay|thanks|thank you|great|good|fine|nice|cool|well|now|hi|hello|hey|please|yes|no|so)\b"
    r"[\s,.!;:-]*)+",
    re.IGNORECASE,
)
_FURTHER = re.compile(r"[.!?;]\s+|,? and (?=(?:how|what|where|when|who|why|which|is|are|does|do|can)\b)", re.IGNORECASE)
"""Where a second question begins, whose pronouns mean what the first is about."""
_CONTINUES = re.compile(r"^(?:and|or|but|also|then|more|same|what if|(?:what|how) about|why not)\b", re.IGNORECASE)
_NO_REFERENCE = re.compile(
    r"\binstead of\b|\b(?:is|are|was|were)(?:n['’]t)? there\b|\bthere (?:is|are)\b|\bthis (?:year|month|week)\b"
    r"|\babove \d|\b(?:a|each|in|into|of|per|can|does) one (?=[^\W\d_]{3})"
    r"|\b(?!does|is|was|has)\w+s that (?=(?:are|can|cannot|have|were)\b)",
    re.IGNORECASE,
)
"""Words that refer to nothing in these places."""
_REFERS = re.compile(
    r"\b(?:it|its|they|them|their|this|that|these|those|one|ones|instead|former|latter|above|there|then|again|he|she|him"
    r"|her|his)\b",
    re.IGNORECASE,
)
_MAY_REFER = re.compile(
    r"\b(?:others?|another|else|same|also|too|as well|the (?:first|second|third|last|next))\b", re.IGNORECASE
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|do|does|did|can|could|will|would|should|must|may|has|have|had|who)\b|n['’]t\b"
    r"|\b(?:what|who|how|where)['’]s\b",
    re.IGNORECASE,
)
_PIECE = re.compile(
    r"^(?:on|in|with|without|for|at|from|since|under|inside|via|to|by|as|the|a|an|any|only)\b", re.IGNORECASE
)
_VAGUE = frozenset(
    content_words(
        """
        allow alternative apply best better big case change command common default detail difference disable else
        enable error example explain far fast faster few file find first get give good happen help hold kind know
        large last less limit little long many maximum mean minimum more much name need next number often option other
        others part please possible possibility problem reason recommend required same say second see set setting show
        size small soon sort start step stop support tell thing think third too true try turn typical value version
        want way well what's who's how's work
        """
    )
)
"""What may be asked about anything; about which thing, the turns before say."""


def stands_alone(question: str) -> bool:
    """Whether a question has a subject of its own and refers to nothing: turns before it would only lead it astray."""
    first, *_ = _FURTHER.split(_OPENING.sub("", question), maxsplit=1)
    text = first.strip()
    if _CONTINUES.search(text) or _REFERS.search(_NO_REFERENCE.sub(" ", text)):
        return False
    content = set(content_words(text))
    if not _VERB.search(text) and (_PIECE.search(text) or (len(text.split()) < SHORT and len(content) < MANY_WORDS)):
        return False
    return len(content - _VAGUE) > bool(_MAY_REFER.search(text))
