"""A file that describes an interface, as it stands: JSON or YAML, with its references followed and nothing run."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

import yaml

from indexing.errors import PageError, ReadingError
from indexing.files.decoding import clean_text, decode
from indexing.yaml_loading import check_number, load_yaml

_SUPPORTED = re.compile(r"3\.[01](?:\.\d+)?(?:-.*)?")
REFERENCE = "$ref"
_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_ESCAPED = re.compile(r"\\u(?:[dD][89a-fA-F]|00[01])")
"""How JSON writes halves of characters, and characters that control something."""
_MAX_DIGITS = 9
_MAX_HOPS = 20
"""References that lead to references; more of them are a circle."""

Node = Mapping[str, object]
NOTHING: Node = {}


@dataclass(slots=True)
class Document:
    """What a description holds. References into other files lead nowhere, and are noted."""

    root: Node
    foreign: dict[str, None] = field(default_factory=dict)
    """References into other files, each once."""

    def follow(self, value: object) -> Node:
        """The object that a value is or refers to; empty for anything else, and for a reference that leads nowhere."""
        for _ in range(_MAX_HOPS):
            node = as_node(value)
            reference = node.get(REFERENCE)
            if not isinstance(reference, str):
                return node
            value = self._find(reference)
        return NOTHING

    def follow_described(self, value: object) -> Node:
        """The same, with what a reference says of what it refers to: that goes before the description there."""
        node, own = self.follow(value), as_node(value)
        said = {name: own[name] for name in ("summary", "description") if REFERENCE in own and name in own}
        return {**node, **said} if node else node

    def list_nodes(self, value: object) -> Iterator[Node]:
        """The objects of a list."""
        for item in value if isinstance(value, list) else ():
            yield self.follow(item)

    def list_methods(self, item: Node) -> Iterator[tuple[str, Node]]:
        """The operations of a path by their methods."""
        for method in _METHODS:
            operation = self.follow(item.get(method))
            if operation:
                yield method, operation

    def _find(self, reference: str) -> object:
        if not reference.startswith("#"):
            self.foreign[reference] = None
            return NOTHING
        found: object = self.root
        for part in filter(None, reference.removeprefix("#").split("/")):
            name = unquote(part).replace("~1", "/").replace("~0", "~")
            if isinstance(found, list):
                is_place = name.isdecimal() and len(name) <= _MAX_DIGITS and int(name) < len(found)
                found = found[int(name)] if is_place else NOTHING
            else:
                found = as_node(found).get(name, NOTHING)
        return found


def load_document(content: bytes, name: str) -> Document:
    """Parse a description. Raises ReadingError for anything that is none, in words that say what it is."""
    try:
        text = clean_text(decode(content).text)
    except PageError as error:
        message = f"{name} {error}."
        raise ReadingError(message) from error
    root = _parse(text, name)
    if not isinstance(root, dict):
        message = f"{name} is no OpenAPI description: it holds no object. Pass a site's folder, or a description."
        raise ReadingError(message)
    _check_kind(root, name)
    return Document(root)


def as_node(value: object) -> Node:
    """A value if it is an object; else an empty one."""
    return value if isinstance(value, dict) else NOTHING


def get_text(node: Node, name: str) -> str:
    """A value as text; empty where it is missing, or no plain value."""
    value = node.get(name)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip() if isinstance(value, (str, int, float)) else ""


def find_schema_name(value: object) -> str:
    """`Pet` for a reference to `#/components/schemas/Pet`; empty for anything else."""
    reference = as_node(value).get(REFERENCE)
    return get_name(reference) if isinstance(reference, str) else ""


def get_name(reference: str) -> str:
    """`Pet` of `#/components/schemas/Pet`."""
    return unquote(reference.rpartition("/")[2]).replace("~1", "/").replace("~0", "~")


def _normalize(root: object) -> object:
    """The same with texts as all keys (YAML reads `200:` as a number), and without what no text may hold.

    What stands in many places is seen once. Raises ValueError for a number that nobody writes.
    """
    pending, seen = [root], set()
    while pending:
        value = pending.pop()
        if id(value) in seen or not isinstance(value, (dict, list)):
            continue
        seen.add(id(value))
        if isinstance(value, dict):
            normal = {str(_clean(key)): _clean(one) for key, one in value.items()}
            value.clear()
            value.update(normal)
        else:
            value[:] = map(_clean, value)
        pending.extend(value.values() if isinstance(value, dict) else value)
    return root


def _clean(value: object) -> object:
    if isinstance(value, str) and not value.isprintable():  # half of a character is not either
        return clean_text(value.encode(errors="replace").decode())
    return check_number(value)


def _parse(text: str, name: str) -> object:
    try:
        if text.lstrip().startswith(("{", "[")):
            root = json.loads(text)
            return _normalize(root) if _ESCAPED.search(text) else root
        return _normalize(load_yaml(text))
    except json.JSONDecodeError as error:
        reason = f"line {error.lineno} is no JSON ({error.msg})"
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        reason = f"line {line} is no YAML ({error.problem or 'it cannot be read'})"
    except (yaml.YAMLError, ValueError) as error:
        reason = str(error).partition("\n")[0]
    except RecursionError:
        reason = "it is nested too deeply"
    message = f"{name} cannot be read: {reason}."
    raise ReadingError(message)


def _check_kind(root: dict[object, object], name: str) -> None:
    version = root.get("openapi")
    if isinstance(version, (str, float)) and _SUPPORTED.fullmatch(str(version)):
        return
    if "swagger" in root:
        message = f"{name} is Swagger {root['swagger']}: askdocs reads OpenAPI 3.0 and 3.1. Convert it first."
    elif "asyncapi" in root:
        message = f"{name} is AsyncAPI {root['asyncapi']}: askdocs reads OpenAPI 3.0 and 3.1 only."
    elif version is not None:
        message = f"{name} is OpenAPI {version}: askdocs reads 3.0 and 3.1."
    else:
        message = f"{name} is no OpenAPI description: it has no key `openapi`."
    raise ReadingError(message)
