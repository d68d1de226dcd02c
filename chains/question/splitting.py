"""The questions in a text that asks several, or that says more than it asks."""

import re
from collections.abc import Iterable, Sequence

MAX_QUESTIONS = 2
"""Each is searched for: an embedding and a search, which take as long as those of the whole text."""
_MIN_WORDS = 3
_MIN_SPACELESS = 5
"""So many letters of a language without spaces are about as much."""
_SENTENCE = re.compile(r"(?<=[.!?])(?=\s)|(?<=[。！？])|(?<=;)(?=\s)|\n+")
_JOINED = re.compile(
    r"(?:[,;]|(?<!\s))\s++(?:and|und|et|y|e)\s+"
    r"(?=(?:also\s+)?(?:how|what|where|when|which|why|who|can|could|do|does|is|are|should"
    r"|wie|was|wo|wann|warum|wer|welche[rsn]?|kann|comment|pourquoi|où|quand|quel(?:le)?s?|cómo|qué|dónde|cuándo"
    r"|como|onde|quando|qual|quais)\b)",
    re.IGNORECASE,
)
"""An "and" behind which another question begins."""
_ASKS = re.compile(
    r"(?:how|what|where|when|which|why|who|can|could|do|does|is|are|should|wie|was|wo|wann|warum|wer|kann|comment"
    r"|pourquoi|où|quand|quels?|quelles?|cómo|qué|dónde|cuándo|como|onde|quando|qual|quais)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
_SPACELESS = re.compile("[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def split_question(text: str) -> list[str]:
    """At most two of the questions in a text; none when it is one question and nothing else.

    Sentences that end with a question mark, or begin as questions do, come before those that do not ask.
    """
    pieces = [piece for sentence in _split(_SENTENCE, [text]) for piece in _split(_JOINED, [sentence])]
    pieces = [piece for piece in pieces if _is_long_enough(piece)]
    found = sorted(pieces, key=_asks, reverse=True)[:MAX_QUESTIONS]
    return [] if found == [text.strip()] else found


def ask_each(pieces: Sequence[str]) -> bool:
    """Whether each of these pieces of a text is a question by its mark or by its first word, and there are several."""
    return len(pieces) > 1 and all(map(_asks, pieces))


def _asks(piece: str) -> bool:
    return piece.endswith(("?", "？")) or bool(_ASKS.match(piece))


def _split(pattern: re.Pattern[str], texts: Iterable[str]) -> list[str]:
    return [piece.strip() for text in texts for piece in pattern.split(text) if piece and piece.strip()]


def _is_long_enough(piece: str) -> bool:
    return len(_WORD.findall(piece)) >= _MIN_WORDS or len(_SPACELESS.findall(piece)) >= _MIN_SPACELESS
