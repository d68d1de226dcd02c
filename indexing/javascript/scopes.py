"""Which names statements declare, and with which values."""

from collections.abc import Iterable, Iterator

from tree_sitter import Node

from indexing.javascript.changes import find_assignments, find_changes
from indexing.javascript.syntax import get_source, read_string
from indexing.javascript.values import UNKNOWN, Declared, Function, PathPart, Remaining, Scope

_DECLARATIONS = frozenset({"lexical_declaration", "variable_declaration"})
_FUNCTIONS = frozenset({"function_declaration", "generator_function_declaration"})


def declare(statements: Iterable[Node], scope: Scope, *, only_names: bool = False) -> None:
    """Adds to the scope what the statements declare, and how they change it unless that is known already."""
    for statement in statements:
        for changed, change in find_changes(statement) if not only_names else ():
            scope.changes.setdefault(changed, []).append(change)
        if statement.type in _DECLARATIONS:
            for declarator in statement.named_children:
                _declare_variable(declarator, scope)
        elif statement.type in _FUNCTIONS:
            name = statement.child_by_field_name("name")
            if name is not None:
                scope.values[get_source(name)] = Function(statement, scope)
        elif statement.type in {"class_declaration", "enum_declaration"}:
            name, body = statement.child_by_field_name("name"), statement.child_by_field_name("body")
            if name is not None and body is not None:
                is_enum = statement.type == "enum_declaration"
                scope.values[get_source(name)] = _read_enum(body) if is_enum else Declared(body)


def _declare_variable(declarator: Node, scope: Scope) -> None:
    name, value = declarator.child_by_field_name("name"), declarator.child_by_field_name("value")
    if name is None:
        return
    if value is None:
        if name.type == "identifier":
            scope.values.setdefault(get_source(name), UNKNOWN)  # a later statement may say it
        return
    scope.values |= bind(name, value)
    scope.written |= {get_source(name): value} if name.type == "identifier" else {}
    if value.type == "assignment_expression":
        for changed, change in find_assignments(value):
            scope.changes.setdefault(changed, []).append(change)


def bind(pattern: Node, value: Node) -> dict[str, object]:
    """The names in a declaration's pattern, such as `{a, b: [c]}`, with the parts of `value` that they name."""
    return {name: Declared(value, path, default) for name, path, default in walk_pattern(pattern)}


def walk_pattern(
    pattern: Node, path: tuple[PathPart, ...] = (), default: Node | None = None
) -> Iterator[tuple[str, tuple[PathPart, ...], Node | None]]:
    """Each name in a pattern, the path to its value, and its default."""
    match pattern.type:
        case "identifier" | "shorthand_property_identifier_pattern":
            name = get_source(pattern)
            yield name, path if pattern.type == "identifier" else (*path, name), default
        case "object_pattern":
            names = frozenset(filter(None, map(_get_key, pattern.named_children)))
            for part in pattern.named_children:
                is_rest = part.type == "rest_pattern"
                yield from walk_pattern(part, (*path, Remaining(names=names)) if is_rest else path)
        case "array_pattern":
            for index, part in enumerate(pattern.named_children):
                yield from walk_pattern(part, (*path, Remaining(index) if part.type == "rest_pattern" else index))
        case "rest_pattern":
            for part in pattern.named_children[:1]:
                yield from walk_pattern(part, path)
        case "pair_pattern":
            key, value = pattern.child_by_field_name("key"), pattern.child_by_field_name("value")
            if key is not None and value is not None:
                yield from walk_pattern(value, (*path, read_key(key)))
        case "assignment_pattern" | "object_assignment_pattern":
            left, right = pattern.child_by_field_name("left"), pattern.child_by_field_name("right")
            if left is not None:
                yield from walk_pattern(left, path, right)
        case _:
            return


def _get_key(part: Node) -> str:
    """The property that a part of an object's pattern names; empty for `...rest`."""
    if part.type == "shorthand_property_identifier_pattern":
        return get_source(part)
    key = part.child_by_field_name("key") or part.child_by_field_name("left")
    return read_key(key) if key is not None else ""


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
