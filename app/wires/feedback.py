"""`POST /feedback`: what a reader thinks of one delivered answer."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, ConfigDict, Field

from app.context.endpoint import count_none, count_one
from app.wires.wire import PROBLEM_CONTENT, ParsedRoute, Wire

if TYPE_CHECKING:
    from app.wires.voting import Voting

PATH = "/feedback"
MAX_NOTE_CHARACTERS = 2000
_NOT_KEPT = "Votes are not kept here. The owner of this service can set KEEP_ANSWERS; until then, hide the buttons."


class Feedback(BaseModel):
    """A vote. The last one for an answer counts."""

    model_config = ConfigDict(title="Feedback")

    answer_id: Annotated[
        str,
        Field(min_length=1, max_length=100, description="the answer's `id`; LangServe's run id names its answer, too"),
    ]
    value: Annotated[Literal[1, -1, 0], Field(description="1 helpful, -1 not helpful, 0 takes the vote back")]
    reasons: Annotated[
        list[Literal["incorrect", "off_topic", "slow_or_broken", "style", "unsafe", "other"]],
        Field(max_length=6, description="what is wrong with it"),
    ] = []
    note: Annotated[str, Field(max_length=MAX_NOTE_CHARACTERS, description="in the reader's own words; masked")] = ""


def create_feedback_wire(
    voting: "Voting | None", *, is_open: bool = False, origins: Collection[str] | None = None
) -> Wire:
    """Build the route; without `voting` it answers 404 and says why. Pages of the `origins` need no key."""
    router = APIRouter(tags=["feedback"], route_class=ParsedRoute)

    @router.post(
        PATH,
        status_code=204,
        summary="Vote for an answer",
        description="The id names one delivery of an answer, so there is one vote for each id.",
        responses={404: {"description": "votes are not kept here", "content": dict(PROBLEM_CONTENT)}},
    )
    async def feedback(given: Feedback) -> None:
        if voting is None:
            raise HTTPException(404, _NOT_KEPT)
        await voting.vote(given.answer_id, given.value, reasons=given.reasons, note=given.note)

    return Wire(router, {PATH: count_none}, votes={PATH: count_one}, is_open=is_open, origins=origins)
