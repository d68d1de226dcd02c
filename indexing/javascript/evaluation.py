"""What expressions are worth. Nothing runs: what depends on the world outside the text is UNKNOWN."""

from collections.abc import Callable

from tree_sitter import Node

from indexing.javascript.builtins import PATH_PACKAGES
from indexing.javascript.calls import evaluate_call, evaluate_new
from indexing.javascript.changes import apply_change
from indexing.javascript.operators import compute, read_number
from indexing.javascript.returns import find_return
from indexing.javascript.scopes import read_key, walk_pattern
from indexing.javascript.syntax import get_first, get_source, read_part, read_string
from indexing.javascript.values import (
    MAX_SIZE,
    REST,
    UNKNOWN,
    Change,
    Declared,
    External,
    Function,
    Jsx,
    Lazy,
    Scope,
    follow,
    format_primitive,
    is_true,
)

_MAX_DEPTH = 60
"""Expressions that are nested deeper, or that name each other in a circle, are not known."""
_MAX_STEPS = 20_000
"""How many expressions of one file are worked out: a list that doubles itself again and again ends here."""
_CONSTANTS = {"true": True, "false": False, "null": None, "undefined": None}
_WRAPPED = frozenset(
    {"parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression", "await_expression"}
)
_FUNCTIONS = frozenset({"arrow_function", "function_expression", "generator_function"})


