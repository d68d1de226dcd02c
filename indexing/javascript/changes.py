"""Statements that change what a name stands for: `config.url = '…'`, `config.plugins.push(…)`."""

from collections.abc import Iterator

from tree_sitter import Node

from indexing.javascript.syntax import get_source
from indexing.javascript.values import REST, UNKNOWN, Change

_GROWING = frozenset({"push", "unshift"})
_CONDITIONAL = frozenset(
    {
        "if_statement",
        "else_clause",
        "for_statement",
        "for_in_statement",
        "while_statement",
        "try_statement",
        "statement_block",
        "switch_statement",
    }
)


def find_changes(statement: Node) -> Iterator[tuple[str, Change]]:
    """The names that a statement changes. Of what stands under a condition or in a loop the value is not known."""
    if statement.type in _CONDITIONAL:
        for part in statement.named_children:
            for name, change in find_changes(part):
                yield name, Change(change.path, None, grows=change.grows)
    elif statement.type == "expression_statement" and statement.named_child_count:
        expression = statement.named_children[0]
        if expression.type == "assignment_expression":
            left, right = expression.child_by_field_name("left"), expression.child_by_field_name("right")
            if left is not None and left.type in {"identifier", "member_expression"}:
                name, path = _split(get_source(left))
                yield name, Change(path, right)
        elif expression.type == "call_expression":
            yield from _find_growth(expression)


def _find_growth(call: Node) -> Iterator[tuple[str, Change]]:
    callee, arguments = call.child_by_field_name("function"), call.child_by_field_name("arguments")
    if callee is None or arguments is None or callee.type != "member_expression":
        return
    owner, method = callee.child_by_field_name("object"), callee.child_by_field_name("property")
    if owner is None or method is None or get_source(method) not in _GROWING:
        return
    name, path = _split(get_source(owner))
    for argument in arguments.named_children:
        yield name, Change(path, argument, grows=True)


def _split(target: str) -> tuple[str, tuple[str, ...]]:
    name, *path = target.split(".")
    if target.startswith("module.exports"):
        return "module.exports", tuple(path[1:])
    return name, tuple(path)


def apply_change(whole: object, change: Change, value: object) -> object:
    """What a name stands for after a change by this value."""
    if not change.path:
        if not change.grows:
            return value
        return [*whole, value] if isinstance(whole, list) else UNKNOWN
    target = whole
    for key in change.path[:-1]:
        target = target.get(key) if isinstance(target, dict) else None
    if isinstance(target, dict):
        last = change.path[-1]
        held = target.get(last)
        if not change.grows:
            target[last] = value
        elif isinstance(held, list):
            held.append(value)
    elif isinstance(whole, dict):
        whole[REST] = UNKNOWN
    return whole
