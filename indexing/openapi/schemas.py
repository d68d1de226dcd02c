"""Schemas in words: what a value is, and which fields an object has. Named schemas are named and not unfolded."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from indexing.openapi.document import REFERENCE, Document, Node, as_node, find_schema_name, get_text

_MAX_DEPTH = 2
"""How deep objects without a name are unfolded, and lists and alternatives are told."""
_MAX_VALUES = 20
"""So many values of an enumeration, and so many alternatives, are told."""
_MAX_FIELDS = 200
_MAX_PARTS = 50
"""Schemas that are parts of parts; of GitHub's description at most 6."""


class Field(NamedTuple):
    """A field of an object; one of an object inside it is called `outer.inner`."""

    name: str
    type: str
    is_required: bool
    text: str


_ENDS = (".", "!", "?")


def format_type(document: Document, schema: object, depth: int = 0) -> str:
    """`list of Pet`, `string (date-time)`, `one of "a", "b"`; empty where nothing is said."""
    name = find_schema_name(schema)
    if name:
        return f"`{name}`"
    node = as_node(schema)
    if depth > _MAX_DEPTH or not node:
        return ""
    values = node.get("enum")
    if isinstance(values, list) and values:
        shown = [f"`{_format_value(value)}`" for value in values[:_MAX_VALUES]]
        more = f" and {len(values) - _MAX_VALUES} more" if len(values) > _MAX_VALUES else ""
        return f"one of {', '.join(shown)}{more}" if len(values) > 1 else f"always {shown[0]}"
    if "const" in node:
        return f"always `{_format_value(node['const'])}`"
    for key, joint in (("oneOf", " or "), ("anyOf", " or "), ("allOf", " and ")):
        parts = [format_type(document, one, depth + 1) for one in _list(node.get(key))[:_MAX_VALUES]]
        if any(parts):
            return joint.join(dict.fromkeys(filter(None, parts)))
    return _format_plain(document, node, depth)


def list_fields(document: Document, schema: object) -> list[Field]:
    """The fields of an object, those of its parts (`allOf`) too; of a list, those of its items."""
    fields: dict[str, Field] = {}
    for field in _find_fields(document, schema, "", (), set()):
        fields.setdefault(field.name, field)
        if len(fields) >= _MAX_FIELDS:
            break
    return list(fields.values())


def format_fields(fields: list[Field]) -> list[str]:
    """One line of Markdown for each; fields inside of another of which only the type is said stand in its line."""
    lines: dict[str, str] = {}
    inner: defaultdict[str, list[str]] = defaultdict(list)
    outer = ""
    for field in fields:
        is_inside = bool(outer) and field.name.startswith(f"{outer}.")
        if is_inside and not field.text and "`" not in field.type:
            inner[outer].append(_format_name(field, field.name.removeprefix(f"{outer}.")))
            continue
        outer = outer if is_inside else field.name
        lines[field.name] = _format_name(field, field.name) + (f": {field.text}" if field.text else "")
    for name, held in inner.items():
        lines[name] += f"{' It holds' if lines[name].endswith(_ENDS) else '; it holds'} {', '.join(held)}"
    return list(lines.values())


def describe(node: Node) -> str:
    """What a field or parameter is for, in one line, with its default and whether it is deprecated."""
    told = [" ".join(get_text(node, "description").split())]
    if "default" in node:
        told.append(f"Default: `{_format_value(node['default'])}`.")
    if node.get("deprecated") is True:
        told.append("Deprecated.")
    if node.get("readOnly") is True:
        told.append("Read only.")
    if node.get("writeOnly") is True:
        told.append("Write only.")
    return " ".join(filter(None, told))


def _find_fields(
    document: Document, schema: object, prefix: str, above: tuple[int, ...], seen: set[tuple[int, str]]
) -> Iterator[Field]:
    """`above` are the schemas that this one is part of, and `seen` those that were looked at for a prefix.

    Circles end there, and what stands a thousand times is looked at once.
    """
    node = document.follow(schema)
    own = as_node(schema)
    if REFERENCE in own and ("properties" in own or "allOf" in own):  # since 3.1, what stands beside it counts, too
        rest = {name: value for name, value in own.items() if name != REFERENCE}
        yield from _find_fields(document, rest, prefix, above, seen)
    if id(node) in above or (id(node), prefix) in seen or prefix.count(".") > _MAX_DEPTH or len(above) > _MAX_PARTS:
        return
    seen.add((id(node), prefix))
    above = (*above, id(node))
    for part in _list(node.get("allOf")):
        yield from _find_fields(document, part, prefix, above, seen)
    if "items" in node and not node.get("properties"):
        yield from _find_fields(document, node["items"], prefix, above, seen)
    required = {name for name in _list(node.get("required")) if isinstance(name, str)}
    for name, value in as_node(node.get("properties")).items():
        text = describe(as_node(value)) or describe(document.follow(value))
        yield Field(f"{prefix}{name}", format_type(document, value), name in required, text)
        if not find_schema_name(value):
            yield from _find_fields(document, value, f"{prefix}{name}.", above, seen)


def _format_plain(document: Document, node: Node, depth: int) -> str:
    kinds = node.get("type")
    names = [str(one) for one in kinds] if isinstance(kinds, list) else [str(kinds)] if kinds else []
    if "items" in node or "array" in names:
        items = format_type(document, node.get("items"), depth + 1)
        names = [f"list of {items}" if items else "list", *(name for name in names if name != "array")]
    values = node.get("additionalProperties")
    if isinstance(values, dict) and (inner := format_type(document, values, depth + 1)):
        names = [f"map of {inner}", *(name for name in names if name != "object")]
    if node.get("nullable") is True and "null" not in names:
        names.append("null")
    form = get_text(node, "format")
    return " or ".join(names) + (f" ({form})" if form and names else "")


def _format_name(field: Field, name: str) -> str:
    about = ", ".join(filter(None, (field.type, "required" if field.is_required else "")))
    return f"`{name}`" + (f" ({about})" if about else "")


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _format_value(value: object) -> str:
    if isinstance(value, (str, date)):  # YAML reads dates as such
        return str(value)
    return json.dumps(value, ensure_ascii=False, default=str)
