"""What OpenAPI says of LangServe's endpoints, put right."""

from typing import Any

_EVENT = {
    "type": "object",
    "required": ["event"],
    "properties": {
        "event": {"enum": ["metadata", "data", "error", "end"]},
        "data": {"type": "string", "description": "JSON: parts of a ChatResponse, to be added up"},
    },
}


def describe(schema: dict[str, Any]) -> None:
    """Change FastAPI's description: streams are events, and a `config` or `kwargs` of null is taken."""
    for path, operations in schema["paths"].items():
        if "post" not in operations:
            continue
        operation = operations["post"]
        # Nothing reads the query parameter that LangServe's description has.
        operation["parameters"] = [each for each in operation.get("parameters", []) if each["name"] != "config_hash"]
        if path.endswith("/stream"):
            operation["responses"]["200"]["content"] = {"text/event-stream": {"schema": _EVENT}}
    for name, component in schema["components"]["schemas"].items():
        if name.endswith(("InvokeRequest", "StreamRequest")):
            properties = component["properties"]
            for field in ("config", "kwargs"):
                if {"type": "null"} not in properties[field].get("anyOf", []):
                    properties[field] = {"anyOf": [properties[field], {"type": "null"}]}
