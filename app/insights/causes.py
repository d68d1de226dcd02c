"""Why the questions of a gap failed."""

from collections.abc import Sequence

from app.index import Mention
from app.insights.grouping import QuestionGroup
from app.insights.labels import Stem, find_stems
from app.stores import GapCause


def find_cause(group: QuestionGroup, mentions: Sequence[Mention], stem: Stem) -> GapCause:
    """The cause that most of its questions have in common.

    `mentions` are what the index says of it in all versions and languages. A passage is about it when it has all the
    words of its label that most of the questions have: vectors are near for what is only related.
    """
    answers = [question.newest for question in group.questions]
    if 2 * sum(answer.is_downvoted and answer.outcome == "answered" for answer in answers) > len(answers):
        return "voted_down"
    if 2 * sum(answer.reason == "no_such_version" for answer in answers) > len(answers):
        return "wrong_scope"
    terms = set(group.label.terms)
    about = [mention for mention in mentions if mention.is_near and terms <= find_stems(mention.text, stem)]
    inside = {mention.url.partition("#")[0] for mention in about if mention.is_in_scope}
    if inside:
        came = sum(not inside.isdisjoint(answer.list_pages()) for answer in answers)
        return "not_found" if 2 * came >= len(answers) else "ranked_low"
    return "wrong_scope" if about else "no_page"
