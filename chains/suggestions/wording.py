"""A heading of the documentation as a question."""

import re
from collections.abc import Iterable

from chains.suggestions.generic import is_generic

_ABOUT = {
    "de": "Was sollte ich über „{heading}“ in „{page}“ wissen?",
    "en": "What should I know about “{heading}” in “{page}”?",
    "es": "¿Qué debo saber sobre «{heading}» en «{page}»?",
    "fr": "Que faut-il savoir sur « {heading} » dans « {page} » ?",
    "it": "Che cosa devo sapere su «{heading}» in «{page}»?",
    "ja": "「{page}」の「{heading}」について教えてください。",
    "ko": "“{page}”의 “{heading}”에 대해 알려 주세요.",
    "nl": "Wat moet ik weten over “{heading}” in “{page}”?",
    "pl": "Co warto wiedzieć o „{heading}” w „{page}”?",
    "pt": "O que devo saber sobre “{heading}” em “{page}”?",
    "ru": "Что нужно знать о «{heading}» в «{page}»?",
    "sv": "Vad bör jag veta om ”{heading}” i ”{page}”?",
    "uk": "Що варто знати про «{heading}» у «{page}»?",
    "zh": "关于“{page}”中的“{heading}”，我应该知道什么？",
}
"""In the language of the documentation, whose words the heading has."""
_VERBS = frozenset(
    re.findall(
        r"\w+",
        "access activate add adjust allow analyze apply assign attach authenticate avoid back build call change check "
        "choose clean clear clone close collect combine compare compile compose configure connect control convert copy "
        "create customize debug declare define delete deploy describe detect develop diagnose disable display download "
        "edit embed enable ensure evaluate exclude execute expand export expose extend extract fetch filter find fix "
        "follow format generate get give group handle hide host identify implement import improve include index "
        "initialize insert inspect install integrate invoke join keep launch limit link list load locate log make "
        "manage map mask measure merge migrate modify monitor mount move name open optimize organize override package "
        "parse pass persist pin plan prepare prevent preview protect provide publish pull push query read rebuild "
        "receive recover reduce register release reload remove rename render replace report request require reset "
        "resize resolve restart restore restrict retrieve return revert review roll rotate run save scale schedule "
        "search secure select send serve set share show sign sort specify start stop store stream submit subscribe "
        "switch sync tag test trace track transform translate trigger troubleshoot tune turn uninstall unlock update "
        "upgrade upload use validate verify version view wait watch wrap write ",
    )
)
MAX_CHARACTERS = 100
_FEW_WORDS = 3
_EMPTY_WORDS = {
    *("how", "what", "which", "why", "when", "does", "should", "know", "about", "work"),
    *("can", "the", "and", "for", "with", "this", "that", "you"),
}


def create_question(section: str, locale: str) -> str:
    """The question that the section `Guide > Install > Linux` answers; empty where none can be made of its heading."""
    *above, heading = (part.strip() for part in section.split(" > "))
    if not above or len(heading) > MAX_CHARACTERS or is_generic(heading):
        return ""
    language = locale.partition("-")[0].lower() or "en"
    if heading.endswith(("?", "？", "؟")):
        return heading
    if language == "en" and (question := _ask_in_english(heading, above[-1])):
        return question
    return _ABOUT.get(language, "{heading} ({page})?").format(heading=heading, page=above[-1])


def _ask_in_english(heading: str, above: str) -> str:
    """For headings that say what is done; empty for others."""
    rest = re.sub(r"(?i)^how to ", "", heading)
    first, _, others = rest.partition(" ")
    context = f" ({above})" if len(rest.split()) <= _FEW_WORDS else ""
    if (rest != heading or first.lower() in _VERBS) and others:
        return f"How do I {rest[0].lower()}{rest[1:]}{context}?"
    if re.fullmatch(r"[A-Z][a-z]{2,}ing", first) and others:
        return f"How does {rest[0].lower()}{rest[1:]} work{context}?"
    return ""


def repeats(question: str, asked: Iterable[str]) -> bool:
    """Whether one of these questions has all of its words, those apart that every question has."""
    words = _list_words(question) - _EMPTY_WORDS
    return any(words <= _list_words(one) for one in asked)


def _list_words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) > 2 or not word.isascii()}  # noqa: PLR2004 - the shortest say nothing
