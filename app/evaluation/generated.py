"""Questions made of an index's own headings, for sites that have no question set."""

from collections.abc import Iterable
from random import Random

from app.evaluation.corpus import format_heading, get_page_path
from app.evaluation.questions import Question
from chains.schemas import MAX_QUERY_CHARACTERS, Filters
from indexing import Place

MAX_QUESTIONS = 200
_SEED = 20_261_120


def create_heading_questions(places: Iterable[Place], limit: int = MAX_QUESTIONS) -> list[Question]:
    """One question for each of at most `limit` headings, drawn evenly; each asks in its place's version and language.

    They show whether a place is found by what it is called, not whether it is found as people ask: compare two settings
    by them, and measure with a question set of your own.
    """
    headings: dict[tuple[str, str, str], dict[str, str]] = {}
    for place in places:
        if " > " in place.section:
            pages = headings.setdefault((place.section, place.version, place.locale), {})
            pages.setdefault(get_page_path(place.url), place.url)
    chosen = sorted(headings)
    if len(chosen) > limit:
        chosen = sorted(Random(_SEED).sample(chosen, limit))  # noqa: S311 - a draw that can be repeated, no secret
    return [
        Question(
            id=f"heading-{number}",
            text=_format_question(section)[:MAX_QUERY_CHARACTERS],
            relevant=dict.fromkeys(headings[section, version, locale], 1),
            filters=Filters(version=version, locale=locale),
            headings=frozenset(
                format_heading(page, url) for page, url in headings[section, version, locale].items() if "#" in url
            ),
        )
        for number, (section, version, locale) in enumerate(chosen, 1)
    ]


def _format_question(section: str) -> str:
    title, *_, heading = section.split(" > ")
    return heading if heading.endswith(("?", "？")) else f"{heading} ({title})"
