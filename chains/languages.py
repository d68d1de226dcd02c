"""Tells languages apart by their scripts and by the small words that every sentence has. Nothing is asked or loaded."""

import re
from functools import lru_cache

_SMALL_WORDS = {
    "en": """
        the of and to a an in is it you that for on are with as this be at by from or have not but what all were
        when your can there if will how which do does did their into has more these would could should its than
        so no our we they them he she his her my me was been being am then where why who whose whom may might
        must shall very also just only both each any some such same other most much many few own per via while
        during between among because since until although though however therefore thus about over under up out
        off too here us i nor never yet else onto upon done doing had having
    """,
    "de": """
        der die das und ist nicht ein eine einen einem einer zu den dem des mit von auf für sich im auch es an
        werden aus wie wird sie er ich wir ihr man oder aber wenn kann können sind hat haben bei nach durch über
        nur noch zum zur vom als dass daß so keine kein welche welcher wo warum gibt mein meine muss soll
    """,
    "fr": """
        le la les un une des du de et est dans que qui pour pas sur avec ce cette ces il elle nous vous je tu on
        ne se sont par au aux plus ou mais comment quel quelle où si votre vos être avoir fait peut faut sans
        leur son sa ses y en quoi
    """,
    "es": """
        el la los las un una unos unas de del y es en que por para con no se su sus al lo como más pero o este
        esta estos estas son cómo qué cuál dónde si puede puedo hay está están ser ya cuando sin sobre mi
        también le
    """,
    "it": """
        il lo la gli le un uno una di del della dei delle e è che in per con non si su sono come più ma o questo
        questa al alla da dal nel nella se può posso dove quale cosa ho anche
    """,
    "pt": """
        o a os as um uma uns umas de do da dos das e é em no na nos nas que por para com não se seu sua ao à
        como mais mas ou este esta são qual onde posso pode quando já também
    """,
    "nl": """
        de het een en van ik te dat die in is niet zijn op aan met voor er maar om hem dan zou of wat mijn men
        dit zo door over bij ook tot je uit kan hoe welke waar worden wordt naar
    """,
}
_WORDS = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
SMALL_WORDS = frozenset().union(*_WORDS.values())
_BITS = 12
_MOST = (1 << _BITS) - 1
_SHIFTS = [(_BITS * number, language) for number, language in enumerate(_WORDS)]
_COUNTERS = {word: sum([1 << shift for shift, language in _SHIFTS if word in _WORDS[language]]) for word in SMALL_WORDS}
"""For each small word a one for each language that has it, 12 bits apart: their sum counts for all at once."""
_WORD = re.compile(r"[^\W\d_]+")
_ASCII_WORD = re.compile("[a-z]+")
_CODE = re.compile(r"[`h](?:(?<=`)`*[^`]*`+|(?<=h)ttps?://\S+)")
_BEYOND_LATIN = re.compile("[\u0370-\uffff]")
_KANA = re.compile("[\u3040-\u30ff]")
_SCRIPTS = {
    "zh": re.compile("[\u3400-\u4dbf\u4e00-\u9fff]"),
    "ko": re.compile("[\uac00-\ud7af\u1100-\u11ff]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "hi": re.compile("[\u0900-\u097f]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "el": re.compile("[\u0370-\u03ff]"),
}
_SAMPLE = 1_500
"""So many characters tell the language of any text."""
_OF_ANOTHER_SCRIPT = 0.2
"""This share of a text's letters tells its script: names and commands stay Latin in every language."""


@lru_cache(maxsize=512)
def detect_language(text: str) -> str:
    """The language as `en`, `de`, …; empty when nothing tells. A script stands for the language most written in it."""
    prose = _CODE.sub(" ", text[:_SAMPLE])
    if prose.isascii():
        return _most_small_words(_ASCII_WORD.findall(prose.lower()))
    words = [word.lower() for word in _WORD.findall(prose)]
    letters = "".join(words)
    if _BEYOND_LATIN.search(letters):
        if len(_KANA.findall(letters)) > _OF_ANOTHER_SCRIPT * len(letters) / 2:
            return "ja"
        for language, script in _SCRIPTS.items():
            if len(script.findall(letters)) > _OF_ANOTHER_SCRIPT * len(letters):
                return language
    return _most_small_words(words)


def _most_small_words(words: list[str]) -> str:
    total = sum(map(_COUNTERS.__getitem__, filter(_COUNTERS.__contains__, words)))
    counts = sorted([(total >> shift & _MOST, language) for shift, language in _SHIFTS])
    (second, _), (first, language) = counts[-2:]
    return language if first > second else ""
