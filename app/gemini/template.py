"""Requests that differ only in their texts: all but those is written once."""

import re
from collections.abc import Sequence
from typing import Any, Self

from app.gemini.events import write_json

_MARK = re.compile(rb'"text (\d) of askdocs"')


class Template:
    """The JSON of a request, with gaps for its texts."""

    def __init__(self, pieces: Sequence[bytes], order: Sequence[int]) -> None:
        self._first, *self._pieces = pieces
        self._order = order

    @classmethod
    def create(cls, body: Any, count: int) -> Self | None:
        """From the body of a request whose texts are `mark(0)`, `mark(1)`…; None unless each is there once."""
        pieces = _MARK.split(write_json(body))
        order = [int(number) for number in pieces[1::2]]
        return cls(pieces[::2], order) if sorted(order) == list(range(count)) else None

    def fill(self, texts: Sequence[str]) -> bytes:
        """The body with these texts."""
        body = self._first
        for number, piece in zip(self._order, self._pieces, strict=True):
            body += write_json(texts[number]) + piece
        return body


def mark(number: int) -> str:
    """What stands where a text will be."""
    return f"text {number} of askdocs"
