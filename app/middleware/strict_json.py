"""JSON as it must be, so that every reader of it sees the same."""

import math
import re
from typing import Any

from pydantic_core import from_json
from starlette.exceptions import HTTPException

MAX_DEPTH = 32
MAX_VALUES = 20_000
_NAME = re.compile(rb'"(?:[^"\\]|\\.)*+"\s*:')
"""A member's name: in JSON, a colon behind a string stands nowhere else."""


def parse_json(body: bytes) -> Any:
    """Read JSON strictly: UTF-8, no NaN, no name twice in an object, at most so deep and so many values.

    Raises:
        HTTPException: 400 with what is wrong, which never quotes the body.
    """
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        raise HTTPException(400, "The body is not UTF-8. Send JSON in UTF-8.") from None
    try:
        content = from_json(body, allow_inf_nan=False)
    except ValueError as error:
        if "recursion limit" in str(error):
            raise _too_deep() from None
        raise HTTPException(400, f"The body is not valid JSON: {error}. Send a JSON object.") from None
    _check_shape(content, names=len(_NAME.findall(body)))
    return content


def _check_shape(content: Any, *, names: int) -> None:
    """`names` are the names of members in the text: when there are more than members, one stands there twice.

    Of two values with one name, each reader takes another.
    """
    level, values, members = [content], 0, 0
    for _ in range(MAX_DEPTH):
        values += len(level)
        if values > MAX_VALUES:
            raise HTTPException(400, f"The body holds more than {MAX_VALUES} values. Send less.")
        following: list[Any] = []
        for value in level:
            match value:
                case dict():
                    members += len(value)
                    following += value.values()
                case list():
                    following += value
                case float() if not math.isfinite(value):
                    raise HTTPException(400, "The body holds a number that is too large.")
        if not following:
            break
        level = following
    else:
        raise _too_deep()
    if members < names:
        raise HTTPException(400, "The body names a field twice in one object. Name each once.")


def _too_deep() -> HTTPException:
    return HTTPException(400, f"The body is nested more than {MAX_DEPTH} levels deep. Send a flatter object.")
