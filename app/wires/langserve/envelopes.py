"""LangServe's envelope (`input`, `config`, `kwargs`), checked before LangServe reads it.

LangServe itself answers 500 for a `config` of null or a wrong batch, takes a string for a batch of its characters, and
starts as many chains as a batch has items.
"""

from collections.abc import Awaitable, Callable, Collection
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError

from app.context import get_context
from app.wires.asking import complete_request, says_more
from chains.schemas import ChatRequest

EnvelopeCheck = Callable[[Request], Awaitable[None]]


def create_envelope_check(
    input_type: type[BaseModel], *, batch_items: int, origins: Collection[str] = ()
) -> EnvelopeCheck:
    """Build the check that runs before each of LangServe's endpoints; it raises RequestValidationError (422).

    A `config` or `kwargs` of null counts as one that is not given, and what a request leaves out is taken from the
    address, as on all wires. LangServe sees the envelope as it is mended here, because both read what `JsonBodies` has
    parsed.
    """

    async def check_envelope(request: Request) -> None:
        if request.method != "POST":
            return
        envelope = get_context().content
        if not isinstance(envelope, dict):
            raise _invalid('Send an object with the request inside, such as {"input": {"query": "…"}}.')
        for name in ("config", "kwargs"):
            if name in envelope and envelope[name] is None:
                del envelope[name]
        is_batch = request.scope["path"].endswith("/batch")
        for name in ("config", "kwargs"):
            _check_objects(name, envelope.get(name, {}), is_batch=is_batch)
        asked = (
            _check_inputs(envelope.get("inputs"), input_type, batch_items)
            if is_batch
            else [_check_input(envelope, input_type)]
        )
        if issubclass(input_type, ChatRequest) and says_more(request):
            inputs = [complete_request(each, request, origins=origins).model_dump(mode="json") for each in asked]
            envelope |= {"inputs": inputs} if is_batch else {"input": inputs[0]}

    return check_envelope


def count_inputs(content: Any) -> int:
    """How many questions the envelope of a batch holds; one that is wrong counts as one."""
    inputs = content.get("inputs") if isinstance(content, dict) else None
    return max(1, len(inputs)) if isinstance(inputs, list) else 1


def _check_objects(name: str, value: Any, *, is_batch: bool) -> None:
    """A batch may have one for each of its items; JavaScript's client sends `kwargs` so."""
    values = value if is_batch and isinstance(value, list) else [value]
    if not all(isinstance(item, dict) for item in values):
        raise _invalid("Input should be an object", name)


def _check_inputs(inputs: Any, input_type: type[BaseModel], batch_items: int) -> list[BaseModel]:
    if not isinstance(inputs, list):
        raise _invalid("Input should be a list of requests", "inputs")
    if len(inputs) > batch_items:
        raise _invalid(f"Send at most {batch_items} requests in one batch (LIMIT_BATCH_ITEMS)", "inputs")
    return [_validate(item, input_type, "inputs", number) for number, item in enumerate(inputs)]


def _check_input(envelope: dict[str, Any], input_type: type[BaseModel]) -> BaseModel:
    """LangServe names neither the field inside of `input` nor an `input` that was forgotten."""
    if "input" not in envelope:
        raise _invalid('Field required. Put the request inside, such as {"input": {"query": "…"}}', "input")
    return _validate(envelope["input"], input_type, "input")


def _validate(request: Any, input_type: type[BaseModel], *place: str | int) -> BaseModel:
    try:
        return input_type.model_validate(request)
    except ValidationError as error:
        problems = error.errors(include_url=False, include_input=False)
        raise RequestValidationError(
            [problem | {"loc": ("body", *place, *problem["loc"])} for problem in problems]
        ) from None


def _invalid(message: str, *place: str) -> RequestValidationError:
    return RequestValidationError([{"type": "envelope", "loc": ("body", *place), "msg": message}])
