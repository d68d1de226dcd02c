"""What OpenAPI says of the AI SDK's wire: of what its clients send, that which we read."""

from typing import Any

from app.context.endpoint import MEDIA_TYPE
from app.wires.asking import AskOptions, describe_parameters
from app.wires.wire import EXAMPLE_QUESTION
from chains.schemas import MAX_QUERY_CHARACTERS, Filters

_SENTENCE = {"type": "string", "description": "the same as `detail`"}
ERROR_CONTENT = {
    MEDIA_TYPE: {
        "schema": {
            "allOf": [
                {"$ref": "#/components/schemas/Problem"},
                {
                    "type": "object",
                    "required": ["message", "error"],
                    "properties": {"message": _SENTENCE, "error": _SENTENCE},
                },
            ]
        }
    }
}
_READABLE = {"type": ["array", "string", "null"], "items": {"type": "object"}}
_TEXT = {"type": "string", "minLength": 1, "maxLength": MAX_QUERY_CHARACTERS, "pattern": r"\S"}
_SAID = {
    "anyOf": [
        _TEXT,
        {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "text"],
                "properties": {"type": {"const": "text"}, "text": _TEXT},
            },
            "minItems": 1,
        },
    ]
}
_QUESTION = {
    "title": "Question",
    "description": "the last of them is what is asked; version 4 of the AI SDK sends `content`",
    "type": "object",
    "required": ["role"],
    "properties": {"role": {"const": "user"}},
    "anyOf": [
        {"required": ["parts"], "properties": {"parts": _SAID, "content": {"type": "null"}}},
        {"required": ["content"], "properties": {"parts": _READABLE, "content": _SAID}},
    ],
}
_EARLIER_ANSWER = {
    "title": "Earlier answer",
    "description": "of its parts those are read that have text",
    "type": "object",
    "required": ["role"],
    "properties": {"role": {"const": "assistant"}, "parts": _READABLE, "content": _READABLE},
}
_IGNORED = {
    "title": "Ignored",
    "type": "object",
    "required": ["role"],
    "properties": {"role": {"enum": ["system", "developer", "tool", "function"]}, "parts": _READABLE},
}
_OPTIONS = {
    name: {"anyOf": [schema, {"type": "null"}]} for name, schema in AskOptions.model_json_schema()["properties"].items()
}
_BODY = {
    "title": "UIMessageRequest",
    "description": "All other fields that fronts send are accepted and ignored.",
    "type": "object",
    "required": ["messages"],
    "properties": {
        "messages": {
            "type": "array",
            "minItems": 1,
            "items": {"anyOf": [_QUESTION, _EARLIER_ANSWER, _IGNORED]},
            "contains": _QUESTION,
        },
        "filters": {
            "type": ["object", "null"],
            "properties": {name: _OPTIONS[name] for name in Filters.model_fields},
        },
        "page_url": _OPTIONS["page_url"],
        "citations": _OPTIONS["citations"],
        "trigger": {"description": "`regenerate-message`: an answer that is kept will not do"},
    },
}
_MESSAGES = [{"role": "user", "parts": [{"type": "text", "text": EXAMPLE_QUESTION}]}]
_EVENT = {"type": "object", "properties": {"data": {"type": "string", "description": "JSON: a part, or `[DONE]`"}}}
REQUEST: dict[str, Any] = {
    "parameters": describe_parameters(),
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": _BODY, "example": {"messages": _MESSAGES}}},
    },
    "responses": {
        "200": {"description": "The parts of the message", "content": {"text/event-stream": {"schema": _EVENT}}}
    },
}
"""For FastAPI's `openapi_extra`."""
