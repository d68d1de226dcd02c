"""Which questions of a conversation can be understood without it."""

import re

MIN_CONTENT_WORDS = 3
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_REFERS = frozenset(
    """
    it its it's itself they them their theirs this that these those there then he she him her his one ones same other
    others another else instead former latter above below previous earlier before again also too either both such so
    first second third last next more
    """.split()  # noqa: SIM905 - as a text it can be read
)
_CONTINUES = frozenset(
    """
    and or but so then also what's how's why ok okay yes no thanks thank sure right hmm
    """.split()  # noqa: SIM905 - the same
)
_ENGLISH = frozenset(
    """
    a an the is are do does can how what where when which why who should to of in on for with i
    """.split()  # noqa: SIM905 - the same
)
_FUNCTION_WORDS = _ENGLISH | frozenset(
    """
    about am any as at be been being by could did doing from had has have having if into just let may me might must my
    no not off only or our out over please shall some than through under up us use using was we were while whom will
    without would you your
    """.split()  # noqa: SIM905 - the same
)
_ABOUT = re.compile(r"\s*(?:what|how) about\b", re.IGNORECASE)


def stands_alone(question: str) -> bool:
    """True for an English question that refers to nothing before it and has a subject of its own.

    In doubt it is False: rewriting a question that stands alone costs a call, searching with half a question costs the
    answer. Questions in other languages are always in doubt.
    """
    words = [word.lower() for word in _WORD.findall(question)]
    if not words or words[0] in _CONTINUES or _ABOUT.match(question):
        return False
    if _REFERS.intersection(words) or not _ENGLISH.intersection(words):
        return False
    content = {word for word in words if word not in _FUNCTION_WORDS}
    return len(content) >= MIN_CONTENT_WORDS
