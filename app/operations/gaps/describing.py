"""What is known of a gap: why it is one, how it is called, where it could be written."""

from dataclasses import replace

from app.insights.causes import find_cause
from app.insights.grouping import QuestionGroup
from app.insights.naming import GapName, create_heading, name_gap
from app.insights.questions import write_vector
from app.operations.gaps.opening import GapTools
from app.stores import StoredGap
from chains.errors import BusyError, ModelError
from chains.schemas import Filters

_MENTIONS = 24
_NAMED_BY = 10
"""Questions that the model is shown."""

FOUND = ("cause", "vector")
"""What a search changes of a known gap; the rest is its owner's."""
NAMED = (*FOUND, "label", "heading")
"""What it changes of one whose name is gone with an answer that was deleted."""


async def describe(group: QuestionGroup, tools: GapTools, site: str, *, may_name: bool) -> StoredGap:
    """The gap of a group. A known one keeps what its owner knows it by: name, place, heading, note."""
    newest = group.questions[0].newest
    filters = Filters(version=newest.version, locale=newest.locale)
    mentions = []
    if group.middle is not None:
        typical = group.questions[0].text
        mentions = await tools.mentions.find(typical, group.middle.tolist(), filters=filters, limit=_MENTIONS)
    cause = find_cause(group, mentions, tools.stem)
    vector = write_vector(group.middle) if group.middle is not None else None
    if group.gap is not None and group.gap.label:
        return replace(group.gap, cause=cause, vector=vector)
    name = await _name(group, tools if may_name else None)
    if group.gap is not None:
        return replace(group.gap, cause=cause, vector=vector, label=name.label, heading=name.heading)
    is_related = any(mention.is_near and mention.is_in_scope for mention in mentions)
    return StoredGap(
        label=name.label,
        site=site,
        version=newest.version,
        locale=newest.locale,
        cause=cause,
        page=group.pages[0] if group.pages and is_related else "",
        heading=name.heading,
        vector=vector,
        created_at=min(question.failures[-1].at for question in group.questions),
        generation=max(question.newest.generation for question in group.questions),
    )


async def _name(group: QuestionGroup, tools: GapTools | None) -> GapName:
    """The model's name, else the words that the questions share, and the most typical question."""
    own = GapName(group.label.text, create_heading(group.questions[0].text))
    if tools is None or tools.llm is None:
        return own
    try:
        return await name_gap(tools.llm, [question.text for question in group.questions[:_NAMED_BY]]) or own
    except (ModelError, BusyError):
        return own
