"""What OpenAPI says of LangServe's endpoints, put right."""

from typing import Any

from app.wires.asking import describe_parameters
from app.wires.wire import EXAMPLE_QUESTION

_EVENT = {
    "type": "object",
    "required": ["event"],
    "properties": {
        "event": {"enum": ["metadata", "data", "error", "end"]},
        "data": {"type": "string", "description": "JSON: parts of a ChatResponse, to be added up"},
    },
}


_TEXTS = {
    "invoke": (
        "Ask a question, in LangServe's envelope",
        "The answer stands under `output`. `POST /chat` answers the same without an envelope.",
    ),
    "stream": (
        "Ask a question, and read the answer while it is written",
        (
            "Server-sent events whose `data` are parts: the sources, pieces of the response, all other fields. Their "
            "sum is the answer of `invoke`. `end` comes last, or `error`."
        ),
    ),
}
_FIELDS = {
    "input": "the question",
    "config": "LangChain's; taken and ignored, because no caller may configure the chain",
    "kwargs": "LangServe's; taken and ignored",
}


def describe(schema: dict[str, Any]) -> None:
    """Change FastAPI's description: our texts and an example, streams as events; `config` and `kwargs` may be null."""
    for path, operations in schema["paths"].items():
        endpoint = path.rpartition("/")[2]
        if endpoint not in _TEXTS or "post" not in operations:
            continue
        operation = operations["post"]
        operation["summary"], operation["description"] = _TEXTS[endpoint]
        # Nothing reads the query parameter that LangServe's description has.
        operation["parameters"] = describe_parameters(citations=False)
        content = operation["requestBody"]["content"]["application/json"]
        content["example"] = {"input": {"query": EXAMPLE_QUESTION}}
        if endpoint == "stream":
            operation["responses"]["200"]["content"] = {"text/event-stream": {"schema": _EVENT}}
    for name, component in schema["components"]["schemas"].items():
        if name.endswith(("InvokeRequest", "StreamRequest")):
            properties = component["properties"]
            for field, text in _FIELDS.items():
                properties[field].pop("description", None)
                is_nullable = field != "input" and {"type": "null"} not in properties[field].get("anyOf", [])
                kind = {"anyOf": [properties[field], {"type": "null"}]} if is_nullable else properties[field]
                properties[field] = kind | {"description": text}
