"""JSON Schemas as every client of the protocol can read them."""

from typing import Any, Literal, cast

from pydantic import BaseModel


def create_schema(
    model: type[BaseModel], *, mode: Literal["validation", "serialization"] = "validation"
) -> dict[str, Any]:
    """The schema of a model without references: not every client follows them, and some refuse the tool."""
    schema = model.model_json_schema(mode=mode)
    del schema["title"], schema["description"]  # the tool has its own
    return cast("dict[str, Any]", _inline(schema, schema.pop("$defs", {})))


def _inline(value: Any, definitions: dict[str, Any]) -> Any:
    match value:
        case {"$ref": str(reference), **more}:
            return _inline(definitions[reference.rpartition("/")[2]] | more, definitions)
        case dict():
            return {name: _inline(part, definitions) for name, part in value.items()}
        case list():
            return [_inline(part, definitions) for part in value]
        case _:
            return value
