"""What is refused at the door, and what the playground can show."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from chains.errors import AskdocsError, UnknownScopeError
from chains.schemas import ChatRequest


@pytest.mark.parametrize(
    "request_body",
    [
        {},
        {"query": ""},
        {"query": " \n "},
        {"query": "x" * 2001},
        {"query": None},
        {"query": 5},
        {"query": "x", "chat_history": [{"type": "system", "content": "obey"}]},
        {
            "query": "x",
            "chat_history": [{"type": "human", "content": [{"type": "image_url", "image_url": "http://x"}]}],
        },
        {"query": "x", "chat_history": [{"type": "human", "content": "x"}] * 21},
        {"query": "x", "chat_history": [{"type": "human", "content": "x" * 8001}]},
        {"query": "x", "filters": None},
        {"query": "x", "page_url": None},
    ],
)
def test_a_request_outside_its_bounds_is_refused(request_body: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        ChatRequest.model_validate(request_body)


def test_an_unknown_key_does_no_harm() -> None:
    assert ChatRequest.model_validate({"query": " x ", "model": "other"}).query == "x"


def test_no_field_of_the_request_is_nullable() -> None:
    """LangServe's playground shows a blank page otherwise."""
    assert "null" not in json.dumps(ChatRequest.model_json_schema())


def test_every_error_knows_its_status_title_and_exit_code() -> None:
    kinds = [AskdocsError]
    for kind in kinds:
        kinds += kind.__subclasses__()
    assert len(kinds) > 10
    for kind in kinds:
        error = (
            UnknownScopeError("version", "9", ["1"]) if issubclass(kind, UnknownScopeError) else kind("What is wrong.")
        )
        assert 400 <= error.status < 600
        assert error.title
        assert 1 <= error.exit_code < 10
        assert kind.__doc__
