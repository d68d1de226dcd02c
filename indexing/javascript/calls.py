"""What calls are worth: functions of the file itself, and a few methods of JavaScript that only rearrange values."""

from collections.abc import Callable, Mapping
from typing import Protocol

from tree_sitter import Node

from indexing.javascript.syntax import get_source
from indexing.javascript.values import MAX_SIZE, REST, UNKNOWN, External, Function, Scope, format_primitive, is_true


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
    if name in _FUNCTIONS:
        return _FUNCTIONS[name](arguments)
    if callee.type == "member_expression":
        owner = evaluator.evaluate(callee.child_by_field_name("object"), scope)
        method = get_source(callee.child_by_field_name("property") or callee)
        if owner is not UNKNOWN and not isinstance(owner, (dict, External)):
            return _call_method(evaluator, owner, method, arguments)
    function = evaluator.evaluate(callee, scope)
    return evaluator.call(function, arguments) if isinstance(function, Function) else UNKNOWN


def _call_method(evaluator: Evaluating, owner: object, method: str, arguments: list[object]) -> object:
    if isinstance(owner, str):
        return _TEXT_METHODS[method](owner) if method in _TEXT_METHODS and not arguments else UNKNOWN
    if not isinstance(owner, list):
        return UNKNOWN
    first = arguments[0] if arguments else None
    match method:
        case "map" if isinstance(first, Function):
            return [evaluator.call(first, [item, index]) for index, item in enumerate(owner)]
        case "filter":
            known = [item for item in owner if item is not UNKNOWN]
            if isinstance(first, Function):
                results = [(item, evaluator.call(first, [item])) for item in known]
                return [item for item, result in results if result is UNKNOWN or is_true(result)]
            return [item for item in owner if item is UNKNOWN or is_true(item)]
        case "concat":
            return _flatten([owner, *arguments])
        case "flat":
            return _flatten(owner)
        case "join":
            texts = [format_primitive(item) for item in owner]
            joint = first if isinstance(first, str) else ","
            return UNKNOWN if None in texts else joint.join(text for text in texts if text is not None)
        case _:
            return UNKNOWN


def _flatten(values: list[object]) -> object:
    found = [item for one in values for item in (one if isinstance(one, list) else [one])]
    return found if len(found) <= MAX_SIZE else UNKNOWN


def _assign(arguments: list[object]) -> object:
    found: dict[str, object] = {}
    for argument in arguments:
        if isinstance(argument, dict):
            found |= argument
        elif argument is not None:
            found[REST] = UNKNOWN
    return found


def _take_first(arguments: list[object]) -> object:
    return arguments[0] if arguments else UNKNOWN


_FUNCTIONS: Mapping[str, Callable[[list[object]], object]] = {
    "Object.assign": _assign,
    "Object.freeze": _take_first,
    "Promise.resolve": _take_first,
    "structuredClone": _take_first,
}
_TEXT_METHODS: Mapping[str, Callable[[str], str]] = {
    "trim": str.strip,
    "toLowerCase": str.lower,
    "toUpperCase": str.upper,
    "toString": str,
}
