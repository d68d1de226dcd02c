"""A vote for an answer that was delivered, whichever protocol brings it."""

from collections.abc import Sequence
from typing import Literal

from fastapi import HTTPException

from app.context import get_context
from app.middleware.limits.rates import find_actor
from app.observability.masking import mask
from app.observability.metrics import get_metrics
from app.stores import StoredVote, Stores, VoteReason, strip_protocol

_UNKNOWN = "There is no such answer. Send the `id` that came with it; old answers are deleted."
_LABELS = {1: "up", -1: "down", 0: "none"}


class Voting:
    """Keeps votes beside their answers."""

    def __init__(self, stores: Stores, *, votes_per_day: int) -> None:
        self._stores = stores
        self._votes_per_day = votes_per_day

    async def vote(
        self, answer_id: str, value: Literal[1, -1, 0], *, reasons: Sequence[VoteReason] = (), note: str = ""
    ) -> None:
        """Keep a vote; 0 takes it back.

        Raises:
            HTTPException: 404 for an answer that is not there, 429 above the limit of the day.
            StoreUnavailableError: it cannot be kept now.
        """
        answer_id = strip_protocol(answer_id)
        await self._stores.writer.flush()  # the answer may still wait to be written
        actor = await self._name_actor()
        if value and actor:
            await self._count(actor)
        vote = StoredVote(value, tuple(dict.fromkeys(reasons)), mask(note.strip()), actor=actor) if value else None
        vector = self._stores.writer.get_vector(answer_id) if value < 0 else None
        if not await self._stores.answers.vote(answer_id, vote, vector=vector):
            raise HTTPException(404, _UNKNOWN)
        get_metrics().votes.labels(_LABELS[value]).inc()

    async def _count(self, actor: str) -> None:
        if self._votes_per_day and await self._stores.answers.count_votes(actor) >= self._votes_per_day:
            get_metrics().refused.labels("votes_per_day").inc()
            raise HTTPException(
                429,
                f"At most {self._votes_per_day} votes a day are kept from your address. Try again tomorrow.",
                headers={"Retry-After": "3600"},
            )

    async def _name_actor(self) -> str:
        """A name for the client's address; empty for who comes with a key, since many readers may share that."""
        caller = get_context().caller
        return await self._stores.actors.name(find_actor(caller)) if caller and caller.kind == "address" else ""
