"""What a client of OpenAI's asks, as far as we read it. All else that it may send is accepted and ignored."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request

from app.context import get_context
from app.middleware.problems import InvalidFieldError
from app.wires.asking import create_request, read_options
from app.wires.conversation import read_messages
from chains.schemas import ChatRequest


@dataclass(frozen=True, slots=True)
class Completion:
    """A request for a chat completion."""

    model: str
    request: ChatRequest
    stream: bool
    include_usage: bool
    links: bool
    """Markers become links."""


def read_completion(request: Request, *, models: Collection[str], origins: Collection[str]) -> Completion:
    """Read the body of the running request.

    Raises:
        InvalidFieldError: a field that we read cannot be used, or there is no such model (404).
    """
    body = get_context().content
    if not isinstance(body, Mapping):
        raise InvalidFieldError("The body must be a JSON object with `model` and `messages`.", field="")
    stream = _read_flag(body, "stream")
    _check_number_of_answers(body)
    options = read_options(request, body.get("metadata"), field="metadata", origins=origins)
    return Completion(
        model=find_model(body.get("model"), models),
        request=create_request(read_messages(body.get("messages")), options),
        stream=stream,
        include_usage=_read_flag(body, "stream_options", "include_usage"),
        links=options.citations == "links",
    )


def find_model(name: Any, models: Collection[str]) -> str:
    """The name of a model that there is.

    Raises:
        InvalidFieldError: there is none of this name (404).
    """
    known = f"Models here: {', '.join(models)}."
    if not isinstance(name, str) or not name:
        raise InvalidFieldError(f"model must be the name of a model. {known}", field="model")
    if name not in models:
        raise InvalidFieldError(
            f"There is no model {name[:100]!r}. {known}", field="model", code="model_not_found", status=404
        )
    return name


def _read_flag(body: Any, *names: str) -> bool:
    """A flag that may be missing or null, such as `stream_options`, `include_usage`."""
    for number, name in enumerate(names, 1):
        body = body.get(name)
        if body is None:
            return False
        if not isinstance(body, bool if number == len(names) else Mapping):
            field = ".".join(names[:number])
            raise InvalidFieldError(
                f"{field} must be {'true or false' if number == len(names) else 'an object'}.", field=field
            )
    return bool(body)


def _check_number_of_answers(body: Mapping[str, Any]) -> None:
    if body.get("n") not in (None, 1):
        raise InvalidFieldError("n must be 1: a question has one answer here. Ask again for another one.", field="n")
