"""What OpenAPI says of OpenAI's wire: of what its clients send, that which we read."""

from collections.abc import Collection
from typing import Any

from app.wires.asking import AskOptions, describe_parameters
from app.wires.wire import EXAMPLE_QUESTION
from chains.schemas import MAX_QUERY_CHARACTERS

ERROR_CONTENT = {
    "application/json": {
        "schema": {
            "title": "OpenAIError",
            "type": "object",
            "required": ["error"],
            "properties": {
                "error": {
                    "type": "object",
                    "required": ["message", "type", "param", "code"],
                    "properties": {
                        "message": {"type": "string", "description": "says what to do"},
                        "type": {"type": "string"},
                        "param": {"type": ["string", "null"], "description": "the field that is wrong"},
                        "code": {"type": ["string", "null"]},
                    },
                }
            },
        }
    }
}
NO_MODEL: dict[str, Any] = {
    "responses": {"404": {"description": "There is no model of this name.", "content": ERROR_CONTENT}}
}
"""For FastAPI's `openapi_extra` of a route that names a model."""
_PART = {
    "type": "object",
    "required": ["type", "text"],
    "properties": {
        "type": {"const": "text"},
        "text": {"type": "string", "minLength": 1, "maxLength": MAX_QUERY_CHARACTERS, "pattern": r"\S"},
    },
}
_QUESTION = {
    "title": "Question",
    "description": "the last of them is what is asked",
    "type": "object",
    "required": ["role", "content"],
    "properties": {
        "role": {"const": "user"},
        "content": {
            "anyOf": [
                {"type": "string", "minLength": 1, "maxLength": MAX_QUERY_CHARACTERS, "pattern": r"\S"},
                {"type": "array", "items": _PART, "minItems": 1},
            ]
        },
    },
}
_EARLIER_ANSWER = {
    "title": "Earlier answer",
    "type": "object",
    "required": ["role"],
    "properties": {"role": {"const": "assistant"}, "content": {"type": ["string", "null"]}},
}
_IGNORED = {
    "title": "Ignored",
    "type": "object",
    "required": ["role"],
    "properties": {"role": {"enum": ["system", "developer", "tool", "function"]}},
}
_COMPLETION = {
    "title": "ChatCompletion",
    "type": "object",
    "required": ["id", "object", "created", "model", "choices", "usage", "search_results", "citations", "askdocs"],
    "properties": {
        "id": {"type": "string"},
        "object": {"const": "chat.completion"},
        "created": {"type": "integer"},
        "model": {"type": "string"},
        "choices": {"type": "array", "items": {"type": "object"}, "minItems": 1, "maxItems": 1},
        "usage": {"type": "object"},
        "search_results": {"type": "array", "items": {"type": "object"}, "description": "all sources, by number"},
        "citations": {"type": "array", "items": {"type": "string"}, "description": "their URLs"},
        "askdocs": {"type": "object", "description": "the other fields of a ChatResponse"},
    },
}
_EVENT = {"type": "object", "properties": {"data": {"type": "string", "description": "JSON: a chunk, or `[DONE]`"}}}


def describe_completions(models: Collection[str]) -> dict[str, Any]:
    """For FastAPI's `openapi_extra`."""
    options = AskOptions.model_json_schema()["properties"]
    nullable = {name: {"anyOf": [schema, {"type": "null"}]} for name, schema in options.items()}
    body = {
        "title": "ChatCompletionRequest",
        "description": "All other fields of OpenAI's are accepted and ignored.",
        "type": "object",
        "required": ["model", "messages"],
        "properties": {
            "model": {"enum": list(models), "description": "a route"},
            "messages": {
                "type": "array",
                "minItems": 1,
                "items": {"anyOf": [_QUESTION, _EARLIER_ANSWER, _IGNORED]},
                "contains": _QUESTION,
            },
            "stream": {"type": ["boolean", "null"]},
            "stream_options": {
                "type": ["object", "null"],
                "properties": {"include_usage": {"type": ["boolean", "null"]}},
            },
            "n": {"enum": [1, None]},
            "metadata": {"type": ["object", "null"], "properties": nullable},
        },
    }
    example = {"model": next(iter(models)), "messages": [{"role": "user", "content": EXAMPLE_QUESTION}]}
    return {
        "parameters": describe_parameters(),
        "requestBody": {"required": True, "content": {"application/json": {"schema": body, "example": example}}},
        "responses": {
            "200": {
                "description": "The completion, or with `stream` its chunks",
                "content": {
                    "application/json": {"schema": _COMPLETION},
                    "text/event-stream": {"schema": _EVENT},
                },
            },
            **NO_MODEL["responses"],
        },
    }
