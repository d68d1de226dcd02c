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


class CacheStore(Protocol):
    """Values are bytes, which can be counted and sent, and which nobody can change.

    A store never fails a question: one that cannot be reached has nothing and keeps nothing, and says so in the log.
    """

    async def get(self, key: Key) -> bytes | None:
        """The value; None when it is not there."""
        ...

    async def put(self, key: Key, value: bytes) -> None:
        """Keep a value in place of the one before. A store need not keep it, nor for long."""
        ...


def create_digest(*content: Any) -> bytes:
    """32 bytes that are equal for equal JSON; a lone surrogate is content like any other."""
    return blake2b(json.dumps(content).encode(), digest_size=32).digest()
