"""Statements that change what a name stands for: `config.url = '…'`, `config.plugins.push(…)`."""

from collections.abc import Iterator
from dataclasses import replace

from tree_sitter import Node

from indexing.javascript.operators import compute
from indexing.javascript.syntax import get_first, get_source, read_string
from indexing.javascript.values import REST, UNKNOWN, Change, How

_GROWING = frozenset({"push", "unshift"})
_MUTATING = frozenset({"copyWithin", "fill", "pop", "reverse", "shift", "sort", "splice"})
_LOOPS = frozenset({"for_statement", "for_in_statement", "while_statement", "do_statement", "switch_statement"})
_FUNCTIONS = frozenset({"arrow_function", "function_expression"})
_WRAPPED = frozenset({"parenthesized_expression", "non_null_expression", "as_expression", "await_expression"})
_MAX_DIGITS = 5
_HARMLESS = ("console.", "assert", "process.", "require")


def find_changes(statement: Node) -> Iterator[tuple[str, Change]]:
    """The names that a statement changes. Of what stands in a loop or in a callback the value is not known."""
    match statement.type:
        case "expression_statement":
            yield from _find_in_expression(get_first(statement))
        case "if_statement":
            condition = statement.child_by_field_name("condition")
            for field, wanted in (("consequence", True), ("alternative", False)):
                for name, change in _find_in_parts(statement.child_by_field_name(field)):
                    if condition is not None:
                        yield name, replace(change, conditions=((condition, wanted), *change.conditions))
        case "statement_block" | "else_clause" | "finally_clause":
            for part in statement.named_children:
                yield from find_changes(part)
        case "try_statement":
            for part in statement.named_children:
                if part.type != "catch_clause":
                    yield from find_changes(part)
        case kind if kind in _LOOPS:
            yield from _forget_values(_find_in_parts(statement))


def _find_in_parts(node: Node | None) -> Iterator[tuple[str, Change]]:
    if node is None:
        return
    if node.type == "expression_statement":
        yield from find_changes(node)
        return
    for part in node.named_children:
        if part.type in {"switch_body", "switch_case", "switch_default"}:
            yield from _find_in_parts(part)
        else:
            yield from find_changes(part)


def _forget_values(changes: Iterator[tuple[str, Change]]) -> Iterator[tuple[str, Change]]:
    for name, change in changes:
        yield name, replace(change, value=None)


def _find_in_expression(expression: Node | None) -> Iterator[tuple[str, Change]]:
    while expression is not None and expression.type in _WRAPPED:
        expression = get_first(expression)
    if expression is None:
        return
    match expression.type:
        case "assignment_expression":
            yield from find_assignments(expression)
        case "augmented_assignment_expression":
            target = _find_target(expression.child_by_field_name("left"))
            if target:
                adds = get_source(expression.child_by_field_name("operator") or expression) == "+="
                yield target[0], Change(target[1], expression.child_by_field_name("right") if adds else None, How.ADD)
        case "unary_expression" if get_source(expression).startswith("delete"):
            target = _find_target(expression.child_by_field_name("argument"))
            if target:
                yield target[0], Change(target[1], None)
        case "call_expression":
            yield from _find_in_call(expression)


def find_assignments(expression: Node) -> Iterator[tuple[str, Change]]:
    """What `a = b = value` puts where."""
    right = expression.child_by_field_name("right")
    if right is not None and right.type == "assignment_expression":
        yield from find_assignments(right)
    target = _find_target(expression.child_by_field_name("left"))
    if target:
        yield target[0], Change(target[1], right)


def _find_in_call(call: Node) -> Iterator[tuple[str, Change]]:
    callee, listed = call.child_by_field_name("function"), call.child_by_field_name("arguments")
    if callee is None or listed is None:
        return
    arguments = [argument for argument in listed.named_children if argument.type != "comment"]
    owner = _find_target(callee.child_by_field_name("object")) if callee.type == "member_expression" else None
    method = get_source(callee.child_by_field_name("property") or callee)
    if get_source(callee) == "Object.assign":
        target = _find_target(arguments[0]) if arguments else None
        for argument in arguments[1:] if target else ():
            yield target[0], Change(target[1], argument, How.MERGE)  # type: ignore[index]  # the loop has no turn without
        return
    if owner and method in _GROWING:
        for argument in arguments:
            yield owner[0], Change(owner[1], argument, How.APPEND)
    elif owner and method in _MUTATING:
        yield owner[0], Change(owner[1], None)
    elif callee.type == "identifier" and not get_source(callee).startswith(_HARMLESS):
        for argument in arguments:  # the function may change what it is given
            if argument.type == "identifier":
                yield get_source(argument), Change((REST,), None)
    for argument in arguments:
        if argument.type in _FUNCTIONS:
            body = argument.child_by_field_name("body")
            is_block = body is not None and body.type == "statement_block"
            yield from _forget_values(_find_in_parts(body) if is_block else _find_in_expression(body))


def _find_target(node: Node | None) -> tuple[str, tuple[str | int, ...]] | None:
    """The name at the beginning of `a.b['c'][0]`, and the path behind it; None for any other expression."""
    path: list[str | int] = []
    while node is not None and node.type != "identifier":
        if node.type == "member_expression":
            path.append(get_source(node.child_by_field_name("property") or node))
        elif node.type == "subscript_expression":
            index = node.child_by_field_name("index")
            path.append(_read_index(index) if index is not None else REST)
        elif node.type not in _WRAPPED:
            return None
        node = node.child_by_field_name("object") or get_first(node)
    if node is None:
        return None
    name, found = get_source(node), tuple(reversed(path))
    if name == "module" and found[:1] == ("exports",):
        name, found = "module.exports", found[1:]
    if REST in found:  # what is changed at a place that is not known
        found = (*found[: found.index(REST)], REST)
    return name, found


def _read_index(index: Node) -> str | int:
    if index.type == "string":
        return read_string(index)
    digits = get_source(index)
    return int(digits) if index.type == "number" and digits.isdecimal() and len(digits) <= _MAX_DIGITS else REST


def apply_change(whole: object, change: Change, value: object) -> object:
    """What a name stands for after a change by this value."""
    if not change.path:
        return _change(whole, change.how, value)
    target = whole
    for key in change.path[:-1]:
        target = _get(target, key)
    last = change.path[-1]
    if isinstance(target, dict) and isinstance(last, str):
        target[last] = _change(target.get(last), change.how, value)
    elif isinstance(target, list) and isinstance(last, int) and last < len(target):
        target[last] = _change(target[last], change.how, value)
    elif isinstance(whole, dict):
        whole[REST] = UNKNOWN
    return whole


def _get(value: object, key: str | int) -> object:
    if isinstance(value, dict) and isinstance(key, str):
        return value.get(key)
    return value[key] if isinstance(value, list) and isinstance(key, int) and key < len(value) else None


def _change(held: object, how: How, value: object) -> object:
    match how:
        case How.PUT:
            return value
        case How.ADD:
            return UNKNOWN if UNKNOWN in (held, value) else compute("+", held, value)
        case How.APPEND:
            return [*held, value] if isinstance(held, list) else UNKNOWN
        case How.MERGE:
            if not isinstance(held, dict):
                return UNKNOWN
            return held | (value if isinstance(value, dict) else {REST: UNKNOWN})
