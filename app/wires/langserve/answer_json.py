"""The answer of `/invoke`, written once.

LangServe writes an answer, reads it again, checks it, and takes it apart value by value to write it a second time: a
sixth of what stands around an answer. Here it makes its envelope around an answer that says nothing, and the real one,
checked by the same type, is put in its place.
"""

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import orjson
from fastapi import Request, Response
from langserve.serialization import WellKnownLCSerializer
from pydantic import ValidationError

from chains.parts import create_first_part, create_last_part, create_text_part, join_parts
from chains.schemas import ChatResponse, Ending


@dataclass(slots=True)
class _Place:
    """Where the answer is put that an envelope lacks."""

    answer: bytes = b""


_place: ContextVar[_Place | None] = ContextVar("place of an answer", default=None)


class AnswerSerializer(WellKnownLCSerializer):
    """LangServe's serializer; what is asked by `fill_envelope` is written here, and LangServe is given a blank answer.

    An answer type with fields of its own that must be there has no blank one; its answers go LangServe's way.
    """

    def __init__(self, answer_type: type[Any]) -> None:
        self._type = answer_type
        self._blank = _create_blank(answer_type)

    def dumpd(self, obj: Any) -> Any:
        """What LangServe puts in its envelope."""
        place = _place.get()
        if place is None or self._blank is None:
            return super().dumpd(obj)
        place.answer = self._type.model_validate_json(self.dumps(obj)).model_dump_json(by_alias=True).encode()
        return self._blank


async def fill_envelope(handle: Callable[[Request], Awaitable[Response]], request: Request) -> Response:
    """The response of LangServe's handler for one answer, with the answer in it."""
    place = _Place()
    token = _place.set(place)
    try:
        response = await handle(request)
    finally:
        _place.reset(token)
    if place.answer:
        envelope = orjson.loads(response.body)
        response.body = orjson.dumps(envelope | {"output": orjson.Fragment(place.answer)})
        response.headers["Content-Length"] = str(len(response.body))
    return response


def _create_blank(answer_type: type[Any]) -> dict[str, Any] | None:
    if not issubclass(answer_type, ChatResponse):
        return None
    blank = join_parts([create_first_part([]), create_text_part(""), create_last_part(Ending("abstained", "no_match"))])
    try:
        answer_type.model_validate(blank)
    except ValidationError:
        return None
    return dict(blank)
