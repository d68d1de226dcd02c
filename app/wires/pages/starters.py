"""Questions to begin with that fit the documentation at hand: its own headings, as questions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import inf

from chains.suggestions import is_generic

COUNT = 3
_WORDS = re.compile(r"[^\W\d_][\w'’-]*")
_PLAIN = re.compile(r"[\w\s,'’?./+#-]+")
_MOST_CHARACTERS = 70
_WORD_COUNTS = range(2, 10)
_QUESTION_WORDS = ("how", "what", "why", "when", "where", "which", "who", "can", "does", "do", "is", "are", "should")
_VERBS = frozenset(
    """
    add align allow apply authenticate build cache call change check choose clean combine compare configure
    connect convert copy create customize debug define delete deploy disable display download edit enable
    export extend fetch filter find fix format generate get handle import improve index initialize inspect
    install integrate join limit link load log make manage measure merge migrate monitor move normalize open
    optimize organize override pass prepare prevent publish query read record reduce refactor remove rename
    render replace request reset restore retry return run save schedule search secure select send serve set
    setup share show simplify sort split start stop store style subscribe switch test track transform
    translate troubleshoot uninstall update upgrade upload use validate verify view wait watch work write
    """.split()  # noqa: SIM905 - a list of strings would be a page long
)
_SMALL_WORDS = frozenset(
    "a an and as at by for from in into my of on or own the to up with without your".split()  # noqa: SIM905 - as above
)
_GERUND = re.compile(r"(\w+)ing\Z", re.IGNORECASE)
_DULL = re.compile(r".*\b(?:tutorial|glossary)\b.*", re.IGNORECASE)


@dataclass(slots=True)
class Starters:
    """Collects headings while pages are read, one page after the other."""

    _candidates: list[tuple[int, int, float, str, str]] = field(default_factory=list)

    def add_page(self, title: str, headings: Iterable[str], *, depth: int = 0, position: float = inf) -> None:
        """The title of a page, and what stands under it. `depth` says how far it is from the site's root.

        `position` says where the sidebar has it.
        """
        found = [(title, 1), *((heading, 0) for heading in headings if heading != title)]
        for heading, is_title in dict.fromkeys(found):
            if question := create_question(heading):
                rank = 0 if heading.rstrip().endswith("?") else 1 if "How do I" in question else 2
                self._candidates.append((rank + is_title, depth, position, title, question))

    def choose(self, count: int = COUNT) -> list[str]:
        """The best questions, each of another page; pages near the root first, then as the sidebar has them."""
        chosen: dict[str, str] = {}
        for *_, title, question in sorted(self._candidates, key=lambda one: one[:3]):
            if title not in chosen and question not in chosen.values():
                chosen[title] = question
            if len(chosen) == count:
                break
        return list(chosen.values())


def create_question(heading: str) -> str:
    """The heading as a question; empty where it makes none that a reader would ask."""
    text = " ".join(heading.split())
    words = _WORDS.findall(text)
    if len(words) not in _WORD_COUNTS or len(text) > _MOST_CHARACTERS:
        return ""
    if not _PLAIN.fullmatch(text) or _DULL.fullmatch(text) or is_generic(text):
        return ""
    first, _, rest = text.partition(" ")
    if text.endswith("?"):
        return text if first.lower() in _QUESTION_WORDS and text.count("?") == 1 else ""
    if "?" in text or not rest:
        return ""
    if text.lower().startswith("how to "):
        return f"How do I {_lower_small_words(_lower(text[7:]))}?"
    verb = _find_verb(first)
    return f"How do I {verb} {_lower_small_words(rest)}?" if verb else ""


def _find_verb(word: str) -> str:
    """The verb that a heading begins with: `Install …` and `Installing …`; empty for another word."""
    if word.lower() in _VERBS:
        return word.lower()
    gerund = _GERUND.fullmatch(word.lower())
    if gerund is None:
        return ""
    stem = gerund[1]
    shorter = stem[:-1] if stem[-2:-1] == stem[-1:] else stem  # setting: set
    return next((verb for verb in (stem, f"{stem}e", shorter) if verb in _VERBS), "")


def _lower_small_words(text: str) -> str:
    """`Up Your Store` is `up my Store`: which of the others are names, nobody knows."""
    words = [word.lower() if word.lower() in _SMALL_WORDS else word for word in text.split()]
    return " ".join("my" if word == "your" else word for word in words)


def _lower(text: str) -> str:
    """Without the capital letter of a sentence's beginning; a name keeps its own."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
