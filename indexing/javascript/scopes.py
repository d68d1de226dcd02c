"""Which names statements declare, and with which values."""

from collections.abc import Iterable, Iterator

from tree_sitter import Node

from indexing.javascript.changes import find_changes
from indexing.javascript.syntax import get_source, read_string
from indexing.javascript.values import UNKNOWN, Declared, Function, Scope

_DECLARATIONS = frozenset({"lexical_declaration", "variable_declaration"})
_FUNCTIONS = frozenset({"function_declaration", "generator_function_declaration"})


def declare(statements: Iterable[Node], scope: Scope) -> None:
    """Adds to the scope what the statements declare, and how they change it."""
    for statement in statements:
        for changed, change in find_changes(statement):
            scope.changes.setdefault(changed, []).append(change)
        if statement.type in _DECLARATIONS:
            for declarator in statement.named_children:
                name, value = declarator.child_by_field_name("name"), declarator.child_by_field_name("value")
                if name is not None and value is not None:
                    scope.values |= bind(name, value)
                    scope.written |= {get_source(name): value} if name.type == "identifier" else {}
        elif statement.type in _FUNCTIONS:
            name = statement.child_by_field_name("name")
            if name is not None:
                scope.values[get_source(name)] = Function(statement, scope)
        elif statement.type == "enum_declaration":
            name, body = statement.child_by_field_name("name"), statement.child_by_field_name("body")
            if name is not None and body is not None:
                scope.values[get_source(name)] = _read_enum(body)


def bind(pattern: Node, value: Node) -> dict[str, object]:
    """The names in a declaration's pattern, such as `{a, b: [c]}`, with the parts of `value` that they name."""
    return {name: Declared(value, path, default) for name, path, default in walk_pattern(pattern)}


def walk_pattern(
    pattern: Node, path: tuple[str | int, ...] = (), default: Node | None = None
) -> Iterator[tuple[str, tuple[str | int, ...], Node | None]]:
    """Each name in a pattern, the path to its value, and its default."""
    match pattern.type:
        case "identifier" | "shorthand_property_identifier_pattern":
            name = get_source(pattern)
            yield name, path if pattern.type == "identifier" else (*path, name), default
        case "object_pattern":
            for part in pattern.named_children:
                yield from walk_pattern(part, path)
        case "array_pattern":
            for index, part in enumerate(pattern.named_children):
                yield from walk_pattern(part, (*path, index))
        case "pair_pattern":
            key, value = pattern.child_by_field_name("key"), pattern.child_by_field_name("value")
            if key is not None and value is not None:
                yield from walk_pattern(value, (*path, read_key(key)))
        case "assignment_pattern" | "object_assignment_pattern":
            left, right = pattern.child_by_field_name("left"), pattern.child_by_field_name("right")
            if left is not None:
                yield from walk_pattern(left, path, right)
        case _:  # `...rest`
            return


def read_key(key: Node) -> str:
    """The name of a property."""
    return read_string(key) if key.type == "string" else get_source(key)


def _read_enum(body: Node) -> object:
    found: dict[str, object] = {}
    for part in body.named_children:
        name, value = part.child_by_field_name("name"), part.child_by_field_name("value")
        if name is not None:
            found[read_key(name)] = read_string(value) if value is not None and value.type == "string" else UNKNOWN
    return found
