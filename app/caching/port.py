"""Where a cache keeps its values: the port that memory stands behind, and that any key-value store can."""

import json
from hashlib import blake2b
from typing import Any, NamedTuple, Protocol


class Key(NamedTuple):
    """The name of a value. A store may forget what belongs to another generation of the same site."""

    site: str
    generation: str
    """Of the site's index."""
    digest: bytes
    """Of everything else, so that no question is held in a store."""


class Turn(NamedTuple):
    """What came of waiting for one's turn to make a value."""

    value: bytes | None = None
    """Another process has made it meanwhile; None: make it."""
    token: str = ""
    """Says to the store whose turn it is, so that nobody ends another's; empty: nobody waits for us."""


NO_TURN = Turn()


class CacheStore(Protocol):
    """Values are bytes, which can be counted and sent, and which nobody can change.

    A store never fails a question: one that cannot be reached has nothing and keeps nothing, and says so in the log.
    """

    async def get(self, key: Key) -> bytes | None:
        """The value; None when it is not there."""
        ...

    async def take_turn(self, key: Key, *, wait: float, lease: float) -> Turn:
        """Wait until another process has made a value, at most `wait` seconds; take the turn when none makes it.

        Whoever has the turn ends it with `put` or `end_turn`; after `lease` seconds it ends by itself.
        """
        ...

    async def put(self, key: Key, value: bytes, turn: Turn = NO_TURN) -> None:
        """Keep a value in place of the one before, and end the turn. A store need not keep it, nor for long."""
        ...

    async def end_turn(self, key: Key, turn: Turn) -> None:
        """Nothing was made that may be kept: whoever waits may try."""
        ...


def create_digest(*content: Any) -> bytes:
    """32 bytes that are equal for equal JSON; a lone surrogate is content like any other."""
    return blake2b(json.dumps(content).encode(), digest_size=32).digest()
