"""How an answer refuses, in the languages of the panel: our own sentence, and how models word it themselves."""

import re

from chains.languages import detect_language
from chains.prompts import NOT_IN_DOCS
from chains.refusal.likeness import measure_likeness

REFUSALS = {
    "en": NOT_IN_DOCS,
    "de": "Das konnte ich in der Dokumentation nicht finden.",
    "es": "No he podido encontrar esto en la documentación.",
    "fr": "Je n’ai pas trouvé cela dans la documentation.",
    "ja": "ドキュメントの中に見つかりませんでした。",
    "zh": "我在文档中没有找到这个内容。",
}
"""The sentence with which a refusal ends; the model is told the English one, whatever the language."""
_MAX_CHARACTERS = 600
"""Whoever says more than this says something."""
_MAX_SENTENCES = 4
_SENTENCE = re.compile(r"[^.!?。！？\n]+[.!?。！？]?")
_LIKE = 0.0
"""Even odds. Of 120 refusals that nothing was made with, 115 are beyond it; of 300 answers of which half deny, 1; of
2,262 passages of Debian's reference that all deny something, 26."""


def choose_refusal(question: str, locale: str = "") -> str:
    """The refusal sentence in the language of the question; where that does not tell, in that of the documentation."""
    for language in (detect_language(question), locale.lower()[:2]):
        if language in REFUSALS:
            return REFUSALS[language]
    return NOT_IN_DOCS


def words_refusal(text: str) -> bool:
    """Whether a short text says in its own words, in any of its sentences, that nothing was found.

    It is meant for texts that cite nothing: one that cites passages for what it says is an answer.
    """
    sentences = [sentence for sentence in _SENTENCE.findall(text) if sentence.strip()]
    if not sentences or len(text) > _MAX_CHARACTERS or len(sentences) > _MAX_SENTENCES or "```" in text:
        return False
    return any(measure_likeness(sentence) > _LIKE for sentence in sentences)
