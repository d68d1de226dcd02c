"""What expressions are worth. Nothing runs: what depends on the world outside the text is UNKNOWN."""

from collections.abc import Callable

from tree_sitter import Node

from indexing.javascript.calls import evaluate_call
from indexing.javascript.changes import apply_change
from indexing.javascript.scopes import declare, read_key, walk_pattern
from indexing.javascript.syntax import get_first, get_source, read_part, read_string
from indexing.javascript.values import (
    MAX_SIZE,
    REST,
    UNKNOWN,
    Declared,
    External,
    Function,
    Jsx,
    Lazy,
    Scope,
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
                    value = apply_change(value, change, self.evaluate(change.value, around))
                around.values[name] = value
                return value
            around = around.parent
        return _CONSTANTS.get(name, UNKNOWN)

    def call(self, function: Function, arguments: list[object]) -> object:
        """What a function returns; of several returns the last that does not stand under a condition."""
        scope = Scope(parent=function.scope)
        node = function.node
        parameters = node.child_by_field_name("parameters") or node.child_by_field_name("parameter")
        if parameters is not None:
            listed = [parameters] if parameters.type == "identifier" else parameters.named_children
            for index, parameter in enumerate(listed):
                given = arguments[index] if index < len(arguments) else None
                pattern, default = parameter.child_by_field_name("pattern"), parameter.child_by_field_name("value")
                for name, path, inner in walk_pattern(pattern if pattern is not None else parameter):
                    value = _follow(given, path)
                    preset = inner if inner is not None else default if not path else None
                    scope.values[name] = self.evaluate(preset, scope) if value is None and preset is not None else value
        body = node.child_by_field_name("body")
        if body is None or body.type != "statement_block":
            return self.evaluate(body, scope)
        declare(body.named_children, scope)
        returned = [part for part in body.named_children if part.type == "return_statement" and part.named_child_count]
        return self.evaluate(get_first(returned[-1]), scope) if returned else UNKNOWN

    def _resolve(self, declared: Declared | Lazy, scope: Scope) -> object:
        if isinstance(declared, Lazy):
            return declared.load()
        value = _follow(self.evaluate(declared.node, scope), declared.path)
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
                return _read_number(get_source(node))
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
                return self.evaluate(node.child_by_field_name("consequence" if condition else "alternative"), scope)
            case "call_expression":
                return evaluate_call(self, node, scope)
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
            elif part.type == "shorthand_property_identifier":
                found[get_source(part)] = self.look_up(get_source(part), scope)
            elif part.type == "spread_element":
                spread = self.evaluate(get_first(part), scope)
                if isinstance(spread, dict):
                    found |= spread
                elif spread:  # of `false` and `null` nothing is added
                    found[REST] = UNKNOWN
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
        value = self.evaluate(node.child_by_field_name("object"), scope)
        if node.type == "member_expression":
            key: object = get_source(node.child_by_field_name("property") or node)
        else:
            key = self.evaluate(node.child_by_field_name("index"), scope)
        if key == "length" and isinstance(value, (str, list)) and not isinstance(value, External):
            return len(value)
        return _follow(value, (key,)) if isinstance(key, (str, int)) else UNKNOWN

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
        return _compute(operator, left, right)


def _compute(operator: str, left: object, right: object) -> object:
    if operator in {"<", ">", "<=", ">="}:
        return _compare(operator, left, right)
    if operator in {"===", "=="}:
        return left == right
    if operator in {"!==", "!="}:
        return left != right
    if isinstance(left, (int, float)) and isinstance(right, (int, float)):
        match operator:
            case "+":
                return left + right
            case "-":
                return left - right
            case "*":
                return left * right
            case "/":
                return left / right if right else UNKNOWN
    texts = format_primitive(left), format_primitive(right)
    if operator == "+" and texts[0] is not None and texts[1] is not None and len(texts[0] + texts[1]) <= MAX_SIZE:
        return texts[0] + texts[1]
    return UNKNOWN


def _compare(operator: str, left: object, right: object) -> object:
    if left is None or right is None:  # `undefined` is neither more nor less
        return False
    if isinstance(left, (int, float)) and isinstance(right, (int, float)):
        order = (left > right) - (left < right)
        return order in {"<": {-1}, ">": {1}, "<=": {-1, 0}, ">=": {0, 1}}[operator]
    return UNKNOWN


def _is_environment(source: str) -> bool:
    return source.startswith(("process.env.", "process.env[", "env.", "import.meta.env."))


def _follow(value: object, path: tuple[str | int, ...]) -> object:
    for key in path:
        if isinstance(value, dict) and isinstance(key, str):
            value = value.get(key, UNKNOWN if REST in value else None)
        elif isinstance(value, list) and isinstance(key, int):
            value = value[key] if 0 <= key < len(value) else None
        else:
            return UNKNOWN
    return value


def _read_number(source: str) -> object:
    digits = source.replace("_", "").removesuffix("n").lower()
    try:
        if digits.startswith(("0x", "0o", "0b")):
            return int(digits, 0)
        return float(digits) if set(digits) & set(".e") else int(digits)
    except ValueError:
        return UNKNOWN