class Evaluator:
    """Works out expressions of one file. `require` gives what a file or a package exports."""

    def __init__(self, require: Callable[[str], object]) -> None:
        self.require = require
        self.taken_defaults: list[str] = []
        """Expressions such as `process.env.X || '/'`, of which the second part was taken."""
        self._depth = self._steps = 0

    def evaluate(self, node: Node | None, scope: Scope) -> object:
        """The value of an expression; UNKNOWN where the text does not tell."""
        if node is None or self._depth > _MAX_DEPTH or self._steps > _MAX_STEPS:
            return UNKNOWN
        self._depth += 1
        self._steps += 1
        try:
            return self._evaluate(node, scope)
        finally:
            self._depth -= 1

    def look_up(self, name: str, scope: Scope) -> object:
        """What a name stands for."""
        around: Scope | None = scope
        while around is not None:
            if name in around.values:
                value = around.values[name]
                if isinstance(value, (Declared, Lazy)):
                    around.values[name] = UNKNOWN  # for a value that names itself
                    value = self._resolve(value, around)
                for change in around.changes.pop(name, ()):
                    around.values[name] = value
                    value = self._apply(value, change, around)
                around.values[name] = value
                return value
            around = around.parent
        return _CONSTANTS.get(name, UNKNOWN)

    def call(self, function: Function, arguments: list[object]) -> object:
        """What a function returns."""
        scope = Scope(parent=function.scope)
        node = function.node
        parameters = node.child_by_field_name("parameters") or node.child_by_field_name("parameter")
        if parameters is not None:
            listed = [parameters] if parameters.type == "identifier" else parameters.named_children
            for index, parameter in enumerate(listed):
                self._bind(parameter, arguments, index, scope)
        body = node.child_by_field_name("body")
        if body is None or body.type != "statement_block":
            return self.evaluate(body, scope)
        return find_return(self, body.named_children, scope)

    def _bind(self, parameter: Node, arguments: list[object], index: int, scope: Scope) -> None:
        """Gives the names of a parameter their values."""
        pattern, default = parameter.child_by_field_name("pattern") or parameter, parameter.child_by_field_name("value")
        given = arguments[index] if index < len(arguments) else None
        if pattern.type == "rest_pattern":
            given = arguments[index:]
        elif given is None and default is not None:
            given = self.evaluate(default, scope)
        for name, path, preset in walk_pattern(pattern):
            value = follow(given, path)
            scope.values[name] = self.evaluate(preset, scope) if value is None and preset is not None else value

    def _apply(self, value: object, change: Change, scope: Scope) -> object:
        is_known = True
        for condition, wanted in change.conditions:
            met = self.evaluate(condition, scope)
            if met is UNKNOWN:
                is_known = False
            elif is_true(met) != wanted:
                return value
        return apply_change(value, change, self.evaluate(change.value, scope) if is_known else UNKNOWN)

    def _resolve(self, declared: Declared | Lazy, scope: Scope) -> object:
        if isinstance(declared, Lazy):
            return declared.load()
        value = follow(self.evaluate(declared.node, scope), declared.path)
        return self.evaluate(declared.default, scope) if value is None and declared.default is not None else value

    def _evaluate(self, node: Node, scope: Scope) -> object:
        kind = node.type
        if kind in _WRAPPED:
            return self.evaluate(get_first(node), scope)
        if kind in _FUNCTIONS:
            return Function(node, scope)
        match kind:
            case "string":
                return read_string(node)
            case "template_string":
                return self._evaluate_template(node, scope)
            case "number":
                return read_number(get_source(node))
            case "true" | "false" | "null" | "undefined":
                return _CONSTANTS[kind]
            case "identifier":
                return self.look_up(get_source(node), scope)
            case "object":
                return self._evaluate_object(node, scope)
            case "array":
                return self.evaluate_list(node, scope)
            case "member_expression" | "subscript_expression":
                return self._evaluate_member(node, scope)
            case "binary_expression":
                return self._evaluate_binary(node, scope)
            case "unary_expression":
                return self._evaluate_unary(node, scope)
            case "ternary_expression":
                condition = self.evaluate(node.child_by_field_name("condition"), scope)
                if condition is UNKNOWN:
                    return UNKNOWN
                return self.evaluate(
                    node.child_by_field_name("consequence" if is_true(condition) else "alternative"), scope
                )
            case "call_expression":
                return evaluate_call(self, node, scope)
            case "new_expression":
                return evaluate_new(self, node, scope)
            case "assignment_expression":
                return self.evaluate(node.child_by_field_name("right"), scope)
            case "sequence_expression" | "type_assertion":
                return self.evaluate(node.named_children[-1], scope)
            case "class_body":
                return self._evaluate_class(node, scope)
            case "jsx_element" | "jsx_self_closing_element":
                return Jsx(node, scope)
            case _:
                return UNKNOWN

    def _evaluate_template(self, node: Node, scope: Scope) -> object:
        parts: list[str] = []
        for part in node.named_children:
            if part.type != "template_substitution":
                parts.append(read_part(part))
                continue
            text = format_primitive(self.evaluate(get_first(part), scope))
            if text is None:
                return UNKNOWN
            parts.append(text)
        text = "".join(parts)
        return text if len(text) <= MAX_SIZE else UNKNOWN

    def _evaluate_object(self, node: Node, scope: Scope) -> dict[str, object]:
        found: dict[str, object] = {}
        for part in node.named_children:
            if part.type == "pair":
                key = part.child_by_field_name("key")
                if key is None:
                    continue
                name: object = read_key(key)
                if key.type == "computed_property_name":
                    name = self.evaluate(get_first(key), scope)
                if isinstance(name, str):
                    found[name] = self.evaluate(part.child_by_field_name("value"), scope)
                else:
                    found[REST] = UNKNOWN
            elif part.type == "method_definition":
                found |= self._evaluate_method(part, scope)
            elif part.type == "shorthand_property_identifier":
                found[get_source(part)] = self.look_up(get_source(part), scope)
            elif part.type == "spread_element":
                spread = self.evaluate(get_first(part), scope)
                if isinstance(spread, dict):
                    found |= spread
                elif spread:  # of `false` and `null` nothing is added
                    found[REST] = UNKNOWN
        return found

    def _evaluate_method(self, node: Node, scope: Scope) -> dict[str, object]:
        key, function = node.child_by_field_name("name"), Function(node, scope)
        kinds = {child.type for child in node.children if not child.is_named}
        if key is None or "set" in kinds:
            return {}
        if key.type == "computed_property_name":
            return {REST: UNKNOWN}
        return {read_key(key): self.call(function, []) if "get" in kinds else function}

    def _evaluate_class(self, body: Node, scope: Scope) -> dict[str, object]:
        """What a class holds without being created: its static fields and methods."""
        found: dict[str, object] = {}
        for part in body.named_children:
            if not any(child.type == "static" for child in part.children):
                continue
            key, value = part.child_by_field_name("name"), part.child_by_field_name("value")
            if part.type == "method_definition":
                found |= self._evaluate_method(part, scope)
            elif key is not None and value is not None:
                found[read_key(key)] = self.evaluate(value, scope)
        return found

    def evaluate_list(self, node: Node, scope: Scope) -> list[object]:
        """The items of a list, or the arguments of a call."""
        found: list[object] = []
        for part in node.named_children:
            if part.type == "spread_element":
                spread = self.evaluate(get_first(part), scope)
                is_small = isinstance(spread, list) and len(found) + len(spread) <= MAX_SIZE
                found.extend(spread if is_small and isinstance(spread, list) else [UNKNOWN] if spread else [])
            elif part.type != "comment":
                found.append(self.evaluate(part, scope))
        return found

    def _evaluate_member(self, node: Node, scope: Scope) -> object:
        source = get_source(node)
        if source == "process.env.NODE_ENV":
            return "production"
        if source == "import.meta.dirname":
            return self.look_up("__dirname", scope)
        value = self.evaluate(node.child_by_field_name("object"), scope)
        if node.type == "member_expression":
            key: object = get_source(node.child_by_field_name("property") or node)
        else:
            key = self.evaluate(node.child_by_field_name("index"), scope)
        if key == "length" and isinstance(value, (str, list)) and not isinstance(value, External):
            return len(value)
        if isinstance(value, External) and value in PATH_PACKAGES:
            return External(f"{value}.{key}")
        return follow(value, (key,)) if isinstance(key, (str, int)) else UNKNOWN

    def _evaluate_unary(self, node: Node, scope: Scope) -> object:
        value = self.evaluate(node.child_by_field_name("argument"), scope)
        operator = get_source(node.child_by_field_name("operator") or node)
        if operator == "void":
            return None
        if operator == "!" and value is not UNKNOWN:
            return not is_true(value)
        if operator == "-" and isinstance(value, (int, float)):
            return -value
        return UNKNOWN

    def _evaluate_binary(self, node: Node, scope: Scope) -> object:
        operator = get_source(node.child_by_field_name("operator") or node)
        left_node, right_node = node.child_by_field_name("left"), node.child_by_field_name("right")
        left = self.evaluate(left_node, scope)
        if operator in {"||", "??"}:
            if left is UNKNOWN:
                if left_node is None or not _is_environment(get_source(left_node)):
                    return UNKNOWN
                right = self.evaluate(right_node, scope)
                if right is not UNKNOWN:
                    self.taken_defaults.append(get_source(node))
                return right
            return (
                left if (is_true(left) if operator == "||" else left is not None) else self.evaluate(right_node, scope)
            )
        if operator == "&&":
            return left if left is UNKNOWN or not is_true(left) else self.evaluate(right_node, scope)
        right = self.evaluate(right_node, scope)
        if UNKNOWN in (left, right):
            return UNKNOWN
        return compute(operator, left, right)


def _is_environment(source: str) -> bool:
    return source.startswith(("process.env.", "process.env[", "env.", "import.meta.env."))
