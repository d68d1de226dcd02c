"""What a sentence only quotes, or says of a case or a duty: a denial in there denies nothing."""

import re

_QUOTED = re.compile(r"`+[^`]*`+|\"[^\"]*\"|“[^”]*”|„[^“”]*[“”]|«[^»]*»|「[^」]*」|『[^』]*』")
_IF = {
    "en": "if|unless|when|whenever|until|as long as|in case",
    "de": "wenn|falls|sofern|solange|sobald|außer|bis",
    "es": "si|cuando|salvo que|a menos que|a no ser que|mientras",
    "fr": r"si|s['’]ils?|lorsqu\w*|quand|sauf si|à moins qu\w*|tant qu\w*",
}
_CLAUSES = [
    *(
        re.compile(rf"^\W*(?:{words})\b[^,]*,|(?<=\w[\s,])\s?(?:{words})\b[^,;:.]*", re.IGNORECASE)
        for words in _IF.values()
    ),
    re.compile("[^、。]*(?:場合|とき|時|限り|れば|たら|ないと)[はにも]*、"),
    re.compile("(?:必要[はが]?(?:あり)?|(?:なければ|ねば)なり|(?:か|構)まい|構い|とは限り)ません"),
    re.compile("(?:如果|若|除非|假如|只要|一旦)[^，。；]*[，；]|当?[^，。；]*时，"),
]
_LETTERS = 5
"""A sentence of which less is left was all aside."""
_LETTER = re.compile(r"\w")


def drop_asides(sentence: str) -> str:
    """The sentence without what it quotes, its conditions and Japanese for "must" and "may".

    Whole, when next to nothing would be left.
    """
    rest = _QUOTED.sub(" … ", sentence)
    for clause in _CLAUSES:
        rest = clause.sub(" ", rest)
    return rest if len(_LETTER.findall(rest)) >= _LETTERS else sentence
