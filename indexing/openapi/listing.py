"""The operations and the schemas of a description, in the order in which it names them."""

from collections.abc import Iterator
from dataclasses import dataclass

from indexing.openapi.document import Document, Node, as_node, get_text
from indexing.openapi.viewers import Target

_COLLECTIONS = ("paths", "webhooks", "x-webhooks")
"""The last is what Redoc reads in OpenAPI 3.0, which has no webhooks."""


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation as it stands, with the parameters that its path has for all of its operations."""

    target: Target
    node: Node
    shared: tuple[object, ...]

    @property
    def parts(self) -> tuple[object, ...]:
        """All that is said of it."""
        return (self.node, *self.shared)


def list_operations(document: Document) -> Iterator[Operation]:
    """The operations of all paths and webhooks."""
    for collection in _COLLECTIONS:
        for path, item in as_node(document.root.get(collection)).items():
            node = document.follow(item)
            shared = node.get("parameters")
            said = get_text(node, "description") or get_text(node, "summary")
            servers = {"servers": node["servers"]} if "servers" in node else {}
            for method, operation in document.list_methods(node):
                whole = {**servers, **operation, "description": get_text(operation, "description") or said}
                target = _create_target(collection, method, path, operation)
                yield Operation(target, whole, tuple(shared) if isinstance(shared, list) else ())


def list_schemas(document: Document) -> Iterator[tuple[str, Node]]:
    """The schemas of `components` that say something, by their names."""
    for name, schema in as_node(as_node(document.root.get("components")).get("schemas")).items():
        node = document.follow(schema)
        if node:
            yield name, node


def _create_target(collection: str, method: str, path: str, operation: Node) -> Target:
    tags = operation.get("tags")
    tag = get_text({"tag": tags[0]}, "tag") if isinstance(tags, list) and tags else ""
    return Target(
        method, path, get_text(operation, "operationId"), tag, get_text(operation, "summary"), collection=collection
    )
