"""Compares two states of a site: pages and text that went, links that broke, questions that lost their answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote, urldefrag

from app.evaluation.changes.snapshot import PageText, Snapshot, WordPairs, list_pairs, share_kept
from app.evaluation.corpus import format_heading, get_page_path
from app.evaluation.questions import Question

TOP = 5
"""So many passages are looked at: an answer seldom cites a later one."""
_SAME_TEXT = 0.5
"""So much of a text's word pairs is left when a section is moved or edited; unlike sections share less than a tenth."""
_SAME_PLACE = 0.2
"""As much is left of a section that was rewritten under its heading."""
_AS_NEAR = 0.9
"""A passage is about as near to a question as another one whose cosine it has so much of."""
_LOST_CHARACTERS = 200
_LOST_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage that was found for a question."""

    url: str
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a change does to answers; `source` is the file to look at, `url` the place, as it was."""

    url: str
    source: str
    message: str
    heading: str = ""
    """The heading that the file holds now instead, if any."""


@dataclass(frozen=True, slots=True)
class Unanswerable(Finding):
    """A question whose answer was found before the change."""

    question: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What a change does. `questions` were asked, `unfound` of them had no answer before either."""

    pages_before: int
    pages_after: int
    added_pages: tuple[str, ...]
    deleted_pages: tuple[str, ...]
    questions: int
    unfound: int
    unanswerable: tuple[Unanswerable, ...] = ()
    broken_anchors: tuple[Finding, ...] = ()
    lost_text: tuple[Finding, ...] = ()
    problems: tuple[Finding, ...] = ()
    cost: Mapping[str, float] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        """What thresholds are set for."""
        return {name: len(getattr(self, name)) for name in COUNTS}


COUNTS = ("unanswerable", "broken_anchors", "lost_text", "deleted_pages", "problems")


def find_unanswerable(
    found: Iterable[tuple[Question, Sequence[Passage], Sequence[Passage]]], before: Snapshot, after: Snapshot
) -> tuple[list[Unanswerable], int]:
    """The questions that lost their answer, and how many had none before; each with what was found then and now."""
    lost, unfound = [], 0
    for question, old, new in found:
        answer = find_answer(question, old)
        if answer is None:
            unfound += 1
        elif not _is_kept(question, answer, new[:TOP]):
            page = before.pages.get(urldefrag(answer.url).url)
            lost.append(
                Unanswerable(
                    url=answer.url,
                    source=page.source if page else "",
                    message=_explain(answer, new, after),
                    question=question.text,
                )
            )
    return lost, unfound


def find_answer(question: Question, found: Sequence[Passage]) -> Passage | None:
    """The first passage that answers a question, among those that an answer would cite."""
    return next((passage for passage in found[:TOP] if _is_relevant(question, passage)), None)


def find_broken(cited: Iterable[str], before: Snapshot, after: Snapshot) -> list[Finding]:
    """Places that answers cite and that the change takes away, each once, with where their text stands now."""
    broken = []
    for url in dict.fromkeys(cited):
        if not before.has(url) or after.has(url):
            continue
        page = before.pages[urldefrag(url).url]
        moved = _find_moved(url, page, after)
        gone = "The heading" if page.url in after.pages else "The page"
        where = f"; its text stands at {moved.url} now" if moved else ""
        heading = moved.section.rpartition(" > ")[2] if moved and urldefrag(moved.url).url == page.url else ""
        broken.append(Finding(url, page.source, f"{gone} that answers cite is gone{where}.", heading))
    return broken


def find_lost_text(before: Snapshot, after: Snapshot) -> list[Finding]:
    """Pages that lost much of their text, which stands on no other page either; not those that are gone."""
    everywhere = {line for page in after.pages.values() for line in page.lines}
    lost = []
    for url, old in before.pages.items():
        new = after.pages.get(url)
        if new is None:
            continue
        gone = sum(len(line) for line in old.lines - everywhere)
        came = sum(len(line) for line in new.lines - old.lines)
        size = sum(map(len, old.lines))
        if gone - came >= max(_LOST_CHARACTERS, _LOST_SHARE * size):
            share = (gone - came) / size
            lost.append(
                Finding(url, new.source, f"{gone - came} characters fewer than before ({share:.0%} of the page).")
            )
    return lost


def _is_relevant(question: Question, passage: Passage) -> bool:
    page = get_page_path(passage.url)
    if page not in question.relevant:
        return False
    return not question.headings or format_heading(page, passage.url) in question.headings


def _is_kept(question: Question, answer: Passage, found: Sequence[Passage]) -> bool:
    """Whether the answer, or what became of it, is found: at its place, or its text elsewhere.

    Of a question whose heading nobody named, any passage of its pages that is about as near to it will do.
    """
    pairs = list_pairs(answer.text)
    for passage in found:
        kept = share_kept(pairs, list_pairs(passage.text))
        if kept >= _SAME_TEXT or (passage.url == answer.url and kept >= _SAME_PLACE):
            return True
        if not question.headings and _is_relevant(question, passage) and passage.score >= _AS_NEAR * answer.score:
            return True
    return False


def _explain(answer: Passage, found: Sequence[Passage], after: Snapshot) -> str:
    first = f" Found first now: {found[0].url}." if found else " Nothing is found now."
    page, anchor = urldefrag(answer.url)
    if page not in after.pages:
        return f"The page of its answer is gone.{first}"
    if anchor and not after.has(answer.url):
        return f"The section of its answer is gone.{first}"
    if _find_same(list_pairs(answer.text), after) is None:
        return f"The text of its answer is gone.{first}"
    return f"Its answer is there, but {TOP} other passages are found before it.{first}"


def _find_moved(url: str, page: PageText, after: Snapshot) -> "_Moved | None":
    anchor = unquote(urldefrag(url).fragment)
    sections = [
        section
        for section in page.sections
        if section.place.url == url or anchor in {part.anchor for part in section.place.parts}
    ]
    return _find_same(sections[0].pairs, after) if sections else None


@dataclass(frozen=True, slots=True)
class _Moved:
    url: str
    section: str


def _find_same(pairs: WordPairs, after: Snapshot) -> _Moved | None:
    best, place = _SAME_TEXT, None
    for page in after.pages.values():
        for section in page.sections:
            kept = share_kept(pairs, section.pairs)
            if kept >= best:
                best, place = kept, section.place
    return _Moved(place.url, place.section) if place else None
