"""What calls are worth: functions of the file itself, and those of JavaScript that only rearrange values."""

from collections.abc import Callable
from typing import Protocol

from tree_sitter import Node

from indexing.javascript.builtins import (
    PATH_PACKAGES,
    call_list_method,
    call_named,
    call_path,
    call_text_method,
    create_url,
    is_builtin,
)
from indexing.javascript.syntax import get_source
from indexing.javascript.values import UNKNOWN, External, Function, Scope, is_true


class Evaluating(Protocol):
    """What a call needs of the evaluator."""

    @property
    def require(self) -> Callable[[str], object]:
        """Gives what a file or a package exports."""
        ...

    def evaluate(self, node: Node | None, scope: Scope) -> object:
        """The value of an expression."""
        ...

    def evaluate_list(self, node: Node, scope: Scope) -> list[object]:
        """The values of arguments."""
        ...

    def call(self, function: Function, arguments: list[object]) -> object:
        """What a function of the file returns."""
        ...


def evaluate_call(evaluator: Evaluating, node: Node, scope: Scope) -> object:
    """What a call returns; UNKNOWN for a function that is not known."""
    callee, listed = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    if callee is None or listed is None or listed.type != "arguments":
        return UNKNOWN
    arguments = evaluator.evaluate_list(listed, scope)
    name = get_source(callee)
    if name in {"require", "require.resolve", "import"}:
        specifier = arguments[0] if arguments else UNKNOWN
        if not isinstance(specifier, str):
            return UNKNOWN
        return External(specifier) if name == "require.resolve" else evaluator.require(specifier)
    if is_builtin(name):
        return call_named(name, arguments)
    if callee.type == "member_expression":
        owner = evaluator.evaluate(callee.child_by_field_name("object"), scope)
        method = get_source(callee.child_by_field_name("property") or callee)
        if owner is not UNKNOWN and not isinstance(owner, (dict, External)):
            return _call_method(evaluator, owner, method, arguments)
    function = evaluator.evaluate(callee, scope)
    if isinstance(function, External):
        package, _mark, method = function.rpartition(".")
        return call_path(method, arguments) if package in PATH_PACKAGES else UNKNOWN
    return evaluator.call(function, arguments) if isinstance(function, Function) else UNKNOWN


def evaluate_new(evaluator: Evaluating, node: Node, scope: Scope) -> object:
    """What `new URL(…)` makes; UNKNOWN for other objects."""
    constructor, listed = node.child_by_field_name("constructor"), node.child_by_field_name("arguments")
    if constructor is None or listed is None or get_source(constructor) != "URL":
        return UNKNOWN
    return create_url(evaluator.evaluate_list(listed, scope))


def _call_method(evaluator: Evaluating, owner: object, method: str, arguments: list[object]) -> object:
    if isinstance(owner, str):
        return call_text_method(owner, method, arguments)
    if not isinstance(owner, list):
        return UNKNOWN
    function = arguments[0] if arguments else None
    if not isinstance(function, Function):
        return call_list_method(owner, method, arguments)
    match method:
        case "map":
            return [evaluator.call(function, [item, index]) for index, item in enumerate(owner)]
        case "flatMap":
            mapped = [evaluator.call(function, [item, index]) for index, item in enumerate(owner)]
            return call_list_method(mapped, "flat", [])
        case "filter":
            results = [(item, evaluator.call(function, [item])) for item in owner if item is not UNKNOWN]
            return [item for item, result in results if result is UNKNOWN or is_true(result)]
        case "find" | "some" | "every":
            return _search(owner, [evaluator.call(function, [item]) for item in owner], method)
        case "reduce" if len(arguments) > 1:
            total = arguments[1]
            for item in owner:
                total = evaluator.call(function, [total, item])
            return total
        case _:
            return UNKNOWN


def _search(items: list[object], results: list[object], method: str) -> object:
    if UNKNOWN in results:
        return UNKNOWN
    found = [item for item, result in zip(items, results, strict=True) if is_true(result)]
    if method == "find":
        return found[0] if found else None
    return bool(found) if method == "some" else len(found) == len(items)
