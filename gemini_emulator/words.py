"""The words of a text that carry meaning, with common endings cut off."""

import re

_STOP_WORDS = """
a an and any are as at be been but by can could did do does for from had has have he her his how i if in into is it its
just me my no not of on one or our should so some such than that the their them then there these they this those to too
us use using was we were what when where which who why will with would you your
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
MIN_STEM = 4
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_ENDING = re.compile(r"(?:ations?|ing|ings|ied|ies|ed|es|s|ly|ment|ments)$")


def content_words(text: str) -> list[str]:
    """Lower case, in order, with repetitions. `createStore` gives `creat` and `store`."""
    words = (word.lower() for word in _WORD.findall(_HUMP.sub(" ", text)))
    return [_stem(word) for word in words if word not in STOP_WORDS]


def _stem(word: str) -> str:
    stem = _ENDING.sub("", word)
    word = stem if len(stem) >= MIN_STEM else word
    return word.removesuffix("e") if len(word) > MIN_STEM else word
